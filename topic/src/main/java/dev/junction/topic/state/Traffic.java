package dev.junction.topic.state;

/// How many messages a topic has had since the start. Threads: the partition's.
public final class Traffic {

  private long published;
  private long dispatched;
  private long filtered;

  /// What was counted.
  ///
  /// @param published messages published
  /// @param dispatched deliveries to subscriptions that were begun
  /// @param filtered deliveries that a filter policy prevented
  public record Counts(long published, long dispatched, long filtered) {}

  public Counts counts() {
    return new Counts(published, dispatched, filtered);
  }

  void count(int deliveries, int unwanted) {
    published++;
    dispatched += deliveries;
    filtered += unwanted;
  }
}
