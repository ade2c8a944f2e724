package dev.junction.schedule.state;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Invariant;
import dev.junction.schedule.domain.GroupAddress;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The groups that one partition holds: all of an account and region, or none of them. Threads: the
/// partition's.
public final class Groups {

  private static final int PARTITIONS_MAX = 64;

  private final NavigableMap<String, GroupRecord> byKey = new TreeMap<>();
  private final PartitionContext context;
  private long nextId = 1;

  Groups(PartitionContext context) {
    this.context = context;
    Invariant.check(context.partitions() <= PARTITIONS_MAX, "More partitions than bits");
  }

  void open() {
    byte[] stored = context.get(ScheduleKeys.nextId());
    if (stored != null) {
      nextId = ByteBuffer.wrap(stored).getLong(1);
    }
    byte[][] range = ScheduleKeys.groups();
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        byKey.put(ScheduleKeys.textOf(cursor.key()), GroupRecord.decode(cursor.value()));
      }
    }
  }

  /// The group at an address, or null. The default group comes to be when it is first asked for.
  public @Nullable GroupRecord find(Transaction<Schedules> tx, GroupAddress address) {
    GroupRecord found = byKey.get(address.key());
    if (found == null && address.isDefault()) {
      long now = tx.now().toEpochMilli();
      GroupRecord fresh = put(tx, address.key(), new GroupRecord(0, now, now, 0, null, Map.of()));
      // It stands even if what is wanted of it is refused.
      tx.keepStaged();
      return fresh;
    }
    return found;
  }

  /// The groups of an account and region, by name.
  public SequencedMap<String, GroupRecord> of(GroupAddress anyOfThem) {
    String prefix = anyOfThem.account() + "\0" + anyOfThem.region() + "\0";
    return byKey.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
  }

  public GroupRecord create(
      Transaction<Schedules> tx,
      GroupAddress address,
      Map<String, String> tags,
      @Nullable String token) {
    long now = tx.now().toEpochMilli();
    GroupRecord record = new GroupRecord(nextId++, now, now, 0, token, tags);
    tx.put(ScheduleKeys.nextId(), ByteBuffer.allocate(9).put((byte) 1).putLong(nextId).array());
    return put(tx, address.key(), record);
  }

  public void retag(
      Transaction<Schedules> tx,
      GroupAddress address,
      GroupRecord record,
      Map<String, String> tags) {
    put(tx, address.key(), record.withTags(tags, tx.now().toEpochMilli()));
  }

  /// Begins to delete a group: every partition is told.
  public void delete(Transaction<Schedules> tx, GroupAddress address, GroupRecord record) {
    int partitions = context.partitions();
    long all = partitions == PARTITIONS_MAX ? -1L : (1L << partitions) - 1;
    put(tx, address.key(), record.deleting(all, tx.now().toEpochMilli()));
    GroupMessage.Delete message =
        new GroupMessage.Delete(address.key(), record.id(), context.partition());
    for (int partition = 0; partition < partitions; partition++) {
      tx.send(partition, message.encode());
    }
  }

  /// A partition holds no schedules of the group any more.
  void done(Transaction<Schedules> tx, GroupMessage.Done done) {
    GroupRecord record = byKey.get(done.groupKey());
    if (record == null || record.id() != done.groupId()) {
      return;
    }
    long left = record.deletingOn() & ~(1L << done.partition());
    if (left == 0) {
      byKey.remove(done.groupKey());
      tx.delete(ScheduleKeys.group(done.groupKey()));
    } else {
      put(tx, done.groupKey(), record.deleting(left, record.changedAtMillis()));
    }
  }

  private GroupRecord put(Transaction<Schedules> tx, String key, GroupRecord record) {
    tx.put(ScheduleKeys.group(key), record.encode());
    byKey.put(key, record);
    return record;
  }
}
