package dev.junction.log.state;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.log.domain.GroupAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The log groups of one partition. Streams and events stay in the map; only those streams are
/// remembered that were used last. Threads: the partition's.
public final class Groups {

  /// How many streams are remembered, of all groups together.
  private static final int STREAMS_REMEMBERED = 2_000;

  /// A stream by the number of its group and its name.
  record StreamKey(long group, String name) {}

  /// A stream by the numbers of its group and of itself.
  record StreamNumber(long group, long stream) {}

  /// An account in a region.
  record Place(AccountId account, Region region) {}

  private final NavigableMap<GroupAddress, LogGroup> byAddress = new TreeMap<>();
  private final Map<Long, LogGroup> byId = new HashMap<>();
  private final Map<Place, Policies> policies = new HashMap<>();
  private final Recent<StreamKey, StreamRecord> streams = new Recent<>(STREAMS_REMEMBERED);
  private final Recent<StreamNumber, String> names = new Recent<>(STREAMS_REMEMBERED);
  private final PartitionContext context;
  private long nextId = 1;

  Groups(PartitionContext context) {
    this.context = context;
  }

  /// How many partitions there are.
  int partitions() {
    return context.partitions();
  }

  int partition() {
    return context.partition();
  }

  Recent<StreamKey, StreamRecord> streams() {
    return streams;
  }

  Recent<StreamNumber, String> names() {
    return names;
  }

  /// A name for a stream that a delivery makes.
  public String newStreamName() {
    RandomGenerator random = context.random();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low).toString();
  }

  /// Adds a group that was read back from the map.
  LogGroup restore(GroupAddress address, GroupRecord record) {
    LogGroup group = new LogGroup(address, record, this);
    byAddress.put(address, group);
    byId.put(record.id(), group);
    nextId = Math.max(nextId, record.id() + 1);
    return group;
  }

  void restoreNextId(long id) {
    nextId = Math.max(nextId, id);
  }

  /// The group at an address, or null.
  public @Nullable LogGroup find(GroupAddress address) {
    return byAddress.get(address);
  }

  @Nullable LogGroup find(long id) {
    return byId.get(id);
  }

  /// The groups of an account in a region from a name on, in the order of their names.
  ///
  /// @param from the first name; empty for all
  public Stream<LogGroup> from(AccountId account, Region region, String from) {
    return byAddress.tailMap(new GroupAddress(account, region, from)).values().stream()
        .takeWhile(
            group ->
                group.address().account().equals(account)
                    && group.address().region().equals(region));
  }

  /// Tells everybody who follows a group that it is over.
  public void endFollowing(Transaction<Groups> tx) {
    byAddress.values().forEach(group -> group.followers().end(tx));
  }

  /// Creates a group.
  public LogGroup create(Transaction<Groups> tx, GroupAddress address, NewGroup wanted) {
    GroupRecord record =
        new GroupRecord(
            nextId++,
            tx.now().toEpochMilli(),
            GroupRecord.Retention.FOR_EVER,
            wanted.groupClass(),
            wanted.kmsKeyId(),
            wanted.isProtected(),
            wanted.tags());
    tx.put(LogKeys.group(address), record.encode());
    tx.put(LogKeys.nextId(), numberValue(nextId));
    LogGroup group = new LogGroup(address, record, this);
    byAddress.put(address, group);
    byId.put(record.id(), group);
    return group;
  }

  /// What the creator of a group chooses.
  public record NewGroup(
      String groupClass,
      @Nullable String kmsKeyId,
      boolean isProtected,
      Map<String, String> tags) {}

  /// Deletes a group with everything in it.
  public void delete(Transaction<Groups> tx, LogGroup group) {
    byAddress.remove(group.address());
    byId.remove(group.record().id());
    group.erase(tx);
  }

  /// The resource policies of an account in a region.
  public Policies policies(AccountId account, Region region) {
    return policies.getOrDefault(new Place(account, region), Policies.NONE);
  }

  void restorePolicies(Place place, Policies known) {
    policies.put(place, known);
  }

  /// Changes the resource policies of an account where they are kept, and lets all other partitions
  /// know.
  public void change(Transaction<Groups> tx, AccountId account, Region region, Policies changed) {
    adopt(tx, account, region, changed);
    byte[] told = PolicyNews.encode(account, region, changed);
    for (int partition = 0; partition < context.partitions(); partition++) {
      if (partition != context.partition()) {
        tx.send(partition, told);
      }
    }
  }

  /// Takes over policies unless newer ones are known.
  public void adopt(Transaction<Groups> tx, AccountId account, Region region, Policies newer) {
    if (newer.revision() > policies(account, region).revision()) {
      // One partition has them already, so the others must not be left behind.
      tx.useReserve();
      policies.put(new Place(account, region), newer);
      tx.put(LogKeys.policies(account, region), newer.encode());
    }
  }

  /// A stored number: version, eight bytes.
  static byte[] numberValue(long number) {
    return ByteBuffer.allocate(9).put((byte) 1).putLong(number).array();
  }

  static long numberOf(byte[] value) {
    return ByteBuffer.wrap(value).getLong(1);
  }
}
