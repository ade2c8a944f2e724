package dev.junction.schedule.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.kernel.TraceContext;
import dev.junction.schedule.domain.Keywords;
import dev.junction.schedule.domain.ScheduleAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One planned time's call of an operation that has not succeeded yet, as it lies in the map.
///
/// Shape, version 1: version, then the fields in their order.
///
/// @param id what the invocation is called outside
/// @param schedule the key of the schedule
/// @param target the ARN of the target
/// @param role the ARN of the role that it is called as
/// @param input what the target gets, keywords not yet replaced
/// @param source the source of the event for a bus, or null
/// @param detailType the type of that event, or null
/// @param plannedMillis the planned time
/// @param limits how long and how often it is tried, and where it goes then
/// @param failures how many attempts have failed
/// @param dueMillis when the next attempt is due
public record Execution(
    String id,
    String schedule,
    String target,
    String role,
    String input,
    @Nullable String source,
    @Nullable String detailType,
    long plannedMillis,
    Limits limits,
    int failures,
    long dueMillis) {

  private static final int VERSION = 1;

  /// How long and how often a call is tried.
  ///
  /// @param expiresAtMillis when it is not tried again any more
  /// @param retriesMax how often it is tried again
  /// @param letters the ARN of the dead-letter queue, or null
  public record Limits(long expiresAtMillis, int retriesMax, @Nullable String letters) {}

  /// What the keywords in the input stand for at the next attempt.
  public Keywords keywords(ScheduleAddress address) {
    return new Keywords(
        address.arn(), Instant.ofEpochMilli(plannedMillis), id, /* attempt= */ failures + 1);
  }

  /// Its id, as traces name it.
  public UUID name() {
    UUID name = TraceContext.idOf(id);
    return name == null ? UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) : name;
  }

  Execution again(long atMillis) {
    return new Execution(
        id,
        schedule,
        target,
        role,
        input,
        source,
        detailType,
        plannedMillis,
        limits,
        failures + 1,
        atMillis);
  }

  byte[] encode() {
    return new FieldWriter(512 + input.length())
        .octet(VERSION)
        .text(id)
        .text(schedule)
        .text(target)
        .text(role)
        .text(input)
        .text(source)
        .text(detailType)
        .longNumber(plannedMillis)
        .longNumber(limits.expiresAtMillis())
        .number(limits.retriesMax())
        .text(limits.letters())
        .number(failures)
        .longNumber(dueMillis)
        .toBytes();
  }

  static Execution decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "An execution");
    return new Execution(
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.optionalText(),
        in.optionalText(),
        in.longNumber(),
        new Limits(in.longNumber(), in.number(), in.optionalText()),
        in.number(),
        in.longNumber());
  }
}
