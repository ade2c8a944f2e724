package dev.junction.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class MovableClockTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void aHeldClockMovesOnlyWhenItIsAdvanced() {
    MovableClock clock = MovableClock.heldAt(START);
    long before = clock.nanos();

    clock.advance(Duration.ofMinutes(15));

    assertThat(clock.now()).isEqualTo(START.plusSeconds(900));
    assertThat(clock.nanos() - before).isEqualTo(Duration.ofMinutes(15).toNanos());
  }

  @Test
  void aDeadlineOfAHeldClockIsReachedByMovingOnly() {
    MovableClock clock = MovableClock.heldAt(START);
    long deadline = clock.nanos() + 1_000;

    assertThat(clock.nanosUntil(deadline)).isEqualTo(Long.MAX_VALUE);
    clock.advance(Duration.ofNanos(1_000));
    assertThat(clock.nanosUntil(deadline)).isZero();
  }

  @Test
  void aReleasedClockGoesOnFromWhereItStood() {
    MovableClock clock = new MovableClock(new SystemClock());
    clock.advance(Duration.ofDays(1));
    clock.hold();
    Instant held = clock.now();
    long heldNanos = clock.nanos();

    clock.release();

    assertThat(clock.isHeld()).isFalse();
    assertThat(clock.now()).isAfterOrEqualTo(held);
    assertThat(clock.nanos()).isGreaterThanOrEqualTo(heldNanos);
  }

  @Test
  void aClockIsHeldAtATimeToComeButNotAtOneThatHasPassed() {
    MovableClock clock = MovableClock.heldAt(START);
    long before = clock.nanos();

    clock.hold(START.plusSeconds(60));

    assertThat(clock.now()).isEqualTo(START.plusSeconds(60));
    assertThat(clock.nanos() - before).isEqualTo(Duration.ofSeconds(60).toNanos());
    assertThatThrownBy(() -> clock.hold(START)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theOffsetSaysHowFarTheClockIsAheadOfItsBase() {
    MovableClock base = MovableClock.heldAt(START);
    MovableClock clock = new MovableClock(base);
    assertThat(clock.offset()).isZero();

    clock.advance(Duration.ofMinutes(15));
    assertThat(clock.offset()).isEqualTo(Duration.ofMinutes(15));

    clock.hold();
    base.advance(Duration.ofMinutes(20));
    assertThat(clock.offset()).isEqualTo(Duration.ofMinutes(-5));

    clock.release();
    assertThat(clock.offset()).isEqualTo(Duration.ofMinutes(-5));
  }

  @Test
  void listenersHearOfEveryMove() {
    MovableClock clock = MovableClock.heldAt(START);
    AtomicInteger heard = new AtomicInteger();
    clock.onMove(heard::incrementAndGet);

    clock.advance(Duration.ofSeconds(1));
    clock.release();
    clock.hold();

    assertThat(heard).hasValue(3);
  }

  @Test
  void timeNeverRunsBackwards() {
    MovableClock clock = MovableClock.heldAt(START);
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
