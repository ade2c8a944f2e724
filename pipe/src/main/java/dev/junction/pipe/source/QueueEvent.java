package dev.junction.pipe.source;

import dev.junction.expression.path.JsonText;
import dev.junction.pipe.domain.Json;
import dev.junction.pipe.domain.PipeEvent;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.schema.Document;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The event that a message of a queue is. Source: EventBridge User Guide, "Amazon Simple Queue
/// Service as a source", the example events.
final class QueueEvent {

  private QueueEvent() {}

  static SourceMessage of(Document message, String sourceArn, String region) {
    String body = text(message, "Body");
    Map<?, ?> attributes = map(message, "Attributes");
    StringBuilder head = new StringBuilder(512 + body.length());
    head.append('{');
    member(head, "messageId", text(message, "MessageId")).append(',');
    member(head, "receiptHandle", text(message, "ReceiptHandle")).append(",\"body\":");
    StringBuilder tail = new StringBuilder(512);
    tail.append(",\"attributes\":").append(json(attributes));
    tail.append(",\"messageAttributes\":").append(json(messageAttributes(message)));
    member(tail.append(','), "md5OfBody", text(message, "MD5OfBody"));
    member(tail.append(','), "eventSource", "aws:sqs");
    member(tail.append(','), "eventSourceARN", sourceArn);
    member(tail.append(','), "awsRegion", region).append('}');
    String whole = head + JsonText.quoted(body) + tail;
    String decoded = Json.isContainer(body) ? head + body.strip() + tail : whole;
    Object group = attributes.get("MessageGroupId");
    return new SourceMessage(
        text(message, "MessageId"),
        text(message, "ReceiptHandle"),
        group == null ? "" : group.toString(),
        new PipeEvent(whole, decoded),
        attributes.get("AWSTraceHeader") instanceof String header ? header : null);
  }

  private static StringBuilder member(StringBuilder out, String name, String value) {
    return out.append('"').append(name).append("\":").append(JsonText.quoted(value));
  }

  private static String json(Map<?, ?> value) {
    return new String(TokenCodec.AWS_JSON.encodeUntyped(value), StandardCharsets.UTF_8);
  }

  private static Map<String, Object> messageAttributes(Document message) {
    Map<String, Object> all = new LinkedHashMap<>();
    map(message, "MessageAttributes")
        .forEach((name, value) -> all.put(name.toString(), attribute((Document) value)));
    return all;
  }

  private static Map<String, Object> attribute(Document value) {
    Map<String, Object> shown = new LinkedHashMap<>();
    if (value.get("StringValue") instanceof String text) {
      shown.put("stringValue", text);
    }
    if (value.get("BinaryValue") instanceof byte[] bytes) {
      shown.put("binaryValue", Base64.getEncoder().encodeToString(bytes));
    }
    shown.put("stringListValues", List.of());
    shown.put("binaryListValues", List.of());
    shown.put("dataType", text(value, "DataType"));
    return shown;
  }

  private static Map<?, ?> map(Document from, String member) {
    return from.get(member) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(Document from, String member) {
    return from.get(member) instanceof String text ? text : "";
  }
}
