package dev.junction.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.kernel.Outcome;
import dev.junction.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A value that a transaction stages several times.
final class LatestTest {

  /// A key of [Counters].
  private static final byte[] KEY = {16, 'a'};

  private final Ledgers ledgers = new Ledgers();
  private final SteppedEngine bench =
      new SteppedEngine(1, EngineSettings.DEFAULT, List.of(ledgers));
  private final Transaction.Latest latest = new Transaction.Latest();

  @Test
  void onlyTheLastValueIsWritten() {
    List<Long> sizes = new ArrayList<>();
    bench.perform(
        0,
        (_, tx) -> {
          for (int value = 1; value <= 3; value++) {
            tx.put(latest, KEY, bytes(value));
            tx.put(new byte[] {16, 'b'}, bytes(7));
            sizes.add(tx.stagedBytes());
          }
          return Outcome.accepted(0L);
        });
    bench.crash();
    assertThat(bench.value(0, "a")).isEqualTo(3);
    assertThat(bench.value(0, "b")).isEqualTo(7);
    long other = sizes.get(1) - sizes.get(0);
    assertThat(sizes).containsExactly(2 * other, 3 * other, 4 * other);
  }

  @Test
  void theNextTransactionPutsItAnew() {
    for (int value = 1; value <= 2; value++) {
      byte[] bytes = bytes(value);
      bench.perform(
          0,
          (_, tx) -> {
            tx.put(latest, KEY, bytes);
            return Outcome.accepted(0L);
          });
      bench.crash();
      assertThat(bench.value(0, "a")).isEqualTo(value);
    }
  }

  @Test
  void aGuestStagesInTheSameBatch() {
    Transaction.Latest line = new Transaction.Latest();
    byte[] key = {40, 9};
    List<Long> sizes = new ArrayList<>();
    bench.perform(
        0,
        (_, tx) ->
            tx.with(
                ledgers,
                (_, joined) -> {
                  joined.put(line, key, bytes(1));
                  sizes.add(joined.stagedBytes());
                  joined.put(line, key, bytes(2));
                  sizes.add(joined.stagedBytes());
                  return Outcome.accepted(0L);
                }));
    bench.crash();
    assertThat(ledgers.lines(0)).isEqualTo(1);
    assertThat(sizes.get(1)).isEqualTo(sizes.get(0));
  }

  @Test
  void aPutThatIsNotThereIsNotReplaced() {
    WriteBatch batch = new WriteBatch();
    batch.put(KEY, bytes(1));
    int second = batch.sizeBytes();
    batch.delete(KEY);
    assertThatThrownBy(() -> batch.replace(0, new byte[] {16, 'b'}, bytes(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> batch.replace(0, KEY, new byte[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> batch.replace(second, KEY, bytes(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> batch.replace(batch.sizeBytes(), KEY, bytes(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] bytes(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }
}
