package dev.junction.queue.domain;

import dev.junction.kernel.Outcome;
import dev.junction.wire.codec.xml.XmlCharacters;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which message attributes a client may send.
///
/// Source: SQS Developer Guide, "Amazon SQS message metadata".
public final class AttributeRules {

  private static final int NUMBER_DIGITS_MAX = 38;
  private static final int NUMBER_EXPONENT_MAX = 127;
  private static final int NUMBER_EXPONENT_MIN = -128;

  private AttributeRules() {}

  /// Checks one attribute: its name, its type and that the value fits the type.
  public static Outcome<MessageAttribute> check(
      String name, @Nullable String type, @Nullable String text, byte @Nullable [] bytes) {
    if (!isName(name)) {
      return rejected("Message (user) attribute name '" + name + "' is invalid.");
    }
    if (type == null || type.isEmpty()) {
      return rejected("The message attribute '" + name + "' must contain a data type.");
    }
    String basic = type.contains(".") ? type.substring(0, type.indexOf('.')) : type;
    if (type.length() > QueueLimits.MESSAGE_ATTRIBUTE_TYPE_CHARACTERS_MAX) {
      return rejected("The type of message (user) attribute '" + name + "' is too long.");
    }
    return switch (basic) {
      case "String" ->
          text == null || text.isEmpty()
              ? empty(name, type)
              : XmlCharacters.isAllowed(text)
                  ? accepted(name, type, text)
                  : rejected("The message attribute '" + name + "' has invalid characters.");
      case "Number" ->
          text == null || text.isEmpty()
              ? empty(name, type)
              : isNumber(text)
                  ? accepted(name, type, text)
                  : rejected(
                      "Can't cast the value of message (user) attribute '"
                          + name
                          + "' to a number.");
      case "Binary" ->
          bytes == null || bytes.length == 0
              ? empty(name, type)
              : Outcome.accepted(new MessageAttribute(name, type, true, bytes));
      default ->
          rejected(
              "The type of message (user) attribute '"
                  + name
                  + "' is invalid. You must use only the following supported type prefixes:"
                  + " Binary, Number, String.");
    };
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > QueueLimits.MESSAGE_ATTRIBUTE_NAME_CHARACTERS_MAX) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      // The documentation names ASCII letters only, the real service takes all letters.
      if (!Character.isLetterOrDigit(c) && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && !name.endsWith(".")
        && !name.contains("..")
        && !lower.startsWith("aws.")
        && !lower.startsWith("amazon.");
  }

  private static boolean isNumber(String text) {
    if (text.length() > 200) {
      return false;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      int exponent = number.precision() - number.scale() - 1;
      return number.signum() == 0
          || (number.stripTrailingZeros().precision() <= NUMBER_DIGITS_MAX
              && exponent <= NUMBER_EXPONENT_MAX
              && exponent >= NUMBER_EXPONENT_MIN);
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static Outcome<MessageAttribute> accepted(String name, String type, String text) {
    return Outcome.accepted(MessageAttribute.text(name, type, text));
  }

  private static Outcome<MessageAttribute> empty(String name, String type) {
    return rejected(
        "Message (user) attribute '"
            + name
            + "' must contain a non-empty value of type '"
            + type
            + "'.");
  }

  private static Outcome<MessageAttribute> rejected(String message) {
    return Outcome.rejected(QueueErrors.invalidParameter(message));
  }
}
