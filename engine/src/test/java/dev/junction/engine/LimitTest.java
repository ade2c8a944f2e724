package dev.junction.engine;

import static dev.junction.engine.SteppedEngine.accepted;
import static dev.junction.engine.SteppedEngine.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.outbox.Outbox;
import dev.junction.kernel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What bounds a partition's memory.
final class LimitTest {

  private static final Outbox.InFlightLimit OUTBOX = new Outbox.InFlightLimit(100, 100_000);

  @Test
  void aFullMailboxRefuses() {
    SteppedEngine bench = bench(new EngineSettings(3, 100, 1 << 20, 1 << 20, OUTBOX));
    List<CompletableFuture<Outcome<Long>>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(bench.enqueue(0, Counters.add("a", 1)));
    }

    assertThat(refusal(calls.get(3))).isEqualTo(EngineErrors.SERVICE_UNAVAILABLE.code());
    assertThat(bench.engine().statistics().get(0).mailboxDepth()).isEqualTo(3);
    assertThat(bench.engine().statistics().get(0).refused()).isEqualTo(1);

    bench.run();
    assertThat(accepted(calls.get(2))).isEqualTo(3);
    assertThat(accepted(bench.submit(0, Counters.add("a", 1)))).isEqualTo(4);
  }

  @Test
  void aPartitionPausesWhileTooManyAnswersWaitForTheJournal() {
    pausesAndGoesOn(bench(new EngineSettings(100, 10, 1 << 20, 1 << 20, OUTBOX)), 10);
  }

  @Test
  void aPartitionPausesWhileTooManyBytesWaitForTheJournal() {
    // One addition of a counter named `a` is 9 bytes of operation, 2 of key and 8 of value.
    pausesAndGoesOn(bench(new EngineSettings(100, 100, 10 * 19, 1 << 20, OUTBOX)), 10);
  }

  @Test
  void aGrownJournalIsTrimmedBelowTheFlushedMap() {
    SteppedEngine bench = bench(new EngineSettings(100, 100, 1 << 20, 1_000, OUTBOX));
    for (int i = 0; i < 1_000; i++) {
      bench.perform(0, Counters.add("a", 1));
    }

    long flushed = bench.states.get(0).flushedLsn();
    assertThat(flushed).isGreaterThan(900);
    assertThat(bench.journals.journal(0).firstLsn()).isEqualTo(flushed + 1);
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(1_000);
  }

  @Test
  void whatIsNotDurableIsNeverTrimmed() {
    SteppedEngine bench = bench(new EngineSettings(100, 10_000, 1 << 20, 1_000, OUTBOX));
    bench.perform(0, Counters.add("a", 1));
    bench.journals.hold();
    for (int i = 0; i < 1_000; i++) {
      bench.perform(0, Counters.add("a", 1));
    }
    assertThat(bench.states.get(0).flushedLsn()).isGreaterThan(900);
    assertThat(bench.journals.journal(0).firstLsn()).isLessThanOrEqualTo(3);
  }

  private static SteppedEngine bench(EngineSettings settings) {
    return new SteppedEngine(2, settings, List.of());
  }

  private static void pausesAndGoesOn(SteppedEngine bench, int atMost) {
    bench.perform(0, Counters.get("a"));
    bench.journals.hold();
    List<CompletableFuture<Outcome<Long>>> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      calls.add(bench.submit(0, Counters.add("a", 1)));
    }
    assertThat(bench.engine().statistics().get(0).mailboxDepth()).isEqualTo(50 - atMost);
    assertThat(calls).noneMatch(CompletableFuture::isDone);

    for (int i = 0; i < 5; i++) {
      bench.journals.sync();
      bench.run();
    }
    assertThat(calls).allMatch(CompletableFuture::isDone);
    assertThat(accepted(calls.get(49))).isEqualTo(50);
  }
}
