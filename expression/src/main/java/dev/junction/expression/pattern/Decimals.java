package dev.junction.expression.pattern;

/// Numbers of patterns and events as whole millionths, so that comparing is exact.
///
/// Limits: between -5,000,000,000 and 5,000,000,000, six digits after the point, further ones are
/// cut off. Source: EventBridge User Guide, "Comparison operators"; SNS Developer Guide, "Filter
/// policy constraints" asks for less.
final class Decimals {

  /// Says that a text is no number within the limits.
  static final long NONE = Long.MIN_VALUE;

  private static final int DIGITS_AFTER_POINT = 6;
  private static final int EXPONENT_MAX = 1_000_000;
  private static final long MILLIONTHS_MAX = 5_000_000_000L * 1_000_000L;
  private static final long[] POWERS = new long[18];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Decimals() {}

  /// Reads a decimal number in linear time; an enormous exponent costs nothing.
  static long millionths(String text) {
    int mantissaEnd = mantissaEnd(text);
    int start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    int exponent = exponent(text, mantissaEnd);
    int point = text.indexOf('.');
    int wholeDigits = (point >= 0 && point < mantissaEnd ? point : mantissaEnd) - start;
    if (exponent == Integer.MIN_VALUE || mantissaEnd == start) {
      return NONE;
    }
    long sum = 0;
    int seen = 0;
    for (int i = start; i < mantissaEnd; i++) {
      char digit = text.charAt(i);
      if (i == point) {
        continue;
      }
      if (digit < '0' || digit > '9') {
        return NONE;
      }
      long power = (long) wholeDigits - 1 - seen + exponent + DIGITS_AFTER_POINT;
      seen++;
      if (digit == '0' || power < 0) {
        continue;
      }
      if (power >= POWERS.length - 1) {
        return NONE;
      }
      sum += (digit - '0') * POWERS[(int) power];
    }
    if (seen == 0 || sum > MILLIONTHS_MAX) {
      return NONE;
    }
    return text.charAt(0) == '-' ? -sum : sum;
  }

  private static int mantissaEnd(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 'e' || text.charAt(i) == 'E') {
        return i;
      }
    }
    return text.length();
  }

  private static int exponent(String text, int mantissaEnd) {
    if (mantissaEnd == text.length()) {
      return 0;
    }
    int at = mantissaEnd + 1;
    boolean negative = at < text.length() && text.charAt(at) == '-';
    if (at < text.length() && (negative || text.charAt(at) == '+')) {
      at++;
    }
    if (at == text.length()) {
      return Integer.MIN_VALUE;
    }
    int value = 0;
    for (; at < text.length(); at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      value = Math.min(value * 10 + digit, EXPONENT_MAX);
    }
    return negative ? -value : value;
  }
}
