package dev.junction.engine;

import static dev.junction.engine.SteppedEngine.accepted;
import static dev.junction.engine.SteppedEngine.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.watch.PartitionHealth;
import dev.junction.kernel.Outcome;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a command may stage besides what it decides, and how transactions are told apart.
final class OverdueTest {

  /// A key of [Counters].
  private static final byte[] KEY = {16, 'a'};

  private final SteppedEngine bench = new SteppedEngine(1);

  @Test
  void whatIsKeptStandsThoughTheCommandIsRejected() {
    Command<Counters.View, Long> overdueThenRejected =
        (view, tx) -> {
          Counters.change(view, tx, "a", 5);
          tx.keepStaged();
          return Outcome.rejected(Counters.TOO_LITTLE);
        };
    assertThat(refusal(bench.submit(0, overdueThenRejected))).isEqualTo(Counters.TOO_LITTLE.code());
    assertThat(bench.value(0, "a")).isEqualTo(5);
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(5);
  }

  @Test
  void aRejectedCommandThatStagedMoreBreaksThePartition() {
    bench.perform(
        0,
        (view, tx) -> {
          Counters.change(view, tx, "a", 5);
          tx.keepStaged();
          Counters.change(view, tx, "b", 1);
          return Outcome.rejected(Counters.TOO_LITTLE);
        });
    assertThat(bench.engine().health().get(0)).isInstanceOf(PartitionHealth.Failed.class);
  }

  @Test
  void aRejectedCommandThatReplacedWhatIsKeptBreaksThePartition() {
    Transaction.Latest latest = new Transaction.Latest();
    bench.perform(
        0,
        (_, tx) -> {
          tx.put(latest, KEY, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
          tx.keepStaged();
          tx.put(latest, KEY, new byte[] {8, 7, 6, 5, 4, 3, 2, 1});
          return Outcome.rejected(Counters.TOO_LITTLE);
        });
    assertThat(bench.engine().health().get(0)).isInstanceOf(PartitionHealth.Failed.class);
  }

  @Test
  void noTwoTransactionsHaveTheSameNumber() {
    Set<Long> numbers = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      long number = accepted(bench.submit(0, (_, tx) -> Outcome.accepted(tx.number())));
      assertThat(numbers.add(number)).isTrue();
    }
  }
}
