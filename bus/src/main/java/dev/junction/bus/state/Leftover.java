package dev.junction.bus.state;

import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.Event;
import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.expression.pattern.EventObject;
import dev.junction.kernel.TraceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An event with the targets that the transaction which accepted it has left for another one.
///
/// Shape, version 1: version, the ARN of the bus, the event's identity, its time and when it came
/// in ms, the event, the ARNs of the buses that it has passed with their count before them, then
/// to the end the name and number of each rule and the id of its first target that is left. Version
/// 2 has the header of its trace and its depth behind the version.
///
/// @param bus the bus that has accepted it
/// @param event the event, without a tree for patterns
/// @param places what is left
record Leftover(BusAddress bus, Event event, List<Place> places) {

  private static final int VERSION = 1;
  private static final int VERSION_WITH_TRACE = 2;

  /// The targets of a rule that are left.
  ///
  /// @param ruleId the rule's number; another rule of the same name does not get the event
  /// @param fromTarget the first id; empty for all of them
  record Place(String rule, long ruleId, String fromTarget) {}

  byte[] encode() {
    TraceContext trace = event.trace();
    FieldWriter out = new FieldWriter(event.json().length() + 256);
    if (trace == null) {
      out.octet(VERSION);
    } else {
      String header = trace.given() == null ? trace.traceparent() : trace.given();
      out.octet(VERSION_WITH_TRACE).text(header).flag(trace.given() != null).number(trace.depth());
    }
    out.text(bus.arn())
        .text(event.id())
        .longNumber(event.time().toEpochMilli())
        .longNumber(event.arrived().toEpochMilli())
        .text(event.json())
        .number(event.path().size());
    event.path().forEach(out::text);
    for (Place place : places) {
      out.text(place.rule()).longNumber(place.ruleId()).text(place.fromTarget());
    }
    return out.toBytes();
  }

  static Leftover decode(byte[] payload) {
    boolean hasTrace = payload.length > 0 && payload[0] == VERSION_WITH_TRACE;
    FieldReader in =
        new FieldReader(payload)
            .version(hasTrace ? VERSION_WITH_TRACE : VERSION, "What is left of an event");
    TraceContext trace = hasTrace ? trace(in) : null;
    String arn = in.text();
    BusAddress bus =
        BusAddress.ofArn(arn).orElseThrow(() -> new IllegalStateException("No bus: " + arn));
    String id = in.text();
    Instant time = Instant.ofEpochMilli(in.longNumber());
    Instant arrived = Instant.ofEpochMilli(in.longNumber());
    String json = in.text();
    List<String> path = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      path.add(in.text());
    }
    List<Place> places = new ArrayList<>();
    while (!in.isAtEnd()) {
      places.add(new Place(in.text(), in.longNumber(), in.text()));
    }
    return new Leftover(
        bus, new Event(id, time, arrived, json, new EventObject(), path).in(trace), places);
  }

  private static @Nullable TraceContext trace(FieldReader in) {
    TraceContext read = TraceContext.read(in.text());
    boolean isGiven = in.flag();
    int depth = in.number();
    return read == null
        ? null
        : new TraceContext(
            read.id(), read.parent(), read.sampled(), isGiven ? read.given() : null, depth);
  }
}
