package dev.junction.engine;

import static dev.junction.engine.SteppedEngine.accepted;
import static dev.junction.engine.SteppedEngine.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.junction.engine.watch.PartitionHealth;
import dev.junction.kernel.Invariant;
import dev.junction.kernel.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// What ends a partition, and what that looks like.
final class FailureTest {

  private static final String INTERNAL_FAILURE = EngineErrors.INTERNAL_FAILURE.code();

  private final SteppedEngine bench = new SteppedEngine(2);

  @Test
  void aBrokenInvariantStopsItsPartitionOnly() {
    bench.perform(0, Counters.add("a", 5));
    CompletableFuture<Outcome<Long>> broken = bench.submit(0, thrower());

    assertThat(refusal(broken)).isEqualTo(INTERNAL_FAILURE);
    assertThat(refusal(bench.submit(0, Counters.get("a")))).isEqualTo(INTERNAL_FAILURE);
    assertThat(accepted(bench.submit(1, Counters.add("b", 1)))).isEqualTo(1);
  }

  @Test
  void healthTellsTheCause() {
    bench.perform(0, thrower());

    assertThat(bench.engine().health().get(0))
        .isInstanceOfSatisfying(
            PartitionHealth.Failed.class,
            failed -> assertThat(failed.cause()).hasMessage("broken by the test"));
    assertThat(bench.engine().health().get(1)).isEqualTo(new PartitionHealth.Running());
  }

  @Test
  void theCauseIsLoggedOnce() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(Partition.class);
    logger.setLevel(Level.ERROR);
    logger.addAppender(lines);
    lines.start();

    bench.perform(0, thrower());
    bench.perform(0, thrower());
    bench.engine().close();
    logger.detachAppender(lines);
    logger.setLevel(Level.OFF);

    assertThat(lines.list)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getFormattedMessage()).contains("Partition 0");
              assertThat(line.getThrowableProxy().getMessage()).isEqualTo("broken by the test");
            });
  }

  @Test
  void everyOutstandingCallEnds() {
    CompletableFuture<Outcome<Long>> parked = bench.park(0, Counters.await());
    bench.journals.hold();
    CompletableFuture<Outcome<Long>> held = bench.submit(0, Counters.add("a", 5));
    CompletableFuture<Outcome<Long>> broken = bench.enqueue(0, thrower());
    CompletableFuture<Outcome<Long>> waiting = bench.enqueue(0, Counters.get("a"));
    bench.run();

    assertThat(Stream.of(parked, held, broken, waiting))
        .allSatisfy(call -> assertThat(refusal(call)).isEqualTo(INTERNAL_FAILURE));
  }

  @Test
  void nothingIsAcknowledgedAfterAFailedSync() {
    bench.journals.hold();
    CompletableFuture<Outcome<Long>> held = bench.submit(0, Counters.add("a", 5));
    bench.journals.fail(new IllegalStateException("the disk is gone"));
    bench.run();

    assertThat(refusal(held)).isEqualTo(INTERNAL_FAILURE);
    assertThat(refusal(bench.submit(0, Counters.get("a")))).isEqualTo(INTERNAL_FAILURE);
    assertThat(bench.engine().health()).hasOnlyElementsOfType(PartitionHealth.Failed.class);
  }

  @Test
  void aRestartAfterAFailureRunsOnFromWhatWasDurable() {
    bench.perform(0, Counters.add("a", 5));
    bench.perform(0, thrower());
    bench.crash();

    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void aFailedEngineCanBeClosed() {
    bench.perform(0, thrower());
    bench.restart();
    assertThat(bench.value(0, "a")).isZero();
  }

  @ParameterizedTest
  @MethodSource
  void aBrokenRuleStopsThePartition(Command<Counters.View, Long> command) {
    assertThat(refusal(bench.submit(0, command))).isEqualTo(INTERNAL_FAILURE);
    assertThat(bench.engine().health().get(0))
        .isInstanceOfSatisfying(
            PartitionHealth.Failed.class,
            failed -> assertThat(failed.cause()).isInstanceOf(Invariant.Broken.class));
  }

  static Stream<Command<Counters.View, Long>> aBrokenRuleStopsThePartition() {
    return Stream.of(
        rejectingAfter(tx -> tx.put(Counters.key("a"), new byte[8])),
        rejectingAfter(tx -> tx.delete(Counters.key("a"))),
        rejectingAfter(tx -> tx.setTimer(SteppedEngine.START, new byte[1], new byte[1])),
        rejectingAfter(tx -> tx.send(1, new byte[1])),
        acceptingAfter(tx -> tx.put(new byte[] {17, 1}, new byte[1])),
        acceptingAfter(tx -> tx.put(new byte[0], new byte[1])),
        acceptingAfter(tx -> tx.delete(new byte[] {3, 1})),
        acceptingAfter(tx -> tx.get(new byte[] {17})),
        acceptingAfter(tx -> tx.scan(new byte[] {15}, new byte[] {17})),
        acceptingAfter(tx -> tx.scan(new byte[] {16}, new byte[] {17, 0})),
        acceptingAfter(tx -> tx.deleteRange(new byte[] {16}, new byte[] {18})),
        acceptingAfter(tx -> tx.deleteRange(new byte[] {16, 2}, new byte[] {16, 1})),
        acceptingAfter(tx -> tx.send(2, new byte[1])),
        acceptingAfter(tx -> tx.answer(() -> false, Outcome.accepted(1L))));
  }

  @Test
  void answeringTwiceBreaksThePartition() {
    CompletableFuture<Outcome<Long>> call =
        bench.park(
            0,
            (_, tx, reply) -> {
              tx.answer(reply, Outcome.accepted(1L));
              tx.answer(reply, Outcome.accepted(2L));
            });
    assertThat(refusal(call)).isEqualTo(INTERNAL_FAILURE);
  }

  @Test
  void aTransactionCannotBeUsedAfterItsCommand() {
    var kept = new java.util.ArrayList<Transaction<Counters.View>>();
    bench.perform(
        0,
        (_, tx) -> {
          kept.add(tx);
          return Outcome.accepted(0L);
        });
    CompletableFuture<Outcome<Long>> late =
        bench.submit(
            0,
            (_, _) -> {
              kept.getFirst().put(Counters.key("a"), new byte[8]);
              return Outcome.accepted(0L);
            });
    assertThat(refusal(late)).isEqualTo(INTERNAL_FAILURE);
  }

  private static Command<Counters.View, Long> thrower() {
    return (_, _) -> {
      throw new Invariant.Broken("broken by the test");
    };
  }

  private static Command<Counters.View, Long> rejectingAfter(
      java.util.function.Consumer<Transaction<Counters.View>> step) {
    return (_, tx) -> {
      step.accept(tx);
      return Outcome.rejected(Counters.TOO_LITTLE);
    };
  }

  private static Command<Counters.View, Long> acceptingAfter(
      java.util.function.Consumer<Transaction<Counters.View>> step) {
    return (_, tx) -> {
      step.accept(tx);
      return Outcome.accepted(0L);
    };
  }
}
