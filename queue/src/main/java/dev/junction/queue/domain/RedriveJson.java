package dev.junction.queue.domain;

import dev.junction.kernel.Outcome;
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
  private static final String INCOMPLETE =
      "Redrive policy does not contain a valid deadLetterTargetArn and maxReceiveCount.";

  private static final JsonFactory JSON = new JsonFactory();

  private RedriveJson() {}

  /// The policy, or why the text is none: exactly a target that is a queue of this service, and a
  /// count between 1 and 1000 as a number or a text. Source: what LocalStack recorded from the real
  /// service, `test_invalid_dead_letter_arn_rejected_before_lookup`, and for the count what its
  /// users report.
  static Outcome<RedrivePolicy> parse(String text) {
    String target = null;
    String receivesMax = null;
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return refused(text, INCOMPLETE);
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "deadLetterTargetArn" -> target = json.getString();
          case "maxReceiveCount" -> receivesMax = json.getString();
          default -> {
            return refused(text, INCOMPLETE);
          }
        }
      }
      if (json.nextToken() != null) {
        return refused(text, INCOMPLETE);
      }
    } catch (JacksonException _) {
      return refused(text, INCOMPLETE);
    }
    return target == null || receivesMax == null
        ? refused(text, INCOMPLETE)
        : policy(text, QueueAddress.ofArn(target), receivesMax);
  }

  private static Outcome<RedrivePolicy> policy(
      String text, Optional<QueueAddress> target, String receivesMax) {
    if (target.isEmpty()) {
      return refused(text, "Invalid value for deadLetterTargetArn.");
    }
    try {
      int count = Integer.parseInt(receivesMax);
      if (count >= 1 && count <= QueueLimits.RECEIVES_MAX) {
        return Outcome.accepted(new RedrivePolicy(target.get(), count));
      }
    } catch (NumberFormatException _) {
      // Refused as every other count that is none.
    }
    return refused(
        text,
        "Invalid value for maxReceiveCount: "
            + receivesMax
            + ", valid values are from 1 to "
            + QueueLimits.RECEIVES_MAX
            + " both inclusive.");
  }

  private static Outcome<RedrivePolicy> refused(String text, String reason) {
    return Outcome.rejected(QueueErrors.badValue(text, QueueSettings.REDRIVE_POLICY, reason));
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
