package dev.junction.queue;

import dev.junction.models.sqs.BatchResultErrorEntry;
import dev.junction.models.sqs.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What answers say, in the words of the [QueueModel].
final class Answers {

  private Answers() {}

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  /// The codes of the entries that failed, by their ids.
  static Map<String, String> codes(@Nullable List<BatchResultErrorEntry> failed) {
    Map<String, String> codes = new HashMap<>();
    for (BatchResultErrorEntry each : orEmpty(failed)) {
      codes.put(Objects.requireNonNull(each.id()), plain(Objects.requireNonNull(each.code())));
    }
    return codes;
  }

  /// The same error has other names in other places.
  static String plain(String code) {
    return switch (code) {
      case "MissingRequiredParameterException" -> "MissingParameter";
      case "InvalidParameterValueException" -> "InvalidParameterValue";
      default -> code.substring(code.lastIndexOf('.') + 1);
    };
  }

  /// A message as the model sees it.
  static QueueModel.Seen seen(Message message) {
    return new QueueModel.Seen(
        Objects.requireNonNull(message.messageId()),
        Objects.requireNonNull(message.body()),
        Objects.requireNonNull(message.attributes()));
  }

  /// The code of an error, or null for success.
  static @Nullable String orNull(@Nullable String code) {
    return "accepted".equals(code) ? null : code;
  }
}
