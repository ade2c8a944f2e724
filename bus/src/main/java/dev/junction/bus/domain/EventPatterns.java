package dev.junction.bus.domain;

import dev.junction.expression.pattern.Pattern;
import dev.junction.expression.pattern.PatternFault;
import dev.junction.expression.pattern.PatternReading;
import dev.junction.kernel.Outcome;

/// Event patterns as clients give them.
public final class EventPatterns {

  private EventPatterns() {}

  /// Reads a pattern, or says what is wrong with it. Source of the limit of `$or`: EventBridge
  /// User Guide, "Comparison operators": more than 1,000 combinations are refused.
  public static Outcome<Pattern> read(String text) {
    return parsed(text)
        .then(
            pattern ->
                pattern.wildcardPlaces(BusLimits.WILDCARD_PLACES_MAX)
                        > BusLimits.WILDCARD_PLACES_MAX
                    ? Outcome.rejected(
                        BusErrors.badPattern(
                            "Rule is too complex - try using fewer wildcard characters or fewer"
                                + " repeating character sequences after a wildcard character"))
                    : Outcome.accepted(pattern));
  }

  private static Outcome<Pattern> parsed(String text) {
    if (text.length() > BusLimits.PATTERN_CHARACTERS_MAX) {
      return Outcome.rejected(
          BusErrors.limit(
              "The event pattern is longer than "
                  + BusLimits.PATTERN_CHARACTERS_MAX
                  + " characters."));
    }
    return switch (Pattern.read(text, BusLimits.PATTERN)) {
      case PatternReading.Read(Pattern pattern) ->
          pattern.overflowing()
              ? Outcome.rejected(BusErrors.badPattern("Rule is too complex"))
              : Outcome.accepted(pattern);
      case PatternReading.Faulty(PatternFault fault) ->
          Outcome.rejected(BusErrors.badPattern(fault.text()));
    };
  }

  /// A pattern that was accepted before.
  public static Pattern stored(String text) {
    return switch (parsed(text)) {
      case Outcome.Accepted<Pattern>(Pattern pattern) -> pattern;
      case Outcome.Rejected<Pattern>(var error) ->
          throw new IllegalStateException("A stored pattern cannot be read: " + error.message());
    };
  }
}
