package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The message move tasks of one dead-letter queue: the running one, if any, and the last ones that
/// ended.
///
/// A running task moves some messages in each step and sets a durable timer for the next one in the
/// same batch, so that it goes on after a restart. Each step is due so long after the last one was
/// due, so that a clock that jumps brings as many as belong to that time. Source: SQS API
/// reference, StartMessageMoveTask.
final class MoveTasks {

  static final int KEPT_MAX = 10;
  private static final long STEP_BYTES_MAX = 1 << 20;
  private static final long NO_SPACE_MILLIS = 1_000;
  private static final long STOOD_MILLIS_MIN = 1_000;

  /// The reasons for a failure, in the real service's words.
  private static final String NO_SOURCE = "CouldNotDetermineMessageSource";

  private static final String NO_DESTINATION = "AWS.SimpleQueueService.NonExistentQueue";

  private final QueueAddress address;
  private final long queueId;
  private final Messages messages;
  private final Queues queues;
  private final List<MoveTask> newestFirst = new ArrayList<>(1);

  /// When the next step is due, or 0 after a start: the time without a server counts for none.
  private long nextStepAtMillis;

  /// When the last step was, by both clocks.
  private long steppedAtMillis;

  private long steppedAtNanos;

  MoveTasks(QueueAddress address, long queueId, Messages messages, Queues queues) {
    this.address = address;
    this.queueId = queueId;
    this.messages = messages;
    this.queues = queues;
  }

  /// Takes in a task that was read back from the map, oldest first.
  void restore(MoveTask task) {
    newestFirst.addFirst(task);
  }

  /// The tasks, newest first.
  List<MoveTask> all() {
    return List.copyOf(newestFirst);
  }

  @Nullable MoveTask running() {
    MoveTask newest = newest();
    return newest != null && newest.isRunning() ? newest : null;
  }

  private @Nullable MoveTask newest() {
    return newestFirst.isEmpty() ? null : newestFirst.getFirst();
  }

  /// Starts a task, if none is running.
  Outcome<UUID> start(
      Transaction<Queues> tx, @Nullable QueueAddress destination, int perSecondMax, long toMove) {
    if (running() != null) {
      return Outcome.rejected(QueueErrors.moveIsRunning());
    }
    UUID id = queues.newId();
    MoveTask newest = newest();
    long number = newest == null ? 1 : newest.number() + 1;
    long now = tx.now().toEpochMilli();
    newestFirst.addFirst(
        new MoveTask(
            number, id, MoveTask.Status.RUNNING, now, perSecondMax, destination, 0, toMove, ""));
    while (newestFirst.size() > KEPT_MAX) {
      tx.delete(QueueKeys.moveTask(queueId, newestFirst.removeLast().number()));
    }
    save(tx, newestFirst.getFirst());
    setTimer(tx, now);
    return Outcome.accepted(id);
  }

  /// Ends the running task with this id.
  Outcome<MoveTask> cancel(Transaction<Queues> tx, UUID id) {
    MoveTask task = running();
    if (task == null || !task.id().equals(id)) {
      return Outcome.rejected(QueueErrors.noSuchMove());
    }
    replace(tx, task.ended(MoveTask.Status.CANCELLED));
    return Outcome.accepted(task);
  }

  /// Moves the next messages of the running task.
  void step(Transaction<Queues> tx, long expiresBeforeMillis) {
    MoveTask task = running();
    // A timer of a task that was cancelled may come before that of the next one.
    long now = tx.now().toEpochMilli();
    if (task == null || now < nextStepAtMillis) {
      return;
    }
    if (!tx.hasSpace()) {
      setTimer(tx, now + NO_SPACE_MILLIS);
      return;
    }
    long dueAtMillis = dueAt(tx, task, now);
    List<Entry> taken = messages.take(tx, task.stepMessagesMax());
    if (taken.isEmpty()) {
      if (messages.mayHaveMore()) {
        goOn(tx, task, dueAtMillis);
      } else {
        replace(tx, task.ended(MoveTask.Status.COMPLETED));
      }
      return;
    }
    long moved = 0;
    long bytes = 0;
    boolean isStuck = false;
    for (Entry entry : taken) {
      if (isStuck || bytes > STEP_BYTES_MAX) {
        messages.giveBack(tx, entry);
        continue;
      }
      byte[] stored = messages.stored(tx, entry);
      QueueAddress to = task.destination() == null ? sourceOf(stored) : task.destination();
      if (entry.sentAtMillis < expiresBeforeMillis) {
        messages.remove(tx, entry);
      } else if (to == null) {
        isStuck = true;
        messages.giveBack(tx, entry);
      } else {
        queues.send(tx, Transfer.move(address, to, task.number(), stored));
        messages.remove(tx, entry);
        bytes += stored.length;
        moved++;
      }
    }
    MoveTask after = task.withMoved(moved);
    replace(tx, isStuck ? after.failed(NO_SOURCE) : after);
    if (!isStuck) {
      goOn(tx, task, dueAtMillis);
    }
  }

  /// When a step that is done now was due. A clock that is moved lets no step out, but the time in
  /// which the machine stood still, which the monotonic time does not count, is not made up for.
  private long dueAt(Transaction<Queues> tx, MoveTask task, long now) {
    long passedMillis = (tx.nanos() - steppedAtNanos) / 1_000_000;
    long stoodMillis = now - steppedAtMillis - passedMillis;
    steppedAtMillis = now;
    steppedAtNanos = tx.nanos();
    if (nextStepAtMillis == 0 || task.perSecondMax() == 0) {
      return now;
    }
    // Less is how clocks are set right, and how they are rounded.
    return stoodMillis < STOOD_MILLIS_MIN
        ? nextStepAtMillis
        : Math.min(now, nextStepAtMillis + stoodMillis);
  }

  private void goOn(Transaction<Queues> tx, MoveTask task, long dueAtMillis) {
    setTimer(tx, dueAtMillis + task.stepMillis());
    if (task.perSecondMax() == 0) {
      long nanos = steppedAtNanos;
      tx.wakeAt(
          nanos,
          (view, then) -> {
            Queue queue = view.find(address);
            boolean isHeld = then.nanos() == nanos;
            if (isHeld && queue != null && queue.record().id() == queueId) {
              // What has no rate need not wait for a clock that stands.
              nextStepAtMillis = 0;
              queue.continueMove(then);
            }
            return Outcome.accepted(true);
          });
    }
  }

  /// A moved message came back because its destination is gone: the task that moved it there fails,
  /// if it is still known.
  ///
  /// @param number the number of that task; 0 when it is not told, for the newest
  void returned(Transaction<Queues> tx, QueueAddress destination, long number) {
    MoveTask task = number == 0 ? newest() : withNumber(number);
    if (task == null
        || task.moved() == 0
        || (task.destination() != null && !task.destination().equals(destination))) {
      return;
    }
    MoveTask less = task.withMoved(-1);
    // A task that found nothing more to move has ended before it hears what became of the last
    // ones.
    boolean fails =
        switch (less.status()) {
          case RUNNING, COMPLETED -> true;
          case CANCELLED, FAILED -> false;
        };
    replace(tx, fails ? less.failed(NO_DESTINATION) : less);
  }

  private @Nullable MoveTask withNumber(long number) {
    return newestFirst.stream().filter(task -> task.number() == number).findFirst().orElse(null);
  }

  private static @Nullable QueueAddress sourceOf(byte[] stored) {
    String source = StoredMessage.decode(stored).deadLetterSourceArn();
    return source == null ? null : QueueAddress.ofArn(source).orElse(null);
  }

  private void replace(Transaction<Queues> tx, MoveTask task) {
    newestFirst.replaceAll(known -> known.number() == task.number() ? task : known);
    save(tx, task);
  }

  private void save(Transaction<Queues> tx, MoveTask task) {
    tx.put(QueueKeys.moveTask(queueId, task.number()), task.encode());
  }

  // A timer whose task has ended in between finds nothing to do.
  private void setTimer(Transaction<Queues> tx, long dueAtMillis) {
    nextStepAtMillis = dueAtMillis;
    byte[] id = QueueKeys.moveTask(queueId, 0);
    tx.setTimer(Instant.ofEpochMilli(dueAtMillis), id, QueueTimer.move(address, queueId));
  }
}
