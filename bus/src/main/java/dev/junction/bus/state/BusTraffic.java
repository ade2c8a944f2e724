package dev.junction.bus.state;

/// How many events a bus has had since the start. Threads: the partition's.
public final class BusTraffic {

  private long events;
  private long matched;
  private long sent;

  /// What was counted.
  ///
  /// @param events events that came
  /// @param matched rules that they matched
  /// @param sent deliveries to targets that were begun
  public record Counts(long events, long matched, long sent) {}

  public Counts counts() {
    return new Counts(events, matched, sent);
  }

  /// Counts deliveries of an event that was counted before.
  void countMore(int targets) {
    sent += targets;
  }

  void count(int rules, int targets) {
    events++;
    matched += rules;
    sent += targets;
  }
}
