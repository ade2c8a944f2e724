package dev.junction.queue.operation;

import dev.junction.delivery.trace.Hop;
import dev.junction.delivery.trace.TraceLog;
import dev.junction.engine.Transaction;
import dev.junction.kernel.TraceContext;
import dev.junction.queue.domain.NewMessage;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.state.Queues;
import dev.junction.wire.protocol.Call;

/// What sending has to do with traces: a message gets the header of its request, and only a message
/// of a trace leaves a hop.
///
/// Source: SQS Developer Guide, "Message system attributes": the header of X-Ray counts as well as
/// the attribute.
final class Tracing {

  private Tracing() {}

  /// The message with the header of its request, if it has none of its own.
  static NewMessage headed(Call call, NewMessage message) {
    TraceContext trace = call.trace();
    return trace == null || trace.given() == null || message.traceHeader() != null
        ? message
        : message.in(trace.xray());
  }

  /// Notes that a message of a trace is in a queue: one with a header, or one of a service here
  /// that passes a trace on.
  static void note(
      TraceLog traces, Transaction<Queues> tx, Call call, QueueAddress queue, NewMessage message) {
    String header = message.traceHeader();
    TraceContext trace = header == null ? call.trace() : TraceContext.read(header);
    if (trace != null && traces.isOn()) {
      String arn = queue.arn().toString();
      long now = tx.now().toEpochMilli();
      traces.add(tx, Hop.of(trace, message.id(), Hop.Kind.ACCEPTED, now, arn));
    }
  }
}
