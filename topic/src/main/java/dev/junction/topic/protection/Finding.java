package dev.junction.topic.protection;

import java.util.Comparator;

/// A place in a text that holds sensitive data.
///
/// @param identifier the data identifier that found it, as in `EmailAddress` or `Ssn-US`
/// @param start the first character, counted from 0
/// @param end the character after the last
public record Finding(String identifier, int start, int end) {

  static final Comparator<Finding> BY_PLACE =
      Comparator.comparingInt(Finding::start).thenComparingInt(Finding::end);
}
