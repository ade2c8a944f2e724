package dev.junction.server.cli;

import dev.junction.server.cli.QueueRow.Counted;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// How fast messages pass, from two samples. Units: messages per second.
///
/// Where a rate cannot be told (no earlier sample, or the server started anew in between) stands a
/// hyphen.
final class Rates {

  /// No earlier sample.
  static final Rates NONE = new Rates(Map.of(), 1);

  private static final String UNKNOWN = "-";

  private final Map<QueueRow.Key, Counted> earlier;
  private final double seconds;

  private Rates(Map<QueueRow.Key, Counted> earlier, double seconds) {
    this.earlier = earlier;
    this.seconds = seconds;
  }

  /// The rates since a sample that was taken so long ago.
  static Rates since(List<QueueRow> sample, double seconds) {
    Map<QueueRow.Key, Counted> earlier = new HashMap<>();
    sample.forEach(row -> earlier.put(row.key(), row.counted()));
    return new Rates(earlier, seconds);
  }

  String sent(QueueRow row) {
    return rate(row, Counted::sent);
  }

  String received(QueueRow row) {
    return rate(row, Counted::received);
  }

  String deleted(QueueRow row) {
    return rate(row, Counted::deleted);
  }

  private String rate(QueueRow row, ToLongFunction<Counted> what) {
    @Nullable Counted before = earlier.get(row.key());
    if (before == null) {
      return UNKNOWN;
    }
    long passed = what.applyAsLong(row.counted()) - what.applyAsLong(before);
    if (passed < 0) {
      return UNKNOWN;
    }
    double rate = passed / seconds;
    return passed == 0 ? "0" : String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%.0f", rate);
  }
}
