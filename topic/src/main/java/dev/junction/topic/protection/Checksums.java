package dev.junction.topic.protection;

import java.util.Set;

/// What the digits of cards and other numbers must add up to.
final class Checksums {

  private static final String VIN_VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
  private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

  /// Card numbers that issuers have reserved for public tests and that are not reported. Source:
  /// SNS Developer Guide, "Sensitive data types: Financial".
  private static final Set<String> TEST_CARDS =
      Set.of(
          "122000000000003",
          "2222405343248877",
          "2222990905257051",
          "2223007648726984",
          "2223577120017656",
          "30569309025904",
          "34343434343434",
          "3528000700000000",
          "3530111333300000",
          "3566002020360505",
          "36148900647913",
          "36700102000000",
          "371449635398431",
          "378282246310005",
          "378734493671000",
          "38520000023237",
          "4012888888881881",
          "4111111111111111",
          "4222222222222",
          "4444333322221111",
          "4462030000000000",
          "4484070000000000",
          "4911830000000",
          "4917300800000000",
          "4917610000000000",
          "4917610000000000003",
          "5019717010103742",
          "5105105105105100",
          "5111010030175156",
          "5185540810000019",
          "5200828282828210",
          "5204230080000017",
          "5204740009900014",
          "5420923878724339",
          "5454545454545454",
          "5455330760000018",
          "5506900490000436",
          "5506900490000444",
          "5506900510000234",
          "5506920809243667",
          "5506922400634930",
          "5506927427317625",
          "5553042241984105",
          "5555553753048194",
          "5555555555554444",
          "5610591081018250",
          "6011000990139424",
          "6011000400000000",
          "6011111111111117",
          "630490017740292441",
          "630495060000000000",
          "6331101999990016",
          "6759649826438453",
          "6799990100000000019",
          "76009244561");

  private Checksums() {}

  static String digits(String text) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        digits.append(text.charAt(i));
      }
    }
    return digits.toString();
  }

  static boolean luhn(String text) {
    String digits = digits(text);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? digit : digit * 2;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return !digits.isEmpty() && sum % 10 == 0;
  }

  /// A number with the prefix and length of a card issuer that is no test number.
  static boolean card(String text) {
    String digits = digits(text);
    return digits.matches("(?:3[0-9]|4|5[0-9]|2[2-7]|6[0-9])[0-9]{11,17}")
        && luhn(digits)
        && !TEST_CARDS.contains(digits);
  }

  /// An international bank account number: letters count 10 to 35, modulo 97 leaves 1.
  static boolean iban(String text) {
    String compact = text.replace(" ", "");
    String turned = compact.substring(4) + compact.substring(0, 4);
    int rest = 0;
    for (int i = 0; i < turned.length(); i++) {
      int value = Character.digit(turned.charAt(i), 36);
      rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
    }
    return rest == 1;
  }

  /// A vehicle identification number with a right check digit. Source: ISO 3779, 49 CFR 565.
  static boolean vin(String text) {
    int sum = 0;
    for (int i = 0; i < VIN_WEIGHTS.length; i++) {
      int at = VIN_VALUES.indexOf(text.charAt(i));
      sum += (at < 0 ? 0 : at % 10) * VIN_WEIGHTS[i];
    }
    char expected = sum % 11 == 10 ? 'X' : (char) ('0' + sum % 11);
    return text.charAt(8) == expected;
  }

  /// A United States social security number that could have been given out.
  static boolean ssn(String text) {
    String digits = digits(text);
    return digits.length() == 9
        && !digits.startsWith("000")
        && !digits.startsWith("666")
        && digits.charAt(0) != '9'
        && !digits.startsWith("00", 3)
        && !digits.endsWith("0000");
  }

  /// A Brazilian number whose last two digits are sums of the others modulo 11.
  static boolean brazilian(String text, int highestWeight) {
    String digits = digits(text);
    if (digits.chars().distinct().count() == 1) {
      return false;
    }
    for (int checked = digits.length() - 2; checked < digits.length(); checked++) {
      int sum = 0;
      int weight = 2;
      for (int i = checked - 1; i >= 0; i--) {
        sum += (digits.charAt(i) - '0') * weight;
        weight = weight == highestWeight ? 2 : weight + 1;
      }
      int rest = sum % 11;
      if (digits.charAt(checked) - '0' != (rest < 2 ? 0 : 11 - rest)) {
        return false;
      }
    }
    return true;
  }

  /// A Spanish number whose letter is its rest modulo 23.
  static boolean spanish(String text) {
    String compact = text.replace("-", "").replace(" ", "");
    String number =
        switch (compact.charAt(0)) {
          case 'X' -> '0' + compact.substring(1);
          case 'Y' -> '1' + compact.substring(1);
          case 'Z' -> '2' + compact.substring(1);
          default -> compact;
        };
    int rest = Integer.parseInt(digits(number)) % 23;
    return number.charAt(number.length() - 1) == "TRWAGMYFPDXBNJZSQVHLCKE".charAt(rest);
  }

  static boolean inRange(String parts, String separator, int max) {
    for (String part : parts.split(separator)) {
      if (Integer.parseInt(part) > max) {
        return false;
      }
    }
    return true;
  }
}
