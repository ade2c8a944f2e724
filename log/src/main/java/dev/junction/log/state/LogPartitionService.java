package dev.junction.log.state;

import dev.junction.engine.Engine;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.log.domain.GroupAddress;
import dev.junction.storage.StateStore;
import java.nio.charset.StandardCharsets;

/// How log groups live on a partition: reading groups and policies back, removing what expired.
public final class LogPartitionService implements PartitionService<Groups> {

  /// The service's name where partitions are picked; it never changes.
  private static final String PLACE = "logs";

  /// The partition that a group belongs to.
  public static int partitionOf(Engine engine, GroupAddress address) {
    return engine.partitionOf(address.account(), address.region(), PLACE, address.place());
  }

  /// The partition that a group belongs to, from any other.
  public static int partitionOf(PartitionContext context, GroupAddress address) {
    return context.partitionOf(address.account(), address.region(), PLACE, address.place());
  }

  /// The partition that keeps the policies of an account in a region.
  public static int policiesOf(Engine engine, AccountId account, Region region) {
    return engine.partitionOf(account, region, PLACE, "policies");
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public byte keyspace() {
    return LogKeys.KEYSPACE;
  }

  @Override
  public Groups open(PartitionContext context) {
    Groups groups = new Groups(context);
    byte[] nextId = context.get(LogKeys.nextId());
    if (nextId != null) {
      groups.restoreNextId(Groups.numberOf(nextId));
    }
    byte[][] policies = LogKeys.policies();
    try (StateStore.Cursor cursor = context.scan(policies[0], policies[1])) {
      while (cursor.next()) {
        groups.restorePolicies(placeOf(cursor.key()), Policies.decode(cursor.value()));
      }
    }
    byte[][] range = LogKeys.groups();
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        GroupRecord record = GroupRecord.decode(cursor.value());
        LogGroup group = groups.restore(LogKeys.addressOf(cursor.key()), record);
        byte[] counters = context.get(LogKeys.counters(record.id()));
        byte[] policy = context.get(LogKeys.ownPolicy(record.id()));
        group.restore(
            counters == null ? GroupCounters.NONE : GroupCounters.decode(counters),
            policy == null ? Policies.NONE : Policies.decode(policy));
      }
    }
    return groups;
  }

  private static Groups.Place placeOf(byte[] key) {
    String text = new String(key, 2, key.length - 2, StandardCharsets.UTF_8);
    int region = text.indexOf('\0');
    return new Groups.Place(
        new AccountId(text.substring(0, region)), new Region(text.substring(region + 1)));
  }

  @Override
  public void onTimer(Groups groups, Transaction<Groups> tx, byte[] payload) {
    LogTimer timer = LogTimer.decode(payload);
    LogGroup group = groups.find(timer.group());
    if (group != null) {
      group.onTimer(tx, timer);
    }
  }

  @Override
  public void onMessage(Groups groups, Transaction<Groups> tx, int fromPartition, byte[] payload) {
    if (GroupEntry.isOne(payload)) {
      GroupEntry.decode(payload).write(groups, tx);
      return;
    }
    PolicyNews news = PolicyNews.decode(payload);
    groups.adopt(tx, news.account(), news.region(), news.policies());
  }
}
