package dev.junction.pipe.run;

import java.util.concurrent.atomic.LongAdder;

/// How many messages one pipe has had since the start of the server. Threads: any.
public final class PipeTraffic {

  private final LongAdder received = new LongAdder();
  private final LongAdder filtered = new LongAdder();
  private final LongAdder enriched = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /// What was counted. Each message that was received is, in the end, one of those that were
  /// filtered, skipped, delivered or failed.
  ///
  /// @param received messages taken from the source, each time anew
  /// @param filtered messages that no filter wanted
  /// @param enriched messages that the enrichment has answered
  /// @param skipped of these, messages that it answered nothing for
  /// @param delivered messages that the target has
  /// @param failed messages that were not taken, and come again
  public record Counts(
      long received, long filtered, long enriched, long skipped, long delivered, long failed) {}

  Counts counts() {
    return new Counts(
        received.sum(),
        filtered.sum(),
        enriched.sum(),
        skipped.sum(),
        delivered.sum(),
        failed.sum());
  }

  void countReceived(int messages) {
    received.add(messages);
  }

  void countFiltered(int messages) {
    filtered.add(messages);
  }

  void countEnriched(int messages) {
    enriched.add(messages);
  }

  void countSkipped(int messages) {
    skipped.add(messages);
  }

  void countDelivered(int messages) {
    delivered.add(messages);
  }

  void countFailed(int messages) {
    failed.add(messages);
  }
}
