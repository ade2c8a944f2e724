package dev.junction.schedule.state;

import dev.junction.delivery.trace.Hop;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.kernel.ServiceError;
import dev.junction.schedule.domain.Retries;
import dev.junction.schedule.domain.ScheduleLimits;
import dev.junction.storage.StateStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The calls of operations that one partition has begun and that have not succeeded. Threads: the
/// partition's.
///
/// A call begins when the writes that led to it are durable: whoever begins it takes it with a
/// command of its own ([#take]), whose answer waits for them. Its end is another command
/// ([#ended]). A crash between the two begins it again.
public final class Executions {

  /// How much later than planned chance may move a retry.
  private static final double JITTER = 0.1;

  /// An execution to call.
  public record Attempt(long number, Execution execution) {}

  private final PartitionContext context;
  private final Letters letters;
  private final ScheduleTraffic traffic;
  private final ArrayDeque<Long> ready = new ArrayDeque<>();
  private final Set<Long> flying = new HashSet<>();
  private long nextNumber = 1;

  Executions(PartitionContext context, Letters letters, ScheduleTraffic traffic) {
    this.traffic = traffic;
    this.context = context;
    this.letters = letters;
  }

  void open() {
    long now = context.clock().now().toEpochMilli();
    byte[][] range = ScheduleKeys.executions();
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        long number = ScheduleKeys.numberOf(cursor.key());
        nextNumber = number + 1;
        // What is due later has its timer.
        if (Execution.decode(cursor.value()).dueMillis() <= now) {
          ready.add(number);
        }
      }
    }
  }

  /// Whether there is something to begin.
  boolean hasReady() {
    return !ready.isEmpty();
  }

  /// How many calls have not ended.
  public int waiting() {
    return ready.size() + flying.size();
  }

  /// Puts a new execution in; it can be taken by the next command.
  void add(Transaction<Schedules> tx, Execution execution) {
    long number = nextNumber++;
    tx.put(ScheduleKeys.execution(number), execution.encode());
    ready.add(number);
  }

  /// The next attempt of an execution has come due.
  void retry(long number) {
    if (!flying.contains(number)) {
      ready.add(number);
    }
  }

  /// Takes what may begin now.
  public List<Attempt> take(Transaction<Schedules> tx) {
    List<Attempt> taken = new ArrayList<>();
    while (flying.size() < ScheduleLimits.CALLS_AT_ONCE_MAX && !ready.isEmpty()) {
      long number = ready.remove();
      byte[] stored = tx.get(ScheduleKeys.execution(number));
      Execution execution = stored == null ? null : Execution.decode(stored);
      boolean isDue = execution != null && execution.dueMillis() <= tx.now().toEpochMilli();
      if (execution != null && isDue && flying.add(number)) {
        taken.add(new Attempt(number, execution));
      }
    }
    return taken;
  }

  /// An attempt has ended; what ended already changes nothing.
  ///
  /// @param error why it failed; null when it did not
  /// @return whether there is more to take
  public boolean ended(Transaction<Schedules> tx, Attempt attempt, @Nullable ServiceError error) {
    tx.useReserve();
    flying.remove(attempt.number());
    byte[] key = ScheduleKeys.execution(attempt.number());
    byte[] stored = tx.get(key);
    Execution execution = stored == null ? null : Execution.decode(stored);
    if (execution == null || !execution.equals(attempt.execution())) {
      return hasReady();
    }
    if (error == null) {
      tx.delete(key);
      letters.note(tx, execution, Hop.Kind.DELIVERED, execution.target(), null);
      return hasReady();
    }
    String condition = null;
    long delay = Retries.delayAfter(execution.failures() + 1).toMillis();
    long jitter = (long) (delay * JITTER * context.random().nextDouble());
    long due = tx.now().toEpochMilli() + delay + jitter;
    boolean isWorthwhile = Retries.isWorthwhile(error);
    if (isWorthwhile && execution.failures() >= execution.limits().retriesMax()) {
      condition = "MaximumRetryAttempts";
    } else if (isWorthwhile && due > execution.limits().expiresAtMillis()) {
      condition = "MaximumEventAgeInSeconds";
    }
    traffic.countFailed(isWorthwhile && condition == null);
    String said = error.code() + ' ' + error.message();
    letters.note(
        tx,
        execution,
        isWorthwhile && condition == null ? Hop.Kind.RETRIED : Hop.Kind.REFUSED,
        execution.target(),
        said);
    if (isWorthwhile && condition == null) {
      tx.put(key, execution.again(due).encode());
      ScheduleTimer timer = new ScheduleTimer.Retry(attempt.number());
      tx.setTimer(Instant.ofEpochMilli(due), timer.id(), timer.encode());
    } else {
      tx.delete(key);
      letters.bury(tx, execution, error, condition);
    }
    return hasReady();
  }
}
