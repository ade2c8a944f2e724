package dev.junction.delivery;

import java.util.concurrent.atomic.LongAdder;

/// How many messages were handed over since the start, by what became of them. Threads: any.
public final class DeliveryCounts {

  private final LongAdder delivered = new LongAdder();
  private final LongAdder deadLettered = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  /// Messages that their target took.
  public long delivered() {
    return delivered.sum();
  }

  /// Messages that went to a dead-letter queue instead.
  public long deadLettered() {
    return deadLettered.sum();
  }

  /// Messages that neither their target nor a dead-letter queue took.
  public long dropped() {
    return dropped.sum();
  }

  void countArrived(boolean isDeadLetter) {
    (isDeadLetter ? deadLettered : delivered).increment();
  }

  void countDropped() {
    dropped.increment();
  }
}
