package dev.junction.queue.domain;

import dev.junction.kernel.ServiceError;
import org.jspecify.annotations.Nullable;

/// Which names a message may carry beside its body.
///
/// Source: SQS API reference, SendMessage.
public final class MessageText {

  private MessageText() {}

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
