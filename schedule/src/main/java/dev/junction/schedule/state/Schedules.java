package dev.junction.schedule.state;

import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.trace.Hop;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.models.scheduler.ActionAfterCompletion;
import dev.junction.models.scheduler.CreateScheduleInput;
import dev.junction.models.scheduler.SqsParameters;
import dev.junction.models.scheduler.Target;
import dev.junction.schedule.domain.Plan;
import dev.junction.schedule.domain.ScheduleAddress;
import dev.junction.schedule.domain.ScheduledEvent;
import dev.junction.schedule.domain.TargetRoute;
import dev.junction.storage.StateStore;
import java.time.Instant;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The schedules of one partition. Threads: the partition's.
///
/// Shape in memory: per schedule its key and a [ScheduleEntry]; the settings stay in the map.
public final class Schedules {

  private final NavigableMap<String, ScheduleEntry> byKey = new TreeMap<>();
  private final PartitionContext context;
  private final ScheduleTraffic traffic = new ScheduleTraffic();
  private final Letters letters;
  private final Executions executions;
  private final Groups groups;
  private final DeletedGroups deletedGroups;
  private final Begin begin;

  /// Tells that there are executions to begin.
  @FunctionalInterface
  interface Begin {
    void on(int partition);
  }

  Schedules(PartitionContext context, DeliveryModule deliveries, Begin begin) {
    this.context = context;
    this.begin = begin;
    letters = new Letters(context, deliveries, traffic);
    executions = new Executions(context, letters, traffic);
    groups = new Groups(context);
    deletedGroups = new DeletedGroups(context, this);
  }

  void open() {
    groups.open();
    executions.open();
    deletedGroups.open();
    byte[][] range = ScheduleKeys.schedules();
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        byKey.put(
            ScheduleKeys.textOf(cursor.key()),
            ScheduleEntry.of(ScheduleRecord.decode(cursor.value())));
      }
    }
    if (executions.hasReady()) {
      begin.on(context.partition());
    }
  }

  public Groups groups() {
    return groups;
  }

  public Executions executions() {
    return executions;
  }

  DeletedGroups deletedGroups() {
    return deletedGroups;
  }

  /// Whether a group with this number was deleted a short time ago.
  public boolean isGroupDeleted(ScheduleAddress address, long groupId) {
    return deletedGroups.contains(address.group().key(), groupId);
  }

  /// What they have done since the start.
  public ScheduleTraffic.Counts traffic() {
    return traffic.counts();
  }

  /// How many schedules the partition holds.
  public int size() {
    return byKey.size();
  }

  /// The schedule at an address, or null.
  public @Nullable ScheduleRecord find(Transaction<Schedules> tx, ScheduleAddress address) {
    return byKey.containsKey(address.key()) ? stored(tx, address.key()) : null;
  }

  /// The keys of schedules from one on, with it or without, and before another, in order.
  public NavigableSet<String> between(String from, boolean isInclusive, String end) {
    return byKey.navigableKeySet().subSet(from, isInclusive, end, false);
  }

  /// Whether the schedule with this key is enabled.
  public boolean isEnabled(String key) {
    ScheduleEntry entry = byKey.get(key);
    return entry != null && entry.isEnabled();
  }

  /// The record of a schedule that is there.
  public ScheduleRecord stored(Transaction<Schedules> tx, String key) {
    byte[] value = tx.get(ScheduleKeys.schedule(key));
    if (value == null) {
      throw new IllegalStateException("A schedule is in no map: " + key.replace('\0', '/'));
    }
    return ScheduleRecord.decode(value);
  }

  /// Creates a schedule.
  public void create(
      Transaction<Schedules> tx,
      ScheduleAddress address,
      long groupId,
      CreateScheduleInput settings,
      @Nullable String token) {
    long now = tx.now().toEpochMilli();
    ScheduleRecord fresh =
        new ScheduleRecord(
            groupId, now, now, now, ScheduleRecord.NONE, ScheduleRecord.NONE, token, settings);
    settle(tx, address.key(), planned(fresh, Plan.of(settings, tx.now()).first(tx.now())));
  }

  /// Gives a schedule other settings. A plan that stays the same goes on; another one begins anew.
  public void update(
      Transaction<Schedules> tx,
      ScheduleAddress address,
      ScheduleRecord before,
      CreateScheduleInput settings) {
    long now = tx.now().toEpochMilli();
    boolean goesOn = isSamePlan(before.settings(), settings);
    long anchor = goesOn ? before.anchorMillis() : now;
    ScheduleRecord changed =
        new ScheduleRecord(
            before.groupId(),
            before.createdAtMillis(),
            now,
            anchor,
            ScheduleRecord.NONE,
            ScheduleRecord.NONE,
            before.token(),
            settings);
    Plan plan = Plan.of(settings, Instant.ofEpochMilli(anchor));
    if (goesOn && before.isEnabled() && before.plannedMillis() >= 0) {
      // A time that has come and is about to be taken is not lost, nor taken twice.
      changed = changed.planned(before.plannedMillis(), before.dueMillis());
    } else {
      changed = planned(changed, goesOn ? plan.next(tx.now()) : plan.first(tx.now()));
    }
    settle(tx, address.key(), changed);
  }

  private static boolean isSamePlan(CreateScheduleInput one, CreateScheduleInput other) {
    return one.scheduleExpression().equals(other.scheduleExpression())
        && Objects.equals(one.scheduleExpressionTimezone(), other.scheduleExpressionTimezone())
        && Objects.equals(one.startDate(), other.startDate())
        && Objects.equals(one.endDate(), other.endDate())
        && one.flexibleTimeWindow().equals(other.flexibleTimeWindow());
  }

  /// Deletes a schedule; executions that it has begun go on.
  public void delete(Transaction<Schedules> tx, String key) {
    ScheduleEntry entry = byKey.remove(key);
    cancel(tx, key, entry);
    tx.delete(ScheduleKeys.schedule(key));
  }

  private ScheduleRecord planned(ScheduleRecord record, Optional<Instant> time) {
    if (time.isEmpty()) {
      return record.planned(ScheduleRecord.NONE, ScheduleRecord.NONE);
    }
    long planned = time.get().toEpochMilli();
    Plan plan = Plan.of(record.settings(), Instant.ofEpochMilli(record.anchorMillis()));
    long window = plan.window().toMillis();
    return record.planned(planned, planned + (window == 0 ? 0 : context.random().nextLong(window)));
  }

  /// Puts a schedule where it lies. One that is complete and asks for it is deleted instead.
  private void settle(Transaction<Schedules> tx, String key, ScheduleRecord record) {
    String action = record.settings().actionAfterCompletion();
    boolean isComplete = record.isEnabled() && record.plannedMillis() < 0;
    if (isComplete && ActionAfterCompletion.DELETE.equals(action)) {
      delete(tx, key);
    } else {
      put(tx, key, record);
    }
  }

  private void put(Transaction<Schedules> tx, String key, ScheduleRecord record) {
    tx.put(ScheduleKeys.schedule(key), record.encode());
    ScheduleEntry entry = ScheduleEntry.of(record);
    cancel(tx, key, byKey.put(key, entry));
    if (entry.hasTimer()) {
      ScheduleTimer timer = new ScheduleTimer.Fire(key, entry.plannedMillis());
      tx.setTimer(Instant.ofEpochMilli(entry.dueMillis()), timer.id(), timer.encode());
    }
  }

  private static void cancel(Transaction<Schedules> tx, String key, @Nullable ScheduleEntry entry) {
    if (entry != null && entry.hasTimer()) {
      ScheduleTimer timer = new ScheduleTimer.Fire(key, entry.plannedMillis());
      tx.cancelTimer(Instant.ofEpochMilli(entry.dueMillis()), timer.id());
    }
  }

  void onTimer(Transaction<Schedules> tx, ScheduleTimer timer) {
    switch (timer) {
      case ScheduleTimer.Fire(String key, long planned) -> {
        ScheduleEntry entry = byKey.get(key);
        if (entry != null && entry.hasTimer() && entry.plannedMillis() == planned) {
          fire(tx, key, stored(tx, key));
        }
      }
      case ScheduleTimer.Retry(long number) -> executions.retry(number);
      case ScheduleTimer.Forget(String groupKey, long groupId) ->
          deletedGroups.forget(tx, groupKey, groupId);
    }
    if (executions.hasReady()) {
      begin.on(context.partition());
    }
  }

  /// Begins the invocation for the planned time that has come and plans the next. Of several times
  /// that were missed, those that are within the retry age come one after the other.
  private void fire(Transaction<Schedules> tx, String key, ScheduleRecord record) {
    CreateScheduleInput settings = record.settings();
    Execution execution = execution(key, record);
    String arn = ScheduleAddress.ofKey(key).arn();
    letters.note(tx, execution, Hop.Kind.FIRED, arn, null);
    boolean isExpired = execution.limits().expiresAtMillis() < tx.now().toEpochMilli();
    if (isExpired) {
      traffic.countExpired();
      letters.bury(tx, execution, Missed.ERROR, "MaximumEventAgeInSeconds");
    } else if (TargetRoute.of(execution.target()).orElse(null) instanceof TargetRoute.Queue) {
      SqsParameters queue = settings.target().sqsParameters();
      traffic.countFired();
      letters.send(tx, execution, queue == null ? null : queue.messageGroupId());
    } else {
      traffic.countFired();
      executions.add(tx, execution);
    }
    long age = execution.limits().expiresAtMillis() - record.plannedMillis();
    long after = Math.max(record.plannedMillis(), tx.now().toEpochMilli() - age - 1);
    Plan plan = Plan.of(settings, Instant.ofEpochMilli(record.anchorMillis()));
    Optional<Instant> next = plan.next(Instant.ofEpochMilli(after));
    // The engine removes the timer that came due; only the next one is set here.
    byKey.remove(key);
    settle(tx, key, planned(record, next));
  }

  private Execution execution(String key, ScheduleRecord record) {
    Target target = record.settings().target();
    String id = HexFormat.of().toHexDigits(context.random().nextLong());
    String input = target.input();
    ScheduleAddress address = ScheduleAddress.ofKey(key);
    Instant planned = Instant.ofEpochMilli(record.plannedMillis());
    var retry = target.retryPolicy();
    Integer age = retry == null ? null : retry.maximumEventAgeInSeconds();
    Integer retries = retry == null ? null : retry.maximumRetryAttempts();
    if (age == null || retries == null) {
      throw new IllegalStateException("A stored schedule without a retry policy");
    }
    var event = target.eventBridgeParameters();
    return new Execution(
        id,
        key,
        target.arn(),
        target.roleArn(),
        input == null ? ScheduledEvent.of(address, planned, id) : input,
        event == null ? null : event.source(),
        event == null ? null : event.detailType(),
        record.plannedMillis(),
        new Execution.Limits(
            Math.max(record.dueMillis(), record.plannedMillis()) + age * 1000L,
            retries,
            target.deadLetterConfig() == null ? null : target.deadLetterConfig().arn()),
        0,
        record.dueMillis());
  }
}
