package dev.junction.schedule.state;

import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// How schedules live on a partition.
public final class SchedulePartitionService implements PartitionService<Schedules> {

  private final DeliveryModule deliveries;
  private volatile @Nullable IntConsumer begin;

  public SchedulePartitionService(DeliveryModule deliveries) {
    this.deliveries = deliveries;
  }

  /// Says who begins calls of operations; until then they wait.
  ///
  /// @param how gets the number of a partition that has some
  public void begin(IntConsumer how) {
    begin = how;
  }

  @Override
  public String name() {
    return "schedule";
  }

  @Override
  public byte keyspace() {
    return ScheduleKeys.KEYSPACE;
  }

  @Override
  public Schedules open(PartitionContext context) {
    Schedules schedules = new Schedules(context, deliveries, this::tell);
    schedules.open();
    return schedules;
  }

  private void tell(int partition) {
    IntConsumer who = begin;
    if (who != null) {
      who.accept(partition);
    }
  }

  @Override
  public void onTimer(Schedules schedules, Transaction<Schedules> tx, byte[] payload) {
    schedules.onTimer(tx, ScheduleTimer.decode(payload));
  }

  @Override
  public void onMessage(
      Schedules schedules, Transaction<Schedules> tx, int fromPartition, byte[] payload) {
    switch (GroupMessage.decode(payload)) {
      case GroupMessage.Delete delete -> schedules.deletedGroups().delete(tx, delete);
      case GroupMessage.Done done -> schedules.groups().done(tx, done);
    }
  }
}
