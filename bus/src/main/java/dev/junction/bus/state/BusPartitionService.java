package dev.junction.bus.state;

import dev.junction.bus.archive.ArchiveLogs;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.TargetInput;
import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.events.DescribeEventBusResponse;
import dev.junction.models.events.DescribeRuleResponse;
import dev.junction.models.events.Target;
import dev.junction.storage.StateStore;
import dev.junction.storage.seal.Sealer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How buses live on a partition: reading them and their rules back.
public final class BusPartitionService implements PartitionService<Buses> {

  /// The service's name where partitions are picked; it never changes.
  private static final String PLACE = "events";

  private final DeliveryModule deliveries;
  private final ArchiveLogs.Keeper keeper;
  private final @Nullable Sealer secrets;

  /// When each partition was opened first; a shortage of space opens them anew.
  private final Map<Integer, Instant> opened = new ConcurrentHashMap<>();

  /// @param secrets what seals connections; null where nothing is kept
  public BusPartitionService(
      DeliveryModule deliveries, ArchiveLogs.Keeper keeper, @Nullable Sealer secrets) {
    this.deliveries = deliveries;
    this.keeper = keeper;
    this.secrets = secrets;
  }

  /// The partition that a bus belongs to.
  public static int partitionOf(Engine engine, BusAddress address) {
    return engine.partitionOf(address.account(), address.region(), PLACE, address.place());
  }

  /// The partition of what an account has beside buses.
  public static int partitionOf(Engine engine, AccountId account, Region region) {
    return engine.partitionOf(account, region, "events-account", "");
  }

  @Override
  public String name() {
    return "bus";
  }

  @Override
  public byte keyspace() {
    return BusKeys.KEYSPACE;
  }

  @Override
  public Buses open(PartitionContext context) {
    Instant since = opened.computeIfAbsent(context.partition(), _ -> context.clock().now());
    Buses buses = new Buses(context, deliveries, keeper, secrets, since);
    byte[] nextId = context.get(BusKeys.nextId());
    if (nextId != null) {
      buses.restoreNextId(ByteBuffer.wrap(nextId).getLong(1));
    }
    buses.shelves().open(context);
    buses.archives().open(context);
    byte[][] range = BusKeys.buses();
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        Stored<DescribeEventBusResponse> record =
            Stored.decode(cursor.value(), DescribeEventBusResponse::read);
        Bus bus = new Bus(BusKeys.busOf(cursor.key()), record, buses);
        buses.add(bus);
        restoreRules(context, buses, bus);
      }
    }
    return buses;
  }

  private static void restoreRules(PartitionContext context, Buses buses, Bus bus) {
    byte[][] range = BusKeys.rules(bus.record().id());
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        Stored<DescribeRuleResponse> record =
            Stored.decode(cursor.value(), DescribeRuleResponse::read);
        String name = String.valueOf(record.shape().name());
        Rule rule = new Rule(bus.address().ruleArn(name), record);
        restoreTargets(context, buses, rule);
        bus.restore(rule);
      }
    }
  }

  private static void restoreTargets(PartitionContext context, Buses buses, Rule rule) {
    byte[][] range = BusKeys.targets(rule.record().id());
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        Target shape = Stored.decode(cursor.value(), Target::read).shape();
        if (TargetInput.of(shape) instanceof Outcome.Accepted<TargetInput>(TargetInput input)) {
          rule.put(buses.target(rule.arn(), shape, input));
        } else {
          throw new IllegalStateException("A stored target cannot be read: " + shape.arn());
        }
      }
    }
  }

  @Override
  public void onTimer(Buses buses, Transaction<Buses> tx, byte[] payload) {
    if (ArchiveTimer.isOne(payload)) {
      ArchiveTimer.fire(buses, tx);
    } else {
      RulePlan.fire(buses, tx, RuleTimer.decode(payload));
    }
  }

  @Override
  public void onMessage(Buses buses, Transaction<Buses> tx, int fromPartition, byte[] payload) {
    Leftover leftover = Leftover.decode(payload);
    Bus bus = buses.find(leftover.bus());
    if (bus != null) {
      bus.goOn(tx, leftover);
    }
  }
}
