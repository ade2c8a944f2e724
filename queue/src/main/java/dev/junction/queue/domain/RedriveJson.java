package dev.junction.queue.domain;

import dev.junction.queue.domain.RedriveAllowPolicy.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads the JSON documents that are values of queue attributes.
///
/// Source: SQS API reference, SetQueueAttributes, `RedrivePolicy` and `RedriveAllowPolicy`.
final class RedriveJson {

  private static final int SOURCES_MAX = 10;

  private static final JsonFactory JSON = new JsonFactory();

  private RedriveJson() {}

  /// The policy, or null when the text is none: exactly a target that is a queue of this service,
  /// and a count between 1 and 1000 as a number or a text.
  static @Nullable RedrivePolicy parse(String text) {
    Optional<QueueAddress> target = Optional.empty();
    int receivesMax = 0;
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "deadLetterTargetArn" -> target = QueueAddress.ofArn(json.getString());
          case "maxReceiveCount" -> receivesMax = Integer.parseInt(json.getString());
          default -> {
            return null;
          }
        }
      }
      if (json.nextToken() != null) {
        return null;
      }
    } catch (JacksonException | NumberFormatException _) {
      return null;
    }
    if (target.isEmpty() || receivesMax < 1 || receivesMax > QueueLimits.RECEIVES_MAX) {
      return null;
    }
    return new RedrivePolicy(target.get(), receivesMax);
  }

  /// The policy, or null when the text is none: all, none, or by queue with one to ten ARNs.
  static @Nullable RedriveAllowPolicy parseAllowPolicy(String text) {
    String permission = "";
    List<String> sources = new ArrayList<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("redrivePermission") && value == JsonToken.VALUE_STRING) {
          permission = json.getString();
        } else if (name.equals("sourceQueueArns") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            sources.add(json.getString());
          }
        } else {
          return null;
        }
      }
    } catch (JacksonException _) {
      return null;
    }
    List<QueueAddress> queues =
        sources.stream().flatMap(arn -> QueueAddress.ofArn(arn).stream()).toList();
    return switch (permission) {
      case "allowAll" -> sources.isEmpty() ? RedriveAllowPolicy.ALLOW_ALL : null;
      case "denyAll" ->
          sources.isEmpty() ? new RedriveAllowPolicy(Permission.NONE, List.of()) : null;
      case "byQueue" ->
          queues.isEmpty() || queues.size() != sources.size() || queues.size() > SOURCES_MAX
              ? null
              : new RedriveAllowPolicy(Permission.BY_QUEUE, queues);
      default -> null;
    };
  }
}
