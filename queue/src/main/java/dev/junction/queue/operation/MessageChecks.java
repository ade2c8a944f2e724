package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sqs.MessageAttributeValue;
import dev.junction.models.sqs.MessageSystemAttributeValue;
import dev.junction.queue.domain.AttributeRules;
import dev.junction.queue.domain.Digests;
import dev.junction.queue.domain.MessageAttribute;
import dev.junction.queue.domain.MessageText;
import dev.junction.queue.domain.NewMessage;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.wire.codec.xml.XmlCharacters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Turns what a client sends into a message that was checked as far as that goes without the queue.
///
/// @param queue where it is sent
/// @param senderId who sends it
/// @param body the body
/// @param attributes the message attributes
/// @param systemAttributes the system attributes
/// @param delaySeconds the delay, or null
/// @param groupId the message group, or null
/// @param deduplicationId the deduplication id, or null
record MessageChecks(
    QueueAddress queue,
    String senderId,
    @Nullable String body,
    @Nullable Map<String, MessageAttributeValue> attributes,
    @Nullable Map<String, MessageSystemAttributeValue> systemAttributes,
    @Nullable Integer delaySeconds,
    @Nullable String groupId,
    @Nullable String deduplicationId) {

  private static final String TRACE_HEADER = "AWSTraceHeader";

  Outcome<NewMessage> message(UUID id) {
    if (body == null || body.isEmpty()) {
      return Outcome.rejected(QueueErrors.missing("MessageBody"));
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ServiceError error =
        XmlCharacters.isAllowed(body, bytes) ? problem() : QueueErrors.badCharacters();
    if (error != null) {
      return Outcome.rejected(error);
    }
    List<MessageAttribute> checked = new ArrayList<>();
    if (attributes != null) {
      for (Map.Entry<String, MessageAttributeValue> attribute : attributes.entrySet()) {
        MessageAttributeValue value = attribute.getValue();
        Outcome<MessageAttribute> outcome =
            AttributeRules.check(
                attribute.getKey(), value.dataType(), value.stringValue(), value.binaryValue());
        switch (outcome) {
          case Outcome.Accepted<MessageAttribute>(var good) -> checked.add(good);
          case Outcome.Rejected<MessageAttribute>(var bad) -> {
            return Outcome.rejected(bad);
          }
        }
      }
    }
    NewMessage message =
        new NewMessage(
            id,
            senderId,
            bytes,
            Digests.md5(bytes),
            checked,
            traceHeader(),
            groupId,
            deduplicationId,
            delaySeconds);
    return message.sizeBytes() > QueueLimits.MESSAGE_BYTES_MAX
        ? Outcome.rejected(QueueErrors.tooLong(QueueLimits.MESSAGE_BYTES_MAX))
        : Outcome.accepted(message);
  }

  private @Nullable ServiceError problem() {
    if (delaySeconds != null
        && (delaySeconds < 0 || delaySeconds > QueueLimits.DELAY_SECONDS_MAX)) {
      return QueueErrors.badValue(
          delaySeconds, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
    }
    if (attributes != null && attributes.size() > QueueLimits.MESSAGE_ATTRIBUTES_MAX) {
      return QueueErrors.invalidParameter(
          "Number of message attributes ["
              + attributes.size()
              + "] exceeds the allowed maximum ["
              + QueueLimits.MESSAGE_ATTRIBUTES_MAX
              + "].");
    }
    ServiceError system = systemProblem();
    if (system != null) {
      return system;
    }
    ServiceError group = MessageText.identifierProblem("MessageGroupId", groupId);
    return group != null ? group : fifoProblem();
  }

  private @Nullable ServiceError fifoProblem() {
    if (!queue.isFifo()) {
      return deduplicationId == null
          ? null
          : QueueErrors.badValue(
              deduplicationId,
              "MessageDeduplicationId",
              "The request includes a parameter that is not valid for this queue type.");
    }
    if (groupId == null) {
      return QueueErrors.missing("MessageGroupId");
    }
    if (delaySeconds != null && delaySeconds != 0) {
      return QueueErrors.badValue(
          delaySeconds,
          "DelaySeconds",
          "The request include parameter that is not valid for this queue type.");
    }
    return MessageText.identifierProblem("MessageDeduplicationId", deduplicationId);
  }

  private @Nullable ServiceError systemProblem() {
    if (systemAttributes == null) {
      return null;
    }
    for (Map.Entry<String, MessageSystemAttributeValue> attribute : systemAttributes.entrySet()) {
      if (!attribute.getKey().equals(TRACE_HEADER)) {
        return QueueErrors.invalidParameter(
            "Message system attribute name '" + attribute.getKey() + "' is invalid.");
      }
      MessageSystemAttributeValue value = attribute.getValue();
      if (!"String".equals(value.dataType()) || value.stringValue() == null) {
        return QueueErrors.invalidParameter(
            "The message system attribute 'AWSTraceHeader' must be of type String and not empty.");
      }
    }
    return null;
  }

  private @Nullable String traceHeader() {
    MessageSystemAttributeValue value =
        systemAttributes == null ? null : systemAttributes.get(TRACE_HEADER);
    return value == null ? null : value.stringValue();
  }

  /// The digest of the system attributes, as the sender expects it back; null without any.
  @Nullable String systemDigest() {
    String header = traceHeader();
    return header == null
        ? null
        : Digests.hex(Digests.md5(List.of(MessageAttribute.text(TRACE_HEADER, "String", header))));
  }
}
