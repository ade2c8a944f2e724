package dev.junction.queue.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.queue.domain.NewMessage;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueSettings;
import dev.junction.queue.state.MoveTask.Status;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A moved message that comes back, because its destination is gone, is booked on the task that
/// moved it.
final class ReturnedMoveTest {

  private static final QueueAddress DEAD = address("dead");
  private static final QueueAddress OTHER = address("other");

  private static QueueAddress address(String name) {
    return new QueueAddress(new AccountId("123456789012"), Region.DEFAULT, name);
  }

  /// A task that has moved five messages.
  private static MoveTask task(long number, Status status, @Nullable QueueAddress destination) {
    return new MoveTask(number, new UUID(0, number), status, 1, 0, destination, 5, 9, "");
  }

  @Test
  void itIsBookedOnAnOlderTask() {
    List<MoveTask> tasks = afterAReturn(1);
    assertThat(tasks).extracting(MoveTask::number).containsExactly(2L, 1L);
    assertThat(tasks).extracting(MoveTask::moved).containsExactly(5L, 4L);
    assertThat(tasks).extracting(MoveTask::status).containsExactly(Status.RUNNING, Status.FAILED);
  }

  @Test
  void itIsBookedOnTheNewestTask() {
    List<MoveTask> tasks = afterAReturn(2);
    assertThat(tasks).extracting(MoveTask::moved).containsExactly(4L, 5L);
    assertThat(tasks).extracting(MoveTask::status).containsExactly(Status.FAILED, Status.COMPLETED);
  }

  @Test
  void itIsBookedOnTheNewestTaskWhenAnEarlierReleaseHasMovedIt() {
    assertThat(afterAReturn(0)).extracting(MoveTask::moved).containsExactly(4L, 5L);
  }

  @Test
  void itIsBookedOnNoneWhenItsTaskIsNotKeptAnyMore() {
    assertThat(afterAReturn(7)).extracting(MoveTask::moved).containsExactly(5L, 5L);
  }

  /// The tasks of a dead-letter queue, newest first, after a message came back to it that the task
  /// of this number has moved. A running one, 2, has followed one that is complete, 1.
  private static List<MoveTask> afterAReturn(long number) {
    MovableClock clock = MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z"));
    SteppedRunner runner = new SteppedRunner(clock, new SplittableRandom(2), () -> false);
    QueuePartitionService service = new QueuePartitionService(true);
    PartitionStorage storage =
        new PartitionStorage(new MemoryJournals(1).journal(0), MemoryStateStore.restartable());
    Engine engine =
        Engine.open(
            EngineSettings.DEFAULT,
            List.of(storage),
            List.of(service),
            clock,
            new SplittableRandom(1),
            runner);
    Transfer back = Transfer.move(DEAD, OTHER, number, stored()).returned();
    var tasks =
        engine.<Queues, List<MoveTask>>submit(
            0,
            service,
            (queues, tx) -> {
              queues.create(tx, DEAD, new QueueSettings(Map.of()), Map.of());
              Queue queue = Objects.requireNonNull(queues.find(DEAD));
              queue.restoreMove(task(1, Status.COMPLETED, OTHER));
              queue.restoreMove(task(2, Status.RUNNING, null));
              service.onMessage(queues, tx, 0, back.encode());
              return Outcome.accepted(queue.moves());
            });
    runner.runAll();
    if (tasks.join() instanceof Outcome.Accepted<List<MoveTask>>(var after)) {
      return after;
    }
    throw new AssertionError("Not accepted but " + tasks.join());
  }

  private static byte[] stored() {
    return StoredMessage.encode(
        new NewMessage(
            new UUID(0, 1),
            "sender",
            new byte[] {1},
            new byte[16],
            List.of(),
            null,
            null,
            null,
            null));
  }
}
