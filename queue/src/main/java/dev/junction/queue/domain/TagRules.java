package dev.junction.queue.domain;

import dev.junction.kernel.Outcome;
import java.util.Locale;
import java.util.Map;

/// Which tags a queue may have. Source: SQS API reference, TagQueue; "Tag naming limits" of AWS.
public final class TagRules {

  private TagRules() {}

  /// Checks all tags that a queue would have.
  public static Outcome<Map<String, String>> check(Map<String, String> tags) {
    if (tags.size() > QueueLimits.TAGS_MAX) {
      return rejected("Too many tags: a queue may have " + QueueLimits.TAGS_MAX + ".");
    }
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      String key = tag.getKey();
      if (key.isEmpty() || key.length() > QueueLimits.TAG_KEY_CHARACTERS_MAX) {
        return rejected("Tag keys must be between 1 and 128 characters in length.");
      }
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        return rejected("Tag keys cannot start with the reserved prefix aws:.");
      }
      if (tag.getValue().length() > QueueLimits.TAG_VALUE_CHARACTERS_MAX) {
        return rejected("Tag values must be at most 256 characters in length.");
      }
    }
    return Outcome.accepted(tags);
  }

  private static Outcome<Map<String, String>> rejected(String message) {
    return Outcome.rejected(QueueErrors.invalidParameter(message));
  }
}
