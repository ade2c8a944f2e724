package dev.junction.queue.state;

/// How many bytes of message bodies one partition keeps in memory for the next receives.
final class BytesBudget {

  private final long bytesMax;
  private long usedBytes;

  BytesBudget(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  boolean tryTake(int bytes) {
    if (usedBytes + bytes > bytesMax) {
      return false;
    }
    usedBytes += bytes;
    return true;
  }

  /// Lets the entry's stored bytes go, if it holds any.
  void release(Entry entry) {
    byte[] stored = entry.stored;
    if (stored != null) {
      usedBytes -= stored.length;
      entry.stored = null;
    }
  }
}
