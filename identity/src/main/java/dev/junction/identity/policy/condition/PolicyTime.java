package dev.junction.identity.policy.condition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// The written forms of a point in time: `2026`, `2026-01`, `2026-01-31`, `2026-01-31T12:00Z` with
/// seconds and fractions or without, any offset; or seconds since the epoch.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Date condition
/// operators; W3C note "Date and Time Formats".
final class PolicyTime {

  private static final int CHARS_MAX = 40;
  private static final int EPOCH_DIGITS_MAX = 12;

  private PolicyTime() {}

  /// Reads a point in time; null when the text is none.
  static @Nullable Instant parse(String text) {
    int length = text.length();
    if (length == 0 || length > CHARS_MAX || !isDigit(text.charAt(0))) {
      return null;
    }
    if (isDigits(text) && length != 4) {
      return length > EPOCH_DIGITS_MAX ? null : Instant.ofEpochSecond(Long.parseLong(text));
    }
    String full =
        switch (length) {
          case 4 -> text + "-01-01T00:00Z";
          case 7 -> text + "-01T00:00Z";
          case 10 -> text + "T00:00Z";
          default -> text;
        };
    try {
      return OffsetDateTime.parse(full).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
