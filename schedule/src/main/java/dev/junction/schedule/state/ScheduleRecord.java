package dev.junction.schedule.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.models.scheduler.CreateScheduleInput;
import dev.junction.models.scheduler.ScheduleState;
import dev.junction.wire.codec.json.TokenCodec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A schedule as it lies in the map.
///
/// Shape, version 1: version, then the fields in their order; the settings are the JSON of the
/// model's `CreateScheduleInput`, members by name.
///
/// @param groupId the number of its group, 0 for the default group
/// @param createdAtMillis when it was created
/// @param changedAtMillis when it was last changed
/// @param anchorMillis what a rate without a start counts from
/// @param plannedMillis the next planned time; negative when there is none
/// @param dueMillis when the target is called for that time: at it, or later in a flexible window
/// @param token the token of the call that created it, or null
/// @param settings what was asked for, with all defaults
public record ScheduleRecord(
    long groupId,
    long createdAtMillis,
    long changedAtMillis,
    long anchorMillis,
    long plannedMillis,
    long dueMillis,
    @Nullable String token,
    CreateScheduleInput settings) {

  static final long NONE = -1;

  private static final int VERSION = 1;

  public boolean isEnabled() {
    return !Objects.equals(settings.state(), ScheduleState.DISABLED);
  }

  ScheduleRecord planned(long planned, long due) {
    return new ScheduleRecord(
        groupId, createdAtMillis, changedAtMillis, anchorMillis, planned, due, token, settings);
  }

  byte[] encode() {
    return new FieldWriter(512)
        .octet(VERSION)
        .longNumber(groupId)
        .longNumber(createdAtMillis)
        .longNumber(changedAtMillis)
        .longNumber(anchorMillis)
        .longNumber(plannedMillis)
        .longNumber(dueMillis)
        .text(token)
        .bytes(TokenCodec.AWS_JSON.encode(settings))
        .toBytes();
  }

  static ScheduleRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A schedule");
    return new ScheduleRecord(
        in.longNumber(),
        in.longNumber(),
        in.longNumber(),
        in.longNumber(),
        in.longNumber(),
        in.longNumber(),
        in.optionalText(),
        TokenCodec.AWS_JSON.decode(in.bytes(), CreateScheduleInput::read));
  }
}
