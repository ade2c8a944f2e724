package dev.junction.log.filter;

import java.util.Map;

/// Which messages of log events are wanted.
///
/// Limits: a pattern has 1,024 characters at most, by the model. Threads: safe. Source: CloudWatch
/// Logs User Guide, "Filter pattern syntax".
public sealed interface FilterPattern
    permits FilterPattern.Everything, TermPattern, JsonPattern, SpacePattern {

  /// Whether a message is wanted; not when it takes too many steps to tell.
  default boolean matches(String message) {
    return look(message, Effort.ofMessage()) == Finding.FITS;
  }

  /// Compares a message with as many steps as are left for it.
  default Finding look(String message, Effort effort) {
    effort.begin();
    return effort.finding(fits(message, effort));
  }

  /// Whether a message fits; the answer counts for nothing once the effort is spent.
  boolean fits(String message, Effort effort);

  /// The parts of a wanted message that the pattern names, by those names.
  default Map<String, String> extracted(String message) {
    return Map.of();
  }

  /// The empty pattern.
  record Everything() implements FilterPattern {
    @Override
    public boolean fits(String message, Effort effort) {
      return true;
    }
  }

  /// Reads a pattern.
  ///
  /// @throws MalformedFilter when it is none
  static FilterPattern parse(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return new Everything();
    }
    return switch (trimmed.charAt(0)) {
      case '{' -> JsonPatternReader.read(trimmed);
      case '[' -> SpacePattern.read(trimmed);
      default -> TermPattern.read(trimmed);
    };
  }
}
