package dev.junction.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.MovableClock;
import dev.junction.kernel.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ThreadRunnerTest {

  private static final long PATIENCE_SECONDS = 20;

  private final Semaphore rounds = new Semaphore(0);

  @Test
  void aWakeBringsARound() throws InterruptedException {
    Runner.Worker worker = new ThreadRunner(new SystemClock()).start("test", this::idle);
    awaitRound();
    for (int i = 0; i < 1_000; i++) {
      worker.wake();
      awaitRound();
    }
    worker.stop();
  }

  @Test
  void aDeadlineBringsARound() throws InterruptedException {
    SystemClock clock = new SystemClock();
    Runner.Worker worker =
        new ThreadRunner(clock)
            .start(
                "test",
                () -> {
                  rounds.release();
                  return clock.nanos() + 1_000_000;
                });
    for (int i = 0; i < 5; i++) {
      awaitRound();
    }
    worker.stop();
  }

  @Test
  void aMovedClockBringsTheRoundWhenTheWorkerIsWoken() throws InterruptedException {
    MovableClock clock = MovableClock.heldAt(Instant.EPOCH);
    AtomicLong reached = new AtomicLong();
    long deadline = clock.nanos() + Duration.ofHours(1).toNanos();
    Runner.Worker worker =
        new ThreadRunner(clock)
            .start(
                "test",
                () -> {
                  reached.set(clock.nanos());
                  rounds.release();
                  return deadline;
                });
    awaitRound();
    clock.onMove(worker::wake);
    clock.advance(Duration.ofHours(2));
    awaitRound();
    assertThat(reached.get()).isGreaterThan(deadline);
    worker.stop();
  }

  @Test
  void aWakeDuringARoundIsNotLost() throws InterruptedException {
    CountDownLatch inRound = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger count = new AtomicInteger();
    Runner.Worker worker =
        new ThreadRunner(new SystemClock())
            .start(
                "test",
                () -> {
                  if (count.incrementAndGet() == 1) {
                    inRound.countDown();
                    awaitQuietly(goOn);
                  }
                  return idle();
                });
    inRound.await();
    worker.wake();
    goOn.countDown();
    awaitRound();
    awaitRound();
    worker.stop();
  }

  @Test
  void noRoundRunsAfterAStop() throws InterruptedException {
    AtomicInteger count = new AtomicInteger();
    Runner.Worker worker =
        new ThreadRunner(new SystemClock())
            .start(
                "test",
                () -> {
                  count.incrementAndGet();
                  rounds.release();
                  return Runner.AT_ONCE;
                });
    awaitRound();
    worker.stop();
    int before = count.get();
    worker.wake();
    assertThat(count).hasValue(before);
  }

  private long idle() {
    rounds.release();
    return Runner.WHEN_WOKEN;
  }

  private void awaitRound() throws InterruptedException {
    assertThat(rounds.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
