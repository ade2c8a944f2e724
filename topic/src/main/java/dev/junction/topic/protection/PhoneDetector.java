package dev.junction.topic.protection;

import java.util.regex.Pattern;

/// Phone numbers: with their country's code anywhere, without it only near a word like `phone`.
final class PhoneDetector {

  private static final String NOT_IN_NUMBER = "(?<![\\w.+-])";
  private static final String NUMBER_ENDS = "(?![\\w-])";

  private PhoneDetector() {}

  static Detector of(String identifier, String words, String code, String number) {
    return Detector.either(
        identifier,
        Pattern.compile(NOT_IN_NUMBER + "(?:\\+|00)" + code + "[ .-]?" + number + NUMBER_ENDS),
        Pattern.compile(NOT_IN_NUMBER + number + NUMBER_ENDS),
        words);
  }
}
