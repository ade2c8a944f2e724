package dev.junction.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.run.Runner;
import dev.junction.kernel.MovableClock;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckpointerTest {

  private static final int CHECKPOINT_BYTES = 32_000;

  private final MovableClock clock = MovableClock.heldAt(Instant.parse("2026-11-27T12:00:00Z"));
  private final MemoryStateStore state = MemoryStateStore.restartable();
  private final PartitionLog log =
      new PartitionLog(
          new PartitionStorage(new MemoryJournals(1).journal(0), state),
          CHECKPOINT_BYTES,
          1_000_000,
          new Silent());
  private final Checkpointer checkpointer = new Checkpointer(List.of(log), CHECKPOINT_BYTES, clock);

  CheckpointerTest() {
    log.open(0, 1);
  }

  @Test
  void aLongJournalIsFlushedAtOnce() {
    write(CHECKPOINT_BYTES + 2_000);

    assertThat(checkpointer.round()).isEqualTo(Runner.AT_ONCE);

    assertThat(state.flushedLsn()).isEqualTo(log.lastLsn());
    assertThat(checkpointer.round()).isEqualTo(Runner.WHEN_WOKEN);
  }

  @Test
  void aShorterOneIsFlushedWhenItHasWaited() {
    write(5_000);
    long flushAt = clock.nanos() + Checkpointer.WAIT_MAX.toNanos();

    assertThat(checkpointer.round()).isEqualTo(flushAt);
    clock.advance(Checkpointer.WAIT_MAX.dividedBy(2));
    write(5_000);
    assertThat(checkpointer.round()).as("counted from the first").isEqualTo(flushAt);
    assertThat(state.flushedLsn()).isLessThan(log.lastLsn());
    clock.advance(Checkpointer.WAIT_MAX.dividedBy(2));

    assertThat(checkpointer.round()).isEqualTo(Runner.AT_ONCE);
    assertThat(state.flushedLsn()).isEqualTo(log.lastLsn());
  }

  @Test
  void nextToNothingIsNotFlushed() {
    write(100);

    assertThat(checkpointer.round()).isEqualTo(Runner.WHEN_WOKEN);
    clock.advance(Duration.ofHours(1));

    assertThat(checkpointer.round()).isEqualTo(Runner.WHEN_WOKEN);
    assertThat(state.flushedLsn()).isLessThan(log.lastLsn());
  }

  private void write(int bytes) {
    for (int written = 0; written < bytes; written += 100) {
      WriteBatch batch = new WriteBatch();
      batch.put(new byte[] {1}, new byte[100]);
      log.commit(batch);
    }
    log.push();
  }

  private static final class Silent implements PartitionLog.Listener {

    @Override
    public void durable() {}

    @Override
    public void failed() {}

    @Override
    public void grown() {}
  }
}
