package dev.junction.topic.domain;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;
import java.util.regex.Pattern;

/// Phone numbers in the format E.164: a plus sign and up to fifteen digits.
public final class PhoneNumbers {

  private static final int DIGITS_MAX = 15;
  private static final String RESOURCE = "sms/";
  private static final Pattern SEPARATOR = Pattern.compile("(?<=[0-9])[-./](?=[0-9])");

  private PhoneNumbers() {}

  public static boolean isValid(String number) {
    return number.length() > 2
        && number.length() <= DIGITS_MAX + 1
        && number.charAt(0) == '+'
        && number.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
  }

  /// A number without the single hyphens, dots and slashes that may stand between its digits.
  /// Source: what LocalStack recorded of subscriptions (`test_subscribe_sms_obscure_phone_number`,
  /// `test_subscribe_invalid_sms`).
  public static String plain(String number) {
    return SEPARATOR.matcher(number).replaceAll("");
  }

  /// The target that a phone is for the messages of an account; clients never see it.
  public static String target(AccountId account, Region region, String number) {
    return Arn.of("sns", region, account, RESOURCE + number).toString();
  }

  /// Whether a target is a phone.
  public static boolean isTarget(Arn target) {
    return target.resource().startsWith(RESOURCE);
  }

  /// The number of a target that is a phone.
  public static String ofTarget(Arn target) {
    return target.resource().substring(RESOURCE.length());
  }
}
