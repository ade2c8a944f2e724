package dev.junction.topic.domain;

import dev.junction.delivery.Attribute;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a message attribute, a subject and an identifier may be.
///
/// Source: SNS Developer Guide, "Amazon SNS message attributes", and Publish in the API reference;
/// the texts are what LocalStack recorded from the real service
/// (`test_empty_or_wrong_message_attributes`).
public final class MessageRules {

  private static final Set<String> TYPES = Set.of("String", "Number", "Binary");

  /// Source: SNS Developer Guide, "Amazon SNS message attributes": positive or negative integers or
  /// floating-point numbers.
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]{1,9})?");

  private MessageRules() {}

  /// Checks one attribute and makes it.
  public static Outcome<Attribute> attribute(
      String name, String type, @Nullable String text, byte @Nullable [] bytes) {
    String problem = nameProblem(name);
    if (problem == null && !hasKnownType(type)) {
      problem =
          "The message attribute '"
              + name
              + "' has an invalid message attribute type, the set of supported type prefixes is"
              + " Binary, Number, and String.";
    }
    boolean binary = type.startsWith("Binary");
    if (problem == null) {
      problem = valueProblem(name, type, text, bytes, binary);
    }
    if (problem != null) {
      return Outcome.rejected(TopicErrors.invalidValue(problem));
    }
    byte[] value = binary ? bytes : utf8(text);
    return Outcome.accepted(new Attribute(name, type, binary, value == null ? new byte[0] : value));
  }

  private static @Nullable String valueProblem(
      String name, String type, @Nullable String text, byte @Nullable [] bytes, boolean binary) {
    boolean hasOwn = binary ? bytes != null : text != null;
    boolean hasOther = binary ? text != null : bytes != null;
    if (!hasOwn && hasOther) {
      return "The message attribute '"
          + name
          + "' with type '"
          + type
          + "' must use field '"
          + (binary ? "Binary" : "String")
          + "'.";
    }
    boolean isEmpty = binary ? bytes == null || bytes.length == 0 : text == null || text.isEmpty();
    if (isEmpty) {
      return "The message attribute '"
          + name
          + "' must contain non-empty message attribute value for message attribute type '"
          + type
          + "'.";
    }
    return type.startsWith("Number") && text != null && !NUMBER.matcher(text).matches()
        ? "Could not cast message attribute '" + name + "' value to number."
        : null;
  }

  private static boolean hasKnownType(String type) {
    int dot = type.indexOf('.');
    return dot < 0
        ? TYPES.contains(type)
        : TYPES.contains(type.substring(0, dot)) && dot + 1 < type.length();
  }

  private static @Nullable String nameProblem(String name) {
    if (name.length() > TopicLimits.ATTRIBUTE_NAME_CHARACTERS_MAX) {
      return "Length of message attribute name must be less than 256 bytes.";
    }
    if (name.startsWith(".")) {
      return "Invalid message attribute name starting with character '.' was found.";
    }
    if (name.endsWith(".")) {
      return "Invalid message attribute name ending with character '.' was found.";
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.') {
        return "Invalid non-alphanumeric character '#x"
            + Integer.toHexString(c).toUpperCase(Locale.ROOT)
            + "' was found in the message attribute name. Can only include alphanumeric"
            + " characters, hyphens, underscores, or dots.";
      }
      if (c == '.' && name.charAt(i - 1) == '.') {
        return "Message attribute name can not have successive '.' character.";
      }
    }
    return name.isEmpty() ? "The message attribute name must not be empty." : null;
  }

  /// What is wrong with a subject: it has to begin with a letter, a digit or punctuation of ASCII,
  /// and to have less than 100 characters without line breaks and control characters. Source: SNS
  /// API reference, Publish.
  public static @Nullable ServiceError subjectProblem(@Nullable String subject) {
    if (subject == null) {
      return null;
    }
    boolean bad =
        subject.isEmpty()
            || subject.length() > TopicLimits.SUBJECT_CHARACTERS_MAX
            || subject.charAt(0) <= ' '
            || subject.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    return bad ? TopicErrors.invalid("Subject") : null;
  }

  /// What is wrong with a message group or deduplication id: 1 to 128 letters, digits and
  /// punctuation of ASCII. Source: SNS API reference, Publish.
  public static @Nullable ServiceError identifierProblem(String parameter, @Nullable String id) {
    if (id == null) {
      return null;
    }
    boolean bad =
        id.isEmpty()
            || id.length() > TopicLimits.IDENTIFIER_CHARACTERS_MAX
            || id.chars().anyMatch(c -> c <= ' ' || c > '~');
    return bad
        ? TopicErrors.invalid(
            parameter,
            "can only include alphanumeric and punctuation characters. 1 to 128 in length")
        : null;
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
