package dev.junction.queue.state;

/// How much of a long piece of work one command does before it lets others run: so many messages,
/// and so many bytes that it stages with them. A batch of the journal has to hold them.
final class Portion {

  private static final int MESSAGES_MAX = 500;
  private static final long BYTES_MAX = 1 << 20;

  private int messages;
  private long bytes;

  boolean hasRoom() {
    return messages < MESSAGES_MAX && bytes < BYTES_MAX;
  }

  void add(int messageBytes) {
    messages++;
    bytes += messageBytes;
  }
}
