package dev.junction.delivery.trace;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.kernel.TraceContext;
import java.util.UUID;

/// What a message that is being delivered says of its trace.
///
/// Shape: flags (1: the trace is not the message's own, 2: sampled), the message's id, for a trace
/// of another one its id and parent, the header that was given, depth, when in ms.
///
/// @param trace the trace
/// @param message the id that its source knows it by
/// @param atMillis when its source let it go
public record TraceMark(TraceContext trace, UUID message, long atMillis) {

  private static final int FOREIGN = 1;
  private static final int SAMPLED = 2;

  /// Writes it behind what was written.
  public void write(FieldWriter out) {
    UUID id = trace.id();
    boolean isOwn = id.equals(message) && trace.parent() == TraceContext.of(message).parent();
    out.octet((isOwn ? 0 : FOREIGN) | (trace.sampled() ? SAMPLED : 0));
    uuid(out, message);
    if (!isOwn) {
      uuid(out, id);
      out.longNumber(trace.parent());
    }
    out.text(trace.given()).octet(Math.min(trace.depth(), Byte.MAX_VALUE)).longNumber(atMillis);
  }

  private static void uuid(FieldWriter out, UUID id) {
    out.longNumber(id.getMostSignificantBits()).longNumber(id.getLeastSignificantBits());
  }

  /// Reads what was written.
  public static TraceMark read(FieldReader in) {
    int flags = in.octet();
    UUID message = new UUID(in.longNumber(), in.longNumber());
    boolean isForeign = (flags & FOREIGN) != 0;
    UUID id = isForeign ? new UUID(in.longNumber(), in.longNumber()) : message;
    long parent = isForeign ? in.longNumber() : TraceContext.of(message).parent();
    boolean isSampled = (flags & SAMPLED) != 0;
    TraceContext trace = new TraceContext(id, parent, isSampled, in.optionalText(), in.octet());
    return new TraceMark(trace, message, in.longNumber());
  }
}
