package dev.junction.topic.domain;

/// Phone numbers in the format E.164: a plus sign and up to fifteen digits.
public final class PhoneNumbers {

  private static final int DIGITS_MAX = 15;

  private PhoneNumbers() {}

  public static boolean isValid(String number) {
    return number.length() > 2
        && number.length() <= DIGITS_MAX + 1
        && number.charAt(0) == '+'
        && number.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
  }
}
