package dev.junction.delivery.trace;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.kernel.TraceContext;
import java.util.UUID;

/// What a message that is being delivered says of its trace.
///
/// @param trace the trace
/// @param message the id that its source knows it by
/// @param atMillis when its source let it go
public record TraceMark(TraceContext trace, UUID message, long atMillis) {

  /// Writes it behind what was written.
  public void write(FieldWriter out) {
    out.longNumber(trace.id().getMostSignificantBits());
    out.longNumber(trace.id().getLeastSignificantBits());
    out.longNumber(trace.parent()).flag(trace.sampled()).text(trace.given());
    out.octet(Math.min(trace.depth(), Byte.MAX_VALUE));
    out.longNumber(message.getMostSignificantBits());
    out.longNumber(message.getLeastSignificantBits()).longNumber(atMillis);
  }

  /// Reads what was written.
  public static TraceMark read(FieldReader in) {
    TraceContext trace =
        new TraceContext(
            new UUID(in.longNumber(), in.longNumber()),
            in.longNumber(),
            in.flag(),
            in.optionalText(),
            in.octet());
    return new TraceMark(trace, new UUID(in.longNumber(), in.longNumber()), in.longNumber());
  }

  /// What happened to the message, now.
  public Hop hop(Hop.Kind kind, long nowMillis, String resource) {
    return Hop.of(trace, message, kind, nowMillis, resource).after(nowMillis - atMillis);
  }
}
