package dev.junction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.outbox.Outbox;
import dev.junction.kernel.Invariant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Messages between partitions as a service sees them.
final class OutboxScenarioTest {

  private final SteppedEngine bench = new SteppedEngine(3);

  @Test
  void aMessageArrivesOnce() {
    bench.perform(0, Counters.add("a", 10));
    bench.perform(0, Counters.transfer("a", 2, "b", 4));

    assertThat(bench.value(0, "a")).isEqualTo(6);
    assertThat(bench.value(2, "b")).isEqualTo(4);
    assertThat(bench.engine().statistics().get(0).outboxMessages()).isZero();
  }

  @Test
  void aMessageToOneselfArrivesAsWell() {
    bench.perform(1, Counters.add("a", 10));
    bench.perform(1, Counters.transfer("a", 1, "b", 4));
    assertThat(bench.value(1, "b")).isEqualTo(4);
  }

  @Test
  void aMessageLeavesWhenItsTransactionIsDurable() {
    bench.perform(0, Counters.add("a", 10));
    bench.journals.hold();
    bench.perform(0, Counters.transfer("a", 2, "b", 4));
    bench.crash();

    assertThat(bench.value(0, "a")).isEqualTo(10);
    assertThat(bench.value(2, "b")).isZero();
  }

  @Test
  void aMessageThatHadNotArrivedIsSentAgainAfterARestart() {
    bench.perform(0, Counters.add("a", 10));
    // The release makes the transfer durable, but no further round is run before the crash.
    bench.journals.hold();
    bench.perform(0, Counters.transfer("a", 2, "b", 4));
    bench.journals.release();
    bench.crash();

    assertThat(bench.value(0, "a")).isEqualTo(6);
    assertThat(bench.value(2, "b")).isEqualTo(4);
  }

  @Test
  void aRepeatAfterARestartIsDropped() {
    bench.perform(0, Counters.add("a", 10));
    bench.perform(0, Counters.transfer("a", 2, "b", 4));
    // Few acknowledged messages are not worth a delete, so this one is still in the outbox.
    bench.crash();

    assertThat(bench.value(2, "b")).isEqualTo(4);
    assertThat(bench.engine().statistics().get(0).outboxMessages()).isZero();
  }

  @Test
  void afterAnOrderlyCloseNothingIsSentAgain() {
    bench.perform(0, Counters.add("a", 10));
    bench.perform(0, Counters.transfer("a", 2, "b", 4));
    bench.restart();

    assertThat(bench.engine().statistics().get(2).commands()).isZero();
    bench.perform(0, Counters.transfer("a", 2, "b", 4));
    assertThat(bench.value(2, "b")).isEqualTo(8);
  }

  @Test
  void messagesBeyondTheWindowFollowInOrder() {
    SteppedEngine narrow =
        new SteppedEngine(
            2,
            new EngineSettings(8_192, 65_536, 1 << 20, 1 << 20, new Outbox.InFlightLimit(3, 1_000)),
            List.of());
    narrow.perform(0, Counters.add("a", 1_000));
    narrow.journals.hold();
    for (int i = 0; i < 1_000; i++) {
      var _ = narrow.enqueue(0, Counters.transfer("a", 1, "b" + i % 7, 1));
    }
    narrow.run();
    narrow.journals.release();
    narrow.run();

    assertThat(narrow.value(0, "a")).isZero();
    long sum = 0;
    for (int i = 0; i < 7; i++) {
      sum += narrow.value(1, "b" + i);
    }
    assertThat(sum).isEqualTo(1_000);
    assertThat(narrow.engine().statistics().get(0).outboxMessages()).isZero();
  }

  @Test
  void messagesForAFailedPartitionWaitForItsRestart() {
    bench.perform(0, Counters.add("a", 10));
    bench.perform(
        2,
        (_, _) -> {
          throw new Invariant.Broken("broken by the test");
        });
    bench.perform(0, Counters.transfer("a", 2, "b", 4));
    assertThat(bench.engine().statistics().get(0).outboxMessages()).isEqualTo(1);

    bench.restart();
    assertThat(bench.value(2, "b")).isEqualTo(4);
  }
}
