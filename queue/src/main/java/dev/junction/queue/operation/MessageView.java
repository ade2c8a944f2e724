package dev.junction.queue.operation;

import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.MessageAttributeValue;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.queue.domain.Digests;
import dev.junction.queue.domain.MessageAttribute;
import dev.junction.queue.domain.ReceiptHandle;
import dev.junction.queue.state.Delivery;
import dev.junction.queue.state.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How much of a message a receive asked to see.
///
/// @param systemNames the names of the system attributes
/// @param attributeNames the names of the message attributes, or prefixes of them
record MessageView(List<String> systemNames, List<String> attributeNames) {

  static MessageView of(ReceiveMessageRequest input) {
    // The old and the new parameter mean the same; both may be given.
    List<String> system = new ArrayList<>();
    system.addAll(Objects.requireNonNullElse(input.attributeNames(), List.of()));
    system.addAll(Objects.requireNonNullElse(input.messageSystemAttributeNames(), List.of()));
    return new MessageView(
        system, Objects.requireNonNullElse(input.messageAttributeNames(), List.of()));
  }

  Message show(Delivery delivery) {
    StoredMessage message = delivery.message();
    ReceiptHandle handle =
        new ReceiptHandle(delivery.queueId(), delivery.sequence(), delivery.receiveCount());
    Message.Builder out =
        Message.builder()
            .messageId(message.id().toString())
            .receiptHandle(handle.format())
            .md5OfBody(Digests.hex(message.bodyMd5()))
            .body(message.body());
    Map<String, String> system = systemAttributes(delivery, message);
    if (!system.isEmpty()) {
      out.attributes(system);
    }
    List<MessageAttribute> shown =
        message.attributes().stream().filter(attribute -> isAsked(attribute.name())).toList();
    if (!shown.isEmpty()) {
      Map<String, MessageAttributeValue> values = new TreeMap<>();
      shown.forEach(attribute -> values.put(attribute.name(), value(attribute)));
      out.messageAttributes(values).md5OfMessageAttributes(Digests.hex(Digests.md5(shown)));
    }
    return out.build();
  }

  private Map<String, String> systemAttributes(Delivery delivery, StoredMessage message) {
    Map<String, String> all = new TreeMap<>();
    if (systemNames.isEmpty()) {
      return all;
    }
    all.put("SenderId", message.senderId());
    all.put("SentTimestamp", String.valueOf(message.sentAtMillis()));
    int elsewhere = message.receivedElsewhere();
    long firstReceivedAtMillis =
        elsewhere == 0 ? delivery.firstReceivedAtMillis() : message.firstReceivedElsewhereMillis();
    all.put("ApproximateReceiveCount", String.valueOf(elsewhere + delivery.receiveCount()));
    all.put("ApproximateFirstReceiveTimestamp", String.valueOf(firstReceivedAtMillis));
    putIfKnown(all, "MessageGroupId", message.groupId());
    putIfKnown(all, "MessageDeduplicationId", message.deduplicationId());
    putIfKnown(all, "AWSTraceHeader", message.traceHeader());
    putIfKnown(all, "DeadLetterQueueSourceArn", message.deadLetterSourceArn());
    if (message.deduplicationId() != null) {
      all.put("SequenceNumber", SequenceNumber.format(message.sequence()));
    }
    if (!systemNames.contains("All")) {
      all.keySet().retainAll(systemNames);
    }
    return all;
  }

  private static void putIfKnown(Map<String, String> all, String name, @Nullable String value) {
    if (value != null) {
      all.put(name, value);
    }
  }

  private boolean isAsked(String name) {
    for (String asked : attributeNames) {
      if (asked.equals("All")
          || asked.equals(name)
          || (asked.endsWith(".*") && name.startsWith(asked.substring(0, asked.length() - 2)))) {
        return true;
      }
    }
    return attributeNames.contains(".*");
  }

  private static MessageAttributeValue value(MessageAttribute attribute) {
    MessageAttributeValue.Builder out = MessageAttributeValue.builder().dataType(attribute.type());
    return attribute.binary()
        ? out.binaryValue(attribute.value()).build()
        : out.stringValue(attribute.text()).build();
  }
}
