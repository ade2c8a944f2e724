package dev.junction.schedule.state;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.schedule.domain.ScheduleLimits;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The groups whose schedules one partition has deleted lately: a schedule that is on its way into
/// one of them is refused. Threads: the partition's.
final class DeletedGroups {

  /// Longer than any call is under way.
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final Map<String, Long> ids = new HashMap<>();
  private final PartitionContext context;
  private final Schedules schedules;

  DeletedGroups(PartitionContext context, Schedules schedules) {
    this.context = context;
    this.schedules = schedules;
  }

  void open() {
    byte[][] range = ScheduleKeys.deletedGroups();
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        ids.put(ScheduleKeys.textOf(cursor.key()), ByteBuffer.wrap(cursor.value()).getLong(1));
      }
    }
  }

  /// Numbers of groups grow, so a later group of the same name is not meant.
  boolean contains(String groupKey, long groupId) {
    Long deleted = ids.get(groupKey);
    return deleted != null && groupId <= deleted;
  }

  void forget(Transaction<Schedules> tx, String groupKey, long groupId) {
    if (ids.remove(groupKey, groupId)) {
      tx.delete(ScheduleKeys.deletedGroup(groupKey));
    }
  }

  /// Deletes schedules of a group: some now, the others with the next message to itself.
  void delete(Transaction<Schedules> tx, GroupMessage.Delete message) {
    ids.put(message.groupKey(), message.groupId());
    tx.put(
        ScheduleKeys.deletedGroup(message.groupKey()),
        ByteBuffer.allocate(9).put((byte) 1).putLong(message.groupId()).array());
    List<String> some = new ArrayList<>();
    String end = message.groupKey() + Character.MAX_VALUE;
    for (String key : schedules.between(message.groupKey(), true, end)) {
      if (some.size() == ScheduleLimits.DELETED_AT_ONCE_MAX) {
        break;
      }
      some.add(key);
    }
    some.forEach(key -> schedules.delete(tx, key));
    if (some.size() == ScheduleLimits.DELETED_AT_ONCE_MAX) {
      tx.send(context.partition(), message.encode());
      return;
    }
    ScheduleTimer forget = new ScheduleTimer.Forget(message.groupKey(), message.groupId());
    tx.setTimer(tx.now().plus(REMEMBERED), forget.id(), forget.encode());
    GroupMessage done =
        new GroupMessage.Done(message.groupKey(), message.groupId(), context.partition());
    tx.send(message.home(), done.encode());
  }
}
