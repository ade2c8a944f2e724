package dev.junction.schedule.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;

/// A durable timer of schedules.
///
/// Shape of its payload: a number for the kind, then the fields.
sealed interface ScheduleTimer {

  /// A planned time of a schedule has come.
  ///
  /// @param key the schedule's key
  /// @param plannedMillis the planned time; a schedule that was changed meanwhile ignores it
  record Fire(String key, long plannedMillis) implements ScheduleTimer {}

  /// The next attempt of an execution is due.
  record Retry(long number) implements ScheduleTimer {}

  /// A deleted group does not have to be remembered any more.
  record Forget(String groupKey, long groupId) implements ScheduleTimer {}

  /// What tells it apart from other timers of the same time.
  default byte[] id() {
    return encode();
  }

  default byte[] encode() {
    return switch (this) {
      case Fire(String key, long planned) ->
          new FieldWriter(128).octet(1).text(key).longNumber(planned).toBytes();
      case Retry(long number) -> new FieldWriter(16).octet(2).longNumber(number).toBytes();
      case Forget(String groupKey, long groupId) ->
          new FieldWriter(128).octet(3).text(groupKey).longNumber(groupId).toBytes();
    };
  }

  static ScheduleTimer decode(byte[] payload) {
    FieldReader in = new FieldReader(payload);
    int kind = in.octet();
    return switch (kind) {
      case 1 -> new Fire(in.text(), in.longNumber());
      case 2 -> new Retry(in.longNumber());
      case 3 -> new Forget(in.text(), in.longNumber());
      default -> throw new IllegalStateException("A timer of schedules of the kind " + kind);
    };
  }
}
