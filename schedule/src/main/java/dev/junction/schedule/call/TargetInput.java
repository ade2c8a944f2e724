package dev.junction.schedule.call;

import dev.junction.schedule.domain.ScheduleAddress;
import dev.junction.schedule.domain.TargetRoute;
import dev.junction.schedule.state.Execution;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.OperationSchema;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The input of the operation that a target is.
///
/// Source: EventBridge Scheduler User Guide, "Using templated targets" and "Using universal
/// targets".
public final class TargetInput {

  private TargetInput() {}

  /// The input of an execution's next attempt.
  ///
  /// @throws MalformedInput when the schedule's input is none for the operation
  static Document of(Execution execution, TargetRoute.Operation route, OperationSchema operation) {
    String text =
        execution.keywords(ScheduleAddress.ofKey(execution.schedule())).fill(execution.input());
    byte[] json =
        switch (route.template()) {
          case UNIVERSAL -> text.getBytes(StandardCharsets.UTF_8);
          case TOPIC -> json(Map.of("TopicArn", execution.target(), "Message", text));
          case EVENT_BUS -> event(execution, text);
        };
    return read(json, operation);
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

  /// A text read as the input of an operation.
  ///
  /// @throws MalformedInput when it is none
  public static Document read(byte[] json, OperationSchema operation) {
    return TokenCodec.AWS_JSON.decode(json, in -> Document.read(operation.input(), in));
  }
}
