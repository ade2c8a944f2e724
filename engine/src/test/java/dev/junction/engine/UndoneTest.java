package dev.junction.engine;

import static dev.junction.engine.SteppedEngine.accepted;
import static dev.junction.engine.SteppedEngine.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.aside.SetAside;
import dev.junction.engine.watch.PartitionHealth;
import dev.junction.kernel.Outcome;
import dev.junction.storage.SealBroken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a service throws at a command undoes the command; the partition goes on.
final class UndoneTest {

  private static final String INTERNAL_FAILURE = EngineErrors.INTERNAL_FAILURE.code();

  private final SteppedEngine bench = new SteppedEngine(2);

  @Test
  void aCallIsRefusedAndChangesNothing() {
    bench.perform(0, Counters.add("a", 5));
    CompletableFuture<Outcome<Long>> broken = bench.submit(0, adding("a", 7, thrower()));

    assertThat(refusal(broken)).isEqualTo(INTERNAL_FAILURE);
    assertThat(bench.value(0, "a")).isEqualTo(5);
    assertThat(accepted(bench.submit(0, Counters.add("a", 1)))).isEqualTo(6);
    assertThat(bench.engine().health().get(0)).isEqualTo(new PartitionHealth.Running());
    assertThat(bench.engine().statistics().get(0).undone()).isEqualTo(1);
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(6);
  }

  @Test
  void whatWasDecidedBeforeIsAnsweredAndWhatWaitsInTheViewIsSentAway() {
    CompletableFuture<Outcome<Long>> parked = bench.park(0, Counters.await());
    bench.journals.hold();
    CompletableFuture<Outcome<Long>> held = bench.submit(0, Counters.add("a", 5));
    CompletableFuture<Outcome<Long>> broken =
        bench.enqueue(0, adding("a", 7, Counters.answerWaiters("a", 1), thrower()));
    CompletableFuture<Outcome<Long>> next = bench.enqueue(0, Counters.add("a", 1));
    bench.run();
    assertThat(held).isNotDone();
    bench.journals.release();
    bench.run();

    assertThat(accepted(held)).isEqualTo(5);
    assertThat(refusal(broken)).isEqualTo(INTERNAL_FAILURE);
    assertThat(refusal(parked)).isEqualTo(EngineErrors.SERVICE_UNAVAILABLE.code());
    assertThat(accepted(next)).isEqualTo(6);
  }

  @Test
  void messagesOfAnUndoneCallAreNotSentAndTheirNumbersAreUsedAgain() {
    bench.perform(0, Counters.add("a", 100));
    bench.perform(0, adding("a", 0, Counters.transfer("a", 1, "b", 10), thrower()));
    bench.perform(0, Counters.transfer("a", 1, "b", 3));
    bench.run();

    assertThat(bench.value(0, "a")).isEqualTo(97);
    assertThat(bench.value(1, "b")).isEqualTo(3);
  }

  @Test
  void aStackThatOverflowsIsUndoneToo() {
    assertThat(refusal(bench.submit(0, (_, _) -> Outcome.accepted(depth(0)))))
        .isEqualTo(INTERNAL_FAILURE);
    assertThat(bench.value(0, "a")).isZero();
  }

  @Test
  void aBatchThatTheJournalDoesNotTakeIsUndone() {
    bench.perform(0, Counters.add("a", 5));
    bench.tooLarge.set(true);
    CompletableFuture<Outcome<Long>> large = bench.submit(0, Counters.add("a", 1));
    bench.tooLarge.set(false);

    assertThat(refusal(large)).isEqualTo(INTERNAL_FAILURE);
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void faultsOfTheStorageStopThePartition() {
    bench.perform(0, throwing(new SealBroken("A value")));
    bench.perform(1, throwing(new UncheckedIOException(new IOException("the disk is gone"))));
    assertThat(bench.engine().health()).hasOnlyElementsOfType(PartitionHealth.Failed.class);
  }

  @Test
  void anErrorOfTheMachineStopsThePartition() {
    bench.perform(
        0,
        (_, _) -> {
          throw new OutOfMemoryError("as if");
        });
    assertThat(bench.engine().health().get(0)).isInstanceOf(PartitionHealth.Failed.class);
  }

  @Test
  void aTimerIsSetAsideAndTriedAgainAtTheNextStart() {
    bench.counters.failAt(() -> true, () -> true);
    bench.perform(0, Counters.addLater(SteppedEngine.START.plusSeconds(1), "id", "a", 5));
    bench.advance(Duration.ofSeconds(2));
    assertThat(bench.value(0, "a")).isZero();
    assertThat(bench.engine().statistics().get(0).setAside()).isEqualTo(1);

    // Not before the next start, and it stays as long as it fails.
    bench.advance(Duration.ofDays(1));
    assertThat(bench.engine().statistics().get(0).undone()).isEqualTo(1);
    bench.crash();
    bench.run();
    assertThat(bench.engine().statistics().get(0).setAside()).isEqualTo(1);
    assertThat(bench.engine().statistics().get(0).undone()).isEqualTo(1);

    bench.counters.failAt(() -> false, () -> false);
    bench.restart();
    assertThat(bench.value(0, "a")).isEqualTo(5);
    assertThat(bench.engine().statistics().get(0).setAside()).isZero();
    bench.restart();
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void aMessageIsSetAsideAndThoseBehindItArrive() {
    bench.perform(0, Counters.add("a", 100));
    bench.counters.failAt(() -> true, () -> true);
    bench.perform(0, Counters.transfer("a", 1, "b", 10));
    bench.run();
    bench.counters.failAt(() -> false, () -> false);
    bench.perform(0, Counters.transfer("a", 1, "b", 3));
    bench.run();
    assertThat(bench.value(1, "b")).isEqualTo(3);
    assertThat(bench.engine().statistics().get(0).outboxMessages()).isZero();

    bench.crash();
    assertThat(bench.value(1, "b")).isEqualTo(13);
    assertThat(bench.engine().statistics().get(1).setAside()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFullDiskDelaysWhatIsSetAside(boolean timer) {
    bench.perform(0, Counters.add("a", 100));
    bench.counters.failAt(() -> true, () -> true);
    bench.journals.hold();
    bench.perform(
        0,
        timer
            ? Counters.addLater(SteppedEngine.START.plusSeconds(1), "id", "a", 5)
            : Counters.transfer("a", 0, "b", 5));
    bench.full.set(true);
    bench.journals.release();
    bench.advance(Duration.ofSeconds(2));
    bench.full.set(false);
    bench.advance(Duration.ofSeconds(2));
    assertThat(bench.engine().statistics().get(0).setAside()).isEqualTo(1);

    bench.counters.failAt(() -> false, () -> false);
    bench.full.set(true);
    bench.crash();
    bench.full.set(false);
    bench.advance(Duration.ofSeconds(2));
    assertThat(bench.value(0, timer ? "a" : "b")).isEqualTo(timer ? 105 : 5);
    assertThat(bench.engine().statistics().get(0).setAside()).isZero();
  }

  @Test
  void faultsWithoutEndStopThePartition() {
    bench.counters.failAt(() -> true, () -> true);
    for (int i = 0; i <= SetAside.COUNT_MAX; i++) {
      assertThat(bench.engine().health().get(0)).isEqualTo(new PartitionHealth.Running());
      bench.perform(0, Counters.addLater(bench.clock.now(), "id", "a", 5));
      bench.advance(Duration.ofSeconds(2));
    }
    assertThat(bench.engine().health().get(0)).isInstanceOf(PartitionHealth.Failed.class);
  }

  @Test
  void anAlarmIsUndoneAndManyOfThemStopThePartition() {
    for (int i = 0; i <= 16; i++) {
      assertThat(bench.engine().health().get(0)).isEqualTo(new PartitionHealth.Running());
      bench.perform(0, (_, tx) -> Outcome.accepted(tx.wakeAt(tx.nanos() + 1, thrower())));
      bench.advance(Duration.ofSeconds(2));
    }
    assertThat(bench.engine().health().get(0)).isInstanceOf(PartitionHealth.Failed.class);
  }

  @Test
  void howItIsStored() {
    bench.counters.failAt(() -> true, () -> true);
    bench.perform(1, Counters.add("x", 9));
    bench.perform(0, Counters.addLater(SteppedEngine.START, "id", "a", 5));
    bench.perform(1, Counters.transfer("x", 0, "b", 6));
    bench.run();

    HexFormat hex = HexFormat.of();
    // 6, number: version, kind, keyspace, source, payload
    assertThat(bench.states.get(0).get(hex.parseHex("060000000000000001")))
        .isEqualTo(hex.parseHex("01" + "00" + "10" + "00000000" + "0000000000000005" + "61"));
    assertThat(bench.states.get(0).get(hex.parseHex("060000000000000002")))
        .isEqualTo(hex.parseHex("01" + "01" + "10" + "00000001" + "0000000000000006" + "62"));
  }

  private static long depth(long level) {
    return level < 0 ? 0 : depth(level + 1) + 1;
  }

  /// Adds, runs others, and answers what the last one does.
  @SafeVarargs
  private static Command<Counters.View, Long> adding(
      String name, long delta, Command<Counters.View, Long>... others) {
    return (view, tx) -> {
      Outcome<Long> outcome = Outcome.accepted(Counters.change(view, tx, name, delta));
      for (Command<Counters.View, Long> other : others) {
        outcome = other.run(view, tx);
      }
      return outcome;
    };
  }

  private static Command<Counters.View, Long> thrower() {
    return throwing(new NumberFormatException("For input string: \"1e9\""));
  }

  private static Command<Counters.View, Long> throwing(RuntimeException thrown) {
    return (_, _) -> {
      throw thrown;
    };
  }
}
