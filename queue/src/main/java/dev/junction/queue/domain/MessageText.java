package dev.junction.queue.domain;

import dev.junction.kernel.ServiceError;
import org.jspecify.annotations.Nullable;

/// Which texts a message may carry.
///
/// Source: SQS API reference, SendMessage.
public final class MessageText {

  private MessageText() {}

  /// Whether a body holds allowed characters only: tab, line feed, carriage return and the code
  /// points from U+0020 on, without surrogates of their own, U+FFFE and U+FFFF.
  public static boolean isAllowed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < Character.MIN_SURROGATE) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c != '\t' && c != '\n' && c != '\r' && !isHighPlain(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHighPlain(char c) {
    return c > Character.MAX_SURROGATE && c <= '\uFFFD';
  }

  /// What is wrong with a group or deduplication id, or null; a missing one is right.
  public static @Nullable ServiceError identifierProblem(String parameter, @Nullable String id) {
    if (id == null) {
      return null;
    }
    boolean good =
        !id.isEmpty()
            && id.length() <= QueueLimits.GROUP_ID_CHARACTERS_MAX
            && IdentifierText.isGraphic(id);
    return good
        ? null
        : QueueErrors.badValue(
            id,
            parameter,
            parameter
                + " can only include alphanumeric and punctuation characters. 1 to 128 in length.");
  }

  /// Whether a batch entry's id has a valid shape.
  public static boolean isEntryId(String id) {
    return !id.isEmpty()
        && id.length() <= QueueLimits.BATCH_ENTRY_ID_CHARACTERS_MAX
        && IdentifierText.isPlain(id, id.length());
  }
}
