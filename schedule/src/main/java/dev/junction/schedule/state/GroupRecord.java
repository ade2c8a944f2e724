package dev.junction.schedule.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A group of schedules as it lies in the map.
///
/// Shape, version 1: version, then the fields in their order.
///
/// @param id its number, never used again on its partition; 0 for the default group
/// @param createdAtMillis when it was created
/// @param changedAtMillis when it was last changed
/// @param deletingOn a bit for each partition that may hold schedules of it still, once it is being
///     deleted; 0 before
/// @param token the token of the call that created it, or null
/// @param tags its tags
public record GroupRecord(
    long id,
    long createdAtMillis,
    long changedAtMillis,
    long deletingOn,
    @Nullable String token,
    Map<String, String> tags) {

  private static final int VERSION = 1;

  public GroupRecord {
    tags = Map.copyOf(tags);
  }

  public boolean isDeleting() {
    return deletingOn != 0;
  }

  GroupRecord withTags(Map<String, String> changed, long nowMillis) {
    return new GroupRecord(id, createdAtMillis, nowMillis, deletingOn, token, changed);
  }

  GroupRecord deleting(long partitions, long nowMillis) {
    return new GroupRecord(id, createdAtMillis, nowMillis, partitions, token, tags);
  }

  byte[] encode() {
    return new FieldWriter(128)
        .octet(VERSION)
        .longNumber(id)
        .longNumber(createdAtMillis)
        .longNumber(changedAtMillis)
        .longNumber(deletingOn)
        .text(token)
        .texts(tags)
        .toBytes();
  }

  static GroupRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A schedule group");
    return new GroupRecord(
        in.longNumber(),
        in.longNumber(),
        in.longNumber(),
        in.longNumber(),
        in.optionalText(),
        in.texts());
  }
}
