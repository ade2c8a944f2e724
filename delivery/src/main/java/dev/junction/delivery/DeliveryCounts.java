package dev.junction.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many messages were handed over since the start, by what became of them. Limits: what
/// [#SOURCES_MAX] sources delivered, and the failures of as many. Threads: any.
public final class DeliveryCounts {

  private static final int SOURCES_MAX = 100_000;

  private final LongAdder delivered = new LongAdder();
  private final LongAdder deadLettered = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final Map<String, LongAdder> deliveredBySource = new ConcurrentHashMap<>();
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

  /// Messages of one source that their target took, for the sources that hear of their messages.
  ///
  /// @param source the source's ARN
  public long delivered(String source) {
    return sum(deliveredBySource, source);
  }

  /// Messages of one source that a recipient did not take, dead-lettered or not.
  ///
  /// @param source the source's ARN
  public long failed(String source) {
    return sum(failed, source);
  }

  private static long sum(Map<String, LongAdder> bySource, String source) {
    LongAdder count = bySource.get(source);
    return count == null ? 0 : count.sum();
  }

  private static void add(Map<String, LongAdder> bySource, String source, long count) {
    if (bySource.size() < SOURCES_MAX || bySource.containsKey(source)) {
      bySource.computeIfAbsent(source, _ -> new LongAdder()).add(count);
    }
  }

  void countDelivered(long messages) {
    delivered.add(messages);
  }

  void countDelivered(String source, long messages) {
    add(deliveredBySource, source, messages);
  }

  void countFailed(String source) {
    add(failed, source, 1);
  }

  void countDeadLettered(long messages) {
    deadLettered.add(messages);
  }

  void countDropped() {
    dropped.increment();
  }
}
