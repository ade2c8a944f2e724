package dev.junction.engine;

/// Remembers where a transaction has staged a value that it may stage again and again, so that only
/// the last one is written: see [Transaction#put(LatestValue, byte[], byte[])].
///
/// One belongs to one key. Threads: the partition's.
public final class LatestValue {

  private long transaction;
  private int at;

  public LatestValue() {}

  boolean isOf(long number) {
    return transaction == number;
  }

  int at() {
    return at;
  }

  void staged(long number, int place) {
    transaction = number;
    at = place;
  }
}
