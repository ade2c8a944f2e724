package dev.junction.engine;

import dev.junction.engine.aside.CommandFailed;
import dev.junction.engine.log.PartitionLog;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.log.Shortage;
import dev.junction.engine.mailbox.Mailbox;
import dev.junction.engine.outbox.Outbox;
import dev.junction.engine.run.Runner;
import dev.junction.engine.run.Workers;
import dev.junction.engine.timer.DurableTimers;
import dev.junction.engine.timer.WakeHeap;
import dev.junction.engine.watch.PartitionHealth;
import dev.junction.engine.watch.PartitionStatistics;
import dev.junction.kernel.Clock;
import dev.junction.storage.JournalFull;
import dev.junction.storage.StateFull;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One share of all state with its only writer.
///
/// Shape: rounds of a bounded length; each runs calls, messages, alarms and timers, one transaction
/// each: staged, appended to the journal, gathered for the map, its answers held until the journal
/// is durable. What a service throws at one of them undoes that one ([CommandFailed]); anything
/// else that is thrown stops the partition for good. Threads: one round at a time, see [Runner];
/// what others may call says so.
final class Partition implements Runner.Work, PartitionLog.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Partition.class);

  /// How many items, alarms and timers a round runs at most, so that none of them starves.
  private static final int ROUND_MAX = 256;

  private final Place place;
  private final int number;
  private final EngineSettings settings;
  private final Services services;
  private final PartitionLog log;
  private final Workspace workspace;
  private final Transactions transactions;
  private final DueWork dueWork;
  private final Rollback rollback;
  private final RandomGenerator random;
  private final Workers workers;
  private final Mailbox<Item> mailbox;
  private final Held held;
  private final ParkedCalls parked = new ParkedCalls();
  private final LongAdder refused = new LongAdder();

  private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private volatile boolean begun;
  private volatile boolean closing;

  /// Whether the partition waits for the journal to catch up.
  private volatile boolean paused;

  private volatile @Nullable Throwable failure;
  private volatile PartitionStatistics statistics = PartitionStatistics.NOTHING;

  private final Shortage shortage = new Shortage();

  /// Messages that came while there was no space to apply them.
  private final ArrayDeque<Item.Delivery> delayed = new ArrayDeque<>();

  /// The item that is being run; its caller is told if it breaks the partition.
  private @Nullable Item current;

  private boolean farewell;
  private long commands;

  /// Makes a partition that is not open yet.
  ///
  /// @param place which of how many partitions this is
  Partition(
      Place place,
      EngineSettings settings,
      PartitionStorage storage,
      Services services,
      RandomGenerator random,
      Surroundings around) {
    this.place = place;
    number = place.number;
    this.settings = settings;
    this.services = services;
    this.random = random;
    workers = around.workers();
    mailbox = new Mailbox<>(settings.mailboxMax());
    log = new PartitionLog(storage, settings.checkpointBytes(), settings.unsyncedBytesMax(), this);
    held = new Held(log, around.exits());
    workspace =
        new Workspace(
            number,
            around.clock(),
            log,
            shortage,
            log.state(),
            new DurableTimers(log.state()),
            new WakeHeap<>(),
            new Outbox(log.state(), place.partitions, settings.outboxLimit()),
            new RoundEnd(),
            services);
    transactions =
        new Transactions(workspace, place.partitions, held, parked, () -> mailbox.peek() == null);
    dueWork = new DueWork(workspace, transactions, this::mayRun, this::ran);
    rollback = new Rollback(workspace, transactions, parked, delayed, this::openViews);
  }

  /// Which of how many partitions one is.
  record Place(int number, int partitions) {}

  /// What all partitions have in common.
  record Surroundings(Clock clock, Workers workers, Exits exits) {}

  int number() {
    return number;
  }

  PartitionLog log() {
    return log;
  }

  /// Done when the partition is open or is known not to open.
  CompletableFuture<?> opened() {
    return opened;
  }

  /// Done when the partition takes nothing any more and has answered everything.
  CompletableFuture<?> ended() {
    return ended;
  }

  /// Lets an open partition take commands. Threads: any.
  void begin() {
    begun = true;
    workers.wakePartition(number);
  }

  /// Takes no new calls, finishes the others, and ends. Threads: any.
  void close() {
    closing = true;
    workers.wakePartition(number);
  }

  /// Takes a call, or answers it with an error at once. Threads: any.
  void submit(Call<?, ?> call) {
    Mailbox.Offer offer = closing ? Mailbox.Offer.CLOSED : mailbox.offer(call);
    switch (offer) {
      case IN -> {}
      case MANY -> workers.wakePartition(number);
      case FIRST -> workers.wakePartition(number, call.home());
      case FULL -> {
        refused.increment();
        call.fail(EngineErrors.SERVICE_UNAVAILABLE);
      }
      case CLOSED ->
          call.fail(
              failure == null ? EngineErrors.SERVICE_UNAVAILABLE : EngineErrors.INTERNAL_FAILURE);
    }
  }

  /// Takes a message or an acknowledgement. Threads: any.
  void put(Item item) {
    switch (mailbox.put(item)) {
      case FIRST, MANY -> workers.wakePartition(number);
      case IN, FULL, CLOSED -> {}
    }
  }

  /// Threads: any.
  PartitionHealth health() {
    Throwable cause = failure;
    if (cause != null) {
      return new PartitionHealth.Failed(cause);
    }
    if (closing) {
      return new PartitionHealth.Closed();
    }
    boolean full = shortage.isFelt() || log.isBehind() || !log.hasSpace();
    return full ? new PartitionHealth.Full() : new PartitionHealth.Running();
  }

  /// Threads: any.
  PartitionStatistics statistics() {
    return statistics.withLive(refused.sum(), mailbox.depth(), log.durableLsn(), held.depth());
  }

  @Override
  public void durable() {
    held.release();
    if (paused) {
      workers.wakePartition(number);
    }
  }

  @Override
  public void failed() {
    workers.wakePartition(number);
  }

  @Override
  public void grown() {
    workers.wakeCheckpointer();
  }

  @Override
  public long round() {
    if (ended.isDone()) {
      return Runner.WHEN_WOKEN;
    }
    try {
      Throwable broken = log.failure();
      if (broken != null) {
        stop(broken);
        return Runner.WHEN_WOKEN;
      }
      if (!opened.isDone()) {
        log.open(number, place.partitions);
        openViews();
        opened.complete(null);
        return Runner.AT_ONCE;
      }
      long next = serveOrFinish();
      return log.push() ? next : Runner.AT_ONCE;
    } catch (Throwable broken) {
      stop(broken);
      return Runner.WHEN_WOKEN;
    }
  }

  private long serveOrFinish() {
    try {
      if (closing) {
        return finish();
      }
      return begun ? serve() : Runner.WHEN_WOKEN;
    } catch (JournalFull full) {
      rollback.take(full, current);
    } catch (StateFull _) {
      // The command would have read what the map has no space for.
      rollback.take(current);
    } catch (CommandFailed failed) {
      rollback.take(failed);
    }
    current = null;
    if (log.catchUp()) {
      rollback.run();
    }
    return Runner.AT_ONCE;
  }

  private void openViews() {
    transactions.open();
    services.open(place, workspace.clock(), random, workspace.state());
  }

  private long serve() {
    paused = false;
    if (!log.catchUp()) {
      refuseItems();
      return workspace.clock().nanos() + Shortage.PAUSE.toNanos();
    }
    rollback.run();
    transactions.failLate();
    boolean full = shortage.isOn(workspace.clock(), log.lastLsn());
    boolean more = !full && runDelayed();
    more |= !full && runSetAside();
    more |= runItems(full);
    more |= dueWork.runAlarms(ROUND_MAX);
    more |= !full && mayRun() && dueWork.fireTimers(ROUND_MAX);
    if (log.isBehind()) {
      releaseIfDurable();
      return Runner.AT_ONCE;
    }
    endRound(full);
    if (log.isBehind()) {
      return Runner.AT_ONCE;
    }
    if (!mayRun()) {
      return pause();
    }
    if (more) {
      return Runner.AT_ONCE;
    }
    return full
        ? Math.min(workspace.wakes().firstNanos(), shortage.nextTryNanos())
        : dueWork.nextDeadline();
  }

  /// Sends calls away while the map is behind its journal and cannot be read, and keeps messages.
  private void refuseItems() {
    for (Item item = mailbox.poll(); item != null; item = mailbox.poll()) {
      switch (item) {
        case Call<?, ?> call -> {
          refused.increment();
          call.fail(EngineErrors.SERVICE_UNAVAILABLE);
        }
        case Item.Delivery delivery -> delayed.add(delivery);
        case Item.Acknowledgement acknowledgement -> transactions.run(acknowledgement);
      }
    }
    releaseIfDurable();
  }

  /// One round of closing: what was taken in is run, the parked calls are sent away, and the end
  /// comes when everything is durable and answered.
  private long finish() {
    paused = false;
    mailbox.close();
    if (!log.catchUp()) {
      // The journal has everything; the next start brings the map up to it.
      refuseItems();
      parked.drain(call -> call.fail(EngineErrors.SERVICE_UNAVAILABLE));
      return endWhenSettled();
    }
    rollback.run();
    transactions.failLate();
    boolean full = shortage.isOn(workspace.clock(), log.lastLsn());
    boolean more = runItems(full);
    if (log.isBehind()) {
      return Runner.AT_ONCE;
    }
    if (more) {
      endRound(full);
      return mayRun() ? Runner.AT_ONCE : pause();
    }
    if (!farewell) {
      farewell = true;
      parked.drain(call -> call.fail(EngineErrors.SERVICE_UNAVAILABLE));
      transactions.deleteAcknowledged(1);
    }
    endRound(full);
    return endWhenSettled();
  }

  private long endWhenSettled() {
    if (isSettled()) {
      ended.complete(null);
      return Runner.WHEN_WOKEN;
    }
    paused = true;
    return isSettled() ? Runner.AT_ONCE : Runner.WHEN_WOKEN;
  }

  /// Runs the messages that came while there was no space; whether there are more.
  private boolean runDelayed() {
    for (int i = 0; i < ROUND_MAX && mayRun() && !delayed.isEmpty(); i++) {
      Item.Delivery delivery = delayed.removeFirst();
      current = delivery;
      transactions.run(delivery);
      current = null;
    }
    return !delayed.isEmpty();
  }

  /// Tries again what was set aside before the start; whether there is more.
  private boolean runSetAside() {
    for (int i = 0; i < ROUND_MAX && mayRun(); i++) {
      if (!transactions.runSetAside()) {
        return false;
      }
    }
    return true;
  }

  /// Runs waiting items; whether there are more.
  private boolean runItems(boolean full) {
    for (int i = 0; i < ROUND_MAX && mayRun(); i++) {
      Item item = mailbox.poll();
      if (item == null) {
        return false;
      }
      current = item;
      commands++;
      switch (item) {
        case Call<?, ?> call -> transactions.run(call);
        case Item.Delivery delivery -> {
          if (full || !delayed.isEmpty()) {
            delayed.add(delivery);
          } else {
            transactions.run(delivery);
          }
        }
        case Item.Acknowledgement acknowledgement -> transactions.run(acknowledgement);
      }
      current = null;
      releaseIfDurable();
    }
    return mailbox.peek() != null;
  }

  private void ran() {
    commands++;
    releaseIfDurable();
  }

  private void endRound(boolean full) {
    transactions.endRound(full);
    releaseIfDurable();
    statistics =
        new PartitionStatistics(
            commands,
            0,
            0,
            log.lastLsn(),
            0,
            0,
            parked.size(),
            workspace.wakes().size(),
            workspace.timers().inMemory(),
            workspace.outbox().unacknowledged(),
            rollback.failures(),
            transactions.setAside());
  }

  /// What was just held may have nothing to wait for; then no journal will let it go.
  private void releaseIfDurable() {
    if (held.hasFreshUpTo(log.durableLsn())) {
      held.release();
    }
  }

  private boolean mayRun() {
    return !log.isBehind()
        && held.count() < settings.heldMax()
        && log.unsyncedBytes() < settings.unsyncedBytesMax();
  }

  private boolean isSettled() {
    return held.count() == 0 && log.durableLsn() >= log.lastLsn();
  }

  private long pause() {
    paused = true;
    // Whoever caught up before it saw the flag did not wake us.
    return mayRun() ? Runner.AT_ONCE : Runner.WHEN_WOKEN;
  }

  /// Stops the partition for good: nothing is acknowledged after this.
  private void stop(Throwable cause) {
    LOG.error("Partition {} stopped", number, cause);
    failure = cause;
    if (current instanceof Call<?, ?> call) {
      call.fail(EngineErrors.INTERNAL_FAILURE);
    }
    mailbox.close();
    for (Item item = mailbox.poll(); item != null; item = mailbox.poll()) {
      if (item instanceof Call<?, ?> call) {
        call.fail(EngineErrors.INTERNAL_FAILURE);
      }
    }
    parked.drain(call -> call.fail(EngineErrors.INTERNAL_FAILURE));
    log.abandon(cause);
    opened.completeExceptionally(cause);
    ended.complete(null);
    held.breakOff();
  }
}
