package dev.junction.schedule.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;

/// What partitions tell each other about a group that is being deleted.
///
/// Shape: a number for the kind, then the fields.
sealed interface GroupMessage {

  /// Delete the schedules of the group.
  ///
  /// @param groupKey the group's key
  /// @param groupId the group's number
  /// @param home the partition that holds the group
  record Delete(String groupKey, long groupId, int home) implements GroupMessage {}

  /// The partition holds none of them any more.
  record Done(String groupKey, long groupId, int partition) implements GroupMessage {}

  default byte[] encode() {
    return switch (this) {
      case Delete(String key, long id, int home) ->
          new FieldWriter(128).octet(1).text(key).longNumber(id).number(home).toBytes();
      case Done(String key, long id, int partition) ->
          new FieldWriter(128).octet(2).text(key).longNumber(id).number(partition).toBytes();
    };
  }

  static GroupMessage decode(byte[] payload) {
    FieldReader in = new FieldReader(payload);
    int kind = in.octet();
    return switch (kind) {
      case 1 -> new Delete(in.text(), in.longNumber(), in.number());
      case 2 -> new Done(in.text(), in.longNumber(), in.number());
      default -> throw new IllegalStateException("A message of schedules of the kind " + kind);
    };
  }
}
