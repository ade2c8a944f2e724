package dev.junction.topic.operation.message;

import dev.junction.delivery.Attribute;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.MessageAttributeValue;
import dev.junction.models.sns.PublishBatchRequestEntry;
import dev.junction.models.sns.PublishInput;
import dev.junction.topic.domain.ApplicationAddress;
import dev.junction.topic.domain.JsonValue;
import dev.junction.topic.domain.MessageRules;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a client wants to publish, before anything of it was checked.
///
/// Source: SNS API reference, Publish and PublishBatch; the texts of errors are what LocalStack
/// recorded from the real service (`TestSNSPublishCrud`).
///
/// @param path what an error's path begins with
record MessageDraft(
    String path,
    String message,
    @Nullable String subject,
    @Nullable String structure,
    @Nullable Map<String, MessageAttributeValue> attributes,
    @Nullable String groupId,
    @Nullable String deduplicationId) {

  private static final String JSON = "json";
  private static final String DEFAULT = "default";

  static MessageDraft of(PublishInput input) {
    return new MessageDraft(
        "",
        input.message(),
        input.subject(),
        input.messageStructure(),
        input.messageAttributes(),
        input.messageGroupId(),
        input.messageDeduplicationId());
  }

  static MessageDraft of(int position, PublishBatchRequestEntry entry) {
    return new MessageDraft(
        "publishBatchRequestEntries." + position + ".member.",
        entry.message(),
        entry.subject(),
        entry.messageStructure(),
        entry.messageAttributes(),
        entry.messageGroupId(),
        entry.messageDeduplicationId());
  }

  /// Checks everything that can be checked without the topic, and makes the message.
  Outcome<NewMessage> message(UUID id, Instant at, boolean fifo) {
    return message(id, at, fifo, null);
  }

  /// The same for a message that only one platform of devices gets: the text of that is enough,
  /// and one for all others is needed for topics alone. Source: SNS Developer Guide, "Publishing
  /// notifications with platform-specific payload".
  Outcome<NewMessage> message(UUID id, Instant at, boolean fifo, @Nullable String platform) {
    ServiceError problem = problem(fifo);
    if (problem != null) {
      return Outcome.rejected(problem);
    }
    return checkedAttributes().then(checked -> structured(id, at, checked, platform));
  }

  private @Nullable ServiceError problem(boolean fifo) {
    ServiceError subjectProblem = MessageRules.subjectProblem(subject);
    if (subjectProblem != null) {
      return subjectProblem;
    }
    if (message.isEmpty()) {
      return TopicErrors.invalid("Empty message");
    }
    if (fifo && groupId == null) {
      return TopicErrors.invalid("The MessageGroupId parameter is required for FIFO topics");
    }
    if (!fifo && deduplicationId != null) {
      return TopicErrors.invalid(
          "MessageDeduplicationId",
          "The request includes MessageDeduplicationId parameter that is not valid for this topic"
              + " type");
    }
    ServiceError group = MessageRules.identifierProblem("MessageGroupId", groupId);
    return group != null
        ? group
        : MessageRules.identifierProblem("MessageDeduplicationId", deduplicationId);
  }

  private Outcome<List<Attribute>> checkedAttributes() {
    List<Attribute> checked = new ArrayList<>();
    if (attributes != null) {
      for (Map.Entry<String, MessageAttributeValue> attribute : attributes.entrySet()) {
        MessageAttributeValue value = attribute.getValue();
        Outcome<Attribute> outcome =
            value.dataType() == null
                ? Outcome.rejected(
                    TopicErrors.missing(
                        path + "messageAttributes." + attribute.getKey() + ".member.dataType"))
                : MessageRules.attribute(
                    attribute.getKey(), value.dataType(), value.stringValue(), value.binaryValue());
        switch (outcome) {
          case Outcome.Accepted<Attribute>(var good) -> checked.add(good);
          case Outcome.Rejected<Attribute>(var bad) -> {
            return Outcome.rejected(bad);
          }
        }
      }
    }
    return Outcome.accepted(checked);
  }

  private Outcome<NewMessage> structured(
      UUID id, Instant at, List<Attribute> checked, @Nullable String platform) {
    if (structure != null && !structure.isEmpty() && !structure.equals(JSON)) {
      return Outcome.rejected(TopicErrors.invalid("Invalid message structure. Must be json"));
    }
    if (!JSON.equals(structure)) {
      return sized(made(id, at, message, Map.of(), checked));
    }
    Optional<Map<String, Object>> document = JsonValue.object(message);
    if (document.isEmpty()) {
      return Outcome.rejected(
          TopicErrors.invalid("Message Structure - JSON message body failed to parse"));
    }
    Map<String, String> texts = new TreeMap<>();
    document
        .get()
        .forEach(
            (protocol, value) -> {
              if (value instanceof String text && isKnown(protocol)) {
                texts.put(protocol, text);
              }
            });
    String standard = texts.remove(DEFAULT);
    if (standard == null && platform != null) {
      standard = texts.get(platform);
    }
    return standard == null
        ? Outcome.rejected(
            TopicErrors.invalid("Message Structure - No default entry in JSON message body"))
        : sized(made(id, at, standard, texts, checked));
  }

  /// Whether somebody gets a text under this key. Source: SNS API reference, Publish,
  /// `MessageStructure`: texts are those of transport protocols; and for platforms SNS Developer
  /// Guide, "Publishing notifications with platform-specific payload".
  private static boolean isKnown(String key) {
    return key.equals(DEFAULT)
        || Protocol.of(key).isPresent()
        || ApplicationAddress.PLATFORMS.contains(key);
  }

  private NewMessage made(
      UUID id, Instant at, String text, Map<String, String> texts, List<Attribute> checked) {
    return new NewMessage(id, at, text, texts, message, subject, checked, groupId, deduplicationId);
  }

  private Outcome<NewMessage> sized(NewMessage made) {
    return sizeBytes(made) > TopicLimits.MESSAGE_BYTES_MAX
        ? Outcome.rejected(TopicErrors.invalid("Message too long"))
        : Outcome.accepted(made);
  }

  /// What counts against the size limits: the message and its attributes.
  static long sizeBytes(NewMessage message) {
    long size = message.content().getBytes(StandardCharsets.UTF_8).length;
    for (Attribute attribute : message.attributes()) {
      size += attribute.sizeBytes();
    }
    return size;
  }
}
