package dev.junction.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a dead letter says about itself as message attributes, when its source wants that.
///
/// Source: EventBridge User Guide, "Using dead-letter queues to process undelivered events": the
/// attributes and the error codes.
final class LetterNotes {

  private static final int VALUE_CHARACTERS_MAX = 1_024;
  private static final String RETRIES = "RETRY_ATTEMPTS";

  /// Why a message did not reach its recipient.
  ///
  /// @param code the code of the target, or of the way to it
  /// @param reason a sentence for a person
  /// @param retries how often it was tried again
  /// @param condition which limit of the retries was reached; null when trying again was no use
  record Cause(String code, String reason, int retries, @Nullable String condition) {

    static final String ATTEMPTS = "MaximumRetryAttempts";
    static final String AGE = "MaximumEventAgeInSeconds";

    static Cause refused(Arrival.Refused refused) {
      return new Cause(refused.code(), refused.reason(), 0, null);
    }

    String text() {
      return code + ' ' + reason;
    }
  }

  private LetterNotes() {}

  /// What a source notes itself stays as it is, but for the code of the error.
  static List<Attribute> attributes(Map<String, String> notes, Cause cause) {
    Map<String, String> all = new TreeMap<>(notes);
    boolean isOwn = notes.containsKey(Care.ERROR_CODE);
    all.put(Care.ERROR_CODE, isOwn ? cause.code() : documentedCode(cause.code()));
    all.put("ERROR_MESSAGE", cause.reason());
    if (cause.condition() != null) {
      all.put("EXHAUSTED_RETRY_CONDITION", cause.condition());
    }
    List<Attribute> attributes = new ArrayList<>();
    all.forEach(
        (name, value) -> {
          String kept =
              value.length() > VALUE_CHARACTERS_MAX
                  ? value.substring(0, VALUE_CHARACTERS_MAX)
                  : value;
          attributes.add(Attribute.text(name, "String", kept));
        });
    if (!notes.containsKey(RETRIES)) {
      attributes.add(Attribute.text(RETRIES, "Number", String.valueOf(cause.retries())));
    }
    return attributes;
  }

  /// The documented code for what a target answers.
  private static String documentedCode(String code) {
    if (code.contains("AccessDenied") || code.contains("Authorization")) {
      return "NO_PERMISSIONS";
    }
    if (code.contains("NonExistent") || code.contains("NotFound") || code.contains("NotExist")) {
      return "NO_RESOURCE";
    }
    if (code.startsWith("Invalid")
        || code.startsWith("Missing")
        || code.startsWith("Unsupported")) {
      return "INVALID_PARAMETER";
    }
    // Sources and targets of our own name documented codes themselves.
    return code.equals(code.toUpperCase(Locale.ROOT)) ? code : "ERROR_FROM_TARGET";
  }
}
