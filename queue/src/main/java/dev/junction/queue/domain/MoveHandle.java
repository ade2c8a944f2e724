package dev.junction.queue.domain;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// What a client cancels a message move task with.
///
/// Shape: Base64 of a JSON object with the members `taskId` and `sourceArn`, in this order and
/// without white space.
///
/// @param task the task's identity
/// @param source the dead-letter queue that it empties
public record MoveHandle(UUID task, QueueAddress source) {

  private static final String BEGIN = "{\"taskId\":\"";
  private static final String BETWEEN = "\",\"sourceArn\":\"";
  private static final String END = "\"}";
  private static final int UUID_CHARACTERS = 36;

  /// Reads the text form; empty when it was not made by [#format].
  public static Optional<MoveHandle> parse(String text) {
    try {
      String json = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
      int idEnd = BEGIN.length() + UUID_CHARACTERS;
      if (!json.startsWith(BEGIN) || !json.startsWith(BETWEEN, idEnd) || !json.endsWith(END)) {
        return Optional.empty();
      }
      UUID task = UUID.fromString(json.substring(BEGIN.length(), idEnd));
      int arnEnd = json.length() - END.length();
      return QueueAddress.ofArn(json.substring(idEnd + BETWEEN.length(), arnEnd))
          .map(source -> new MoveHandle(task, source));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }

  /// The text form. An ARN of a queue needs no escapes.
  public String format() {
    String json = BEGIN + task + BETWEEN + source.arn() + END;
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
