package dev.junction.queue.operation;

import dev.junction.delivery.trace.Hop;
import dev.junction.delivery.trace.HopRing;
import dev.junction.delivery.trace.TraceLog;
import dev.junction.engine.Transaction;
import dev.junction.kernel.TraceContext;
import dev.junction.queue.domain.NewMessage;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.state.Queues;
import dev.junction.wire.protocol.Call;
import org.jspecify.annotations.Nullable;

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
    TraceContext trace = of(call.trace(), message.traceHeader());
    HopRing ring = trace == null ? null : traces.in(tx);
    if (trace != null && ring != null) {
      String arn = queue.arn().toString();
      long now = tx.now().toEpochMilli();
      ring.add(trace.id(), trace.depth(), message.id(), Hop.Kind.ACCEPTED, now, 0, arn, null);
    }
  }

  /// The trace of a message: its own header's, but a header does not say how many services have
  /// passed it on, as a caller of the same trace does.
  private static @Nullable TraceContext of(@Nullable TraceContext caller, @Nullable String header) {
    TraceContext own = header == null ? caller : TraceContext.read(header);
    return own != null && caller != null && own.id().equals(caller.id()) ? caller : own;
  }
}
