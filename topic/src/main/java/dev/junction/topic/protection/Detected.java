package dev.junction.topic.protection;

import java.util.Comparator;
import java.util.List;

/// One kind of sensitive data that an audit saw in a text.
///
/// @param identifier the data identifier, as in `EmailAddress`
/// @param count how often it was found
/// @param first the first places, [#PLACES_MAX] at most
public record Detected(String identifier, int count, List<Finding> first) {

  /// Places that are told: an event of a log group has 1 MiB at most, and a message may have tens
  /// of thousands. All of them are counted.
  private static final int PLACES_MAX = 100;

  static final Comparator<Detected> BY_PLACE =
      Comparator.comparing(detected -> detected.first().getFirst(), Finding.BY_PLACE);

  /// @param findings at least one, by their places
  static Detected of(List<Finding> findings) {
    return new Detected(
        findings.getFirst().identifier(),
        findings.size(),
        List.copyOf(findings.subList(0, Math.min(findings.size(), PLACES_MAX))));
  }
}
