package dev.junction.bus.state;

import dev.junction.bus.archive.ArchiveLogs;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.EventPatterns;
import dev.junction.bus.domain.TargetInput;
import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.Fanout;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.models.events.DescribeEventBusResponse;
import dev.junction.models.events.Target;
import dev.junction.storage.seal.Sealer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The buses of one partition, and what accounts have beside them. Threads: the partition's.
public final class Buses {

  private final Map<BusAddress, Bus> byAddress = new HashMap<>();
  private final PartitionContext context;
  private final DeliveryModule deliveries;
  private final Fanout fanout;
  private final Shelves shelves;
  private final ArchiveLogs archives;
  private final Taps taps = new Taps();
  private final Instant opened;
  private long nextId = 1;
  private long readIn = -1;
  private long read;

  Buses(
      PartitionContext context,
      DeliveryModule deliveries,
      ArchiveLogs.Keeper keeper,
      @Nullable Sealer secrets,
      Instant opened) {
    this.context = context;
    this.shelves = new Shelves(secrets);
    this.archives = new ArchiveLogs(context.partition(), keeper, EventPatterns::stored);
    this.opened = opened;
    this.deliveries = deliveries;
    this.fanout = deliveries.fanout(context);
  }

  /// What accounts have whose resources live here.
  public Shelves shelves() {
    return shelves;
  }

  /// The archives and replays of the buses that live here.
  public ArchiveLogs archives() {
    return archives;
  }

  /// Who listens to the buses that live here.
  public Taps taps() {
    return taps;
  }

  /// The number of the partition.
  public int partition() {
    return context.partition();
  }

  DeliveryModule deliveries() {
    return deliveries;
  }

  /// Since when the process has these buses.
  Instant opened() {
    return opened;
  }

  /// The list of recipients of the event that is being sent.
  Fanout fanout() {
    return fanout;
  }

  /// Counts characters that a transaction has read for inputs of targets; how many it has by now.
  long countRead(Transaction<Buses> tx, long more) {
    if (readIn != tx.number()) {
      readIn = tx.number();
      read = 0;
    }
    read += more;
    return read;
  }

  PartitionContext context() {
    return context;
  }

  /// A new identity, from the partition's own randomness.
  public UUID newId() {
    long high = (context.random().nextLong() & ~0xF000L) | 0x4000L;
    long low = (context.random().nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }

  /// A target of a rule, ready for events.
  RuleTarget target(String ruleArn, Target shape, TargetInput input) {
    return new RuleTargets(context, deliveries).of(ruleArn, shape, input);
  }

  /// The bus at an address, or null. The default bus is always there.
  public @Nullable Bus find(BusAddress address) {
    Bus known = byAddress.get(address);
    if (known != null || !address.isDefault()) {
      return known;
    }
    DescribeEventBusResponse shape =
        DescribeEventBusResponse.builder().name(address.name()).arn(address.arn()).build();
    return new Bus(address, Stored.of(0, shape), this);
  }

  /// Every bus of the partition that was written down, in no order.
  public Collection<Bus> all() {
    return byAddress.values();
  }

  /// Adds a bus that was written down.
  void add(Bus bus) {
    byAddress.put(bus.address(), bus);
  }

  /// Creates a bus.
  public Bus create(
      Transaction<Buses> tx,
      BusAddress address,
      DescribeEventBusResponse shape,
      Map<String, String> tags) {
    Stored<DescribeEventBusResponse> record = new Stored<>(takeId(tx), shape, tags, Map.of());
    tx.put(BusKeys.bus(address), record.encode());
    Bus bus = new Bus(address, record, this);
    add(bus);
    return bus;
  }

  /// Deletes a bus with its rules.
  public void delete(Transaction<Buses> tx, Bus bus) {
    byAddress.remove(bus.address());
    taps.end(tx, bus.address());
    bus.erase(tx);
  }

  /// The next number of this partition.
  public long takeId(Transaction<Buses> tx) {
    long id = nextId++;
    tx.put(BusKeys.nextId(), ByteBuffer.allocate(9).put((byte) 1).putLong(nextId).array());
    return id;
  }

  void restoreNextId(long id) {
    nextId = Math.max(nextId, id);
  }
}
