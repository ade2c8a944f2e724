package dev.junction.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many messages were handed over since the start, by what became of them. Limits: the failures
/// of [#SOURCES_MAX] sources. Threads: any.
public final class DeliveryCounts {

  private static final int SOURCES_MAX = 100_000;

  private final LongAdder delivered = new LongAdder();
  private final LongAdder deadLettered = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();

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

  /// Messages of one source that a recipient did not take, dead-lettered or not.
  ///
  /// @param source the source's ARN
  public long failed(String source) {
    LongAdder count = failed.get(source);
    return count == null ? 0 : count.sum();
  }

  void countFailed(String source) {
    if (failed.size() < SOURCES_MAX || failed.containsKey(source)) {
      failed.computeIfAbsent(source, _ -> new LongAdder()).increment();
    }
  }

  void countArrived(boolean isDeadLetter) {
    (isDeadLetter ? deadLettered : delivered).increment();
  }

  void countDropped() {
    dropped.increment();
  }
}
