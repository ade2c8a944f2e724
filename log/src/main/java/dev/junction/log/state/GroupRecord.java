package dev.junction.log.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A log group as the control plane knows it.
///
/// Shape, version 1: version, then the fields in their order.
///
/// @param id the group's number within its partition, never used again
/// @param createdAtMillis when it was created
/// @param retention for how long it keeps events
/// @param groupClass its class, as in `STANDARD`
/// @param kmsKeyId the key that its owner named, or null
/// @param isProtected whether it cannot be deleted
/// @param tags its tags
public record GroupRecord(
    long id,
    long createdAtMillis,
    Retention retention,
    String groupClass,
    @Nullable String kmsKeyId,
    boolean isProtected,
    Map<String, String> tags) {

  private static final int VERSION = 1;

  public GroupRecord {
    tags = Map.copyOf(tags);
  }

  /// For how long events are kept.
  ///
  /// @param days for how many days; 0 for ever
  /// @param sweepAtMillis when events that have expired are removed next; 0 when nothing is planned
  public record Retention(int days, long sweepAtMillis) {

    static final Retention FOR_EVER = new Retention(0, 0);
  }

  GroupRecord with(Retention changed) {
    return new GroupRecord(id, createdAtMillis, changed, groupClass, kmsKeyId, isProtected, tags);
  }

  GroupRecord withProtection(boolean wanted) {
    return new GroupRecord(id, createdAtMillis, retention, groupClass, kmsKeyId, wanted, tags);
  }

  GroupRecord withTags(Map<String, String> changed) {
    return new GroupRecord(
        id, createdAtMillis, retention, groupClass, kmsKeyId, isProtected, changed);
  }

  byte[] encode() {
    return new FieldWriter(256)
        .octet(VERSION)
        .longNumber(id)
        .longNumber(createdAtMillis)
        .number(retention.days)
        .longNumber(retention.sweepAtMillis)
        .text(groupClass)
        .text(kmsKeyId)
        .flag(isProtected)
        .texts(tags)
        .toBytes();
  }

  static GroupRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A log group");
    return new GroupRecord(
        in.longNumber(),
        in.longNumber(),
        new Retention(in.number(), in.longNumber()),
        in.text(),
        in.optionalText(),
        in.flag(),
        in.texts());
  }
}
