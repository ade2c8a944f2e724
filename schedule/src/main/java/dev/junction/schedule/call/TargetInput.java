package dev.junction.schedule.call;

import dev.junction.schedule.domain.ScheduleAddress;
import dev.junction.schedule.domain.TargetRoute;
import dev.junction.schedule.state.Execution;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The input of the operation that a target is.
///
/// Source: EventBridge Scheduler User Guide, "Using templated targets" and "Using universal
/// targets".
public final class TargetInput {

  private static final Schema ANY_OBJECT = Schema.declare("Detail", ShapeType.STRUCTURE).link();

  private TargetInput() {}

  /// The input of an execution's next attempt.
  ///
  /// @throws MalformedInput when the schedule's input is none for the operation
  static Document of(Execution execution, TargetRoute.Operation route, OperationSchema operation) {
    String text =
        execution.keywords(ScheduleAddress.ofKey(execution.schedule())).fill(execution.input());
    return switch (route.template()) {
      case UNIVERSAL -> universal(text, operation);
      case TOPIC ->
          read(json(Map.of("TopicArn", execution.target(), "Message", text)), operation.input());
      case EVENT_BUS -> read(event(execution, text), operation.input());
    };
  }

  private static byte[] event(Execution execution, String detail) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("Source", execution.source());
    entry.put("DetailType", execution.detailType());
    entry.put("Detail", detail);
    entry.put("EventBusName", execution.target());
    return json(Map.of("Entries", List.of(entry)));
  }

  private static byte[] json(Map<String, ?> members) {
    return TokenCodec.AWS_JSON.encodeUntyped(members);
  }

  /// A text read as the input of an operation; its members may begin with a capital or not.
  ///
  /// @throws MalformedInput when it is none
  public static Document universal(String text, OperationSchema operation) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    return read(MemberNames.asModelled(json, operation.input()), operation.input());
  }

  /// The required members that an input does not have, as universal targets call them.
  public static List<String> missing(Document input) {
    return input.schema().members().stream()
        .filter(member -> member.isRequired() && input.get(member) == null)
        .map(member -> MemberNames.capital(member.name()))
        .toList();
  }

  /// Checks that a text is a JSON object.
  ///
  /// @throws MalformedInput when it is none
  public static void checkObject(String text) {
    read(text.getBytes(StandardCharsets.UTF_8), ANY_OBJECT);
  }

  private static Document read(byte[] json, Schema schema) {
    return TokenCodec.AWS_JSON.decode(json, in -> Document.read(schema, in));
  }
}
