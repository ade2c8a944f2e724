package dev.junction.wire.eventstream;

import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.Trait;

/// An output with a member that is a stream of events, which follows the other members.
public interface EventStreamOutput extends Shape {

  /// The events.
  EventSource<?> events();

  /// Whether the outputs of this shape are streams of events.
  static boolean isOne(Schema output) {
    return output.members().stream()
        .anyMatch(
            member ->
                member.type() == ShapeType.UNION && member.target().has(Trait.Marker.STREAMING));
  }
}
