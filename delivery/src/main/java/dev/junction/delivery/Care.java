package dev.junction.delivery;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a source wants for one recipient beyond what it wants for all of them.
///
/// @param sourceArn on whose behalf it is delivered, in place of the content's; or null
/// @param groupId the message group, in place of the content's; or null
/// @param letterNotes what dead letters say about themselves as attributes, beside the error; with
///     any, a dead letter holds the first body of the content rather than the recipient's own
/// @param ageSecondsMax how long it is tried to reach a recipient outside; 0 for as long as its
///     retries last
/// @param deadlineMillis when that time is over for a message that waits; 0 for one that does not
public record Care(
    @Nullable String sourceArn,
    @Nullable String groupId,
    Map<String, String> letterNotes,
    int ageSecondsMax,
    long deadlineMillis) {

  /// The letter note with the error's code. A source that notes it, empty, wants the target's own
  /// code there; others get the code that EventBridge documents for it.
  public static final String ERROR_CODE = "ERROR_CODE";

  public Care {
    letterNotes = Map.copyOf(letterNotes);
  }

  /// The care for a message that has not begun to wait.
  public Care(
      @Nullable String sourceArn,
      @Nullable String groupId,
      Map<String, String> letterNotes,
      int ageSecondsMax) {
    this(sourceArn, groupId, letterNotes, ageSecondsMax, 0);
  }

  Care from(long nowMillis) {
    return ageSecondsMax == 0
        ? this
        : new Care(
            sourceArn, groupId, letterNotes, ageSecondsMax, nowMillis + ageSecondsMax * 1000L);
  }

  boolean isOverAt(long millis) {
    return deadlineMillis > 0 && millis >= deadlineMillis;
  }

  void write(FieldWriter out) {
    out.text(sourceArn).text(groupId).texts(letterNotes);
    out.number(ageSecondsMax).longNumber(deadlineMillis);
  }

  static Care read(FieldReader in) {
    return new Care(in.optionalText(), in.optionalText(), in.texts(), in.number(), in.longNumber());
  }
}
