package dev.junction.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentKeysTest {

  private static final long WINDOW = 1_000;

  private final Random random = new Random(7);
  private final RecentKeys keys = new RecentKeys();

  private record Key(long high, long low, long millis) {}

  @Test
  void whatWasAddedWithinTheWindowIsKnown() {
    List<Key> added = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 20_000; i++) {
      now += random.nextInt(3) == 0 ? 1 : 0;
      added.add(add(now));
      Key some = added.get(random.nextInt(added.size()));
      if (some.millis > now - WINDOW) {
        assertThat(keys.mayHave(some.high, some.low, now - WINDOW)).isTrue();
      }
    }
  }

  @Test
  void fewAreKnownThatWereNotAdded() {
    for (int i = 0; i < 50_000; i++) {
      add(i / 100);
    }
    int known = 0;
    for (int i = 0; i < 10_000; i++) {
      known += keys.mayHave(random.nextLong(), random.nextLong(), 500 - WINDOW) ? 1 : 0;
    }
    assertThat(known).isLessThan(500);
  }

  @Test
  void whatIsOlderThanTheWindowIsForgotten() {
    Key old = add(0);
    assertThat(keys.mayHave(old.high, old.low, -1)).isTrue();
    assertThat(keys.mayHave(old.high, old.low, 0)).isFalse();
  }

  @Test
  void aWindowThatMovesBackKnowsWhatWasForgotten() {
    Key old = add(0);
    for (int i = 0; i < 1_000; i++) {
      add(0);
    }
    for (int i = 0; i < 10_000; i++) {
      add(5_000);
    }
    assertThat(keys.mayHave(old.high, old.low, 4_000)).isFalse();
    assertThat(keys.mayHave(old.high, old.low, -1)).isTrue();
  }

  @Test
  void itDoesNotGrowWithTimeNorWithoutBound() {
    for (int i = 0; i < 1_000_000; i++) {
      add(i);
    }
    assertThat(keys.sizeBytes()).isLessThan(16 * WINDOW);

    List<Key> first = List.of(add(1_000_000), add(1_000_000));
    for (int i = 0; i < 6_000_000; i++) {
      add(1_000_001);
    }
    assertThat(keys.sizeBytes()).isLessThan(16L << 20);
    for (Key key : first) {
      assertThat(keys.mayHave(key.high, key.low, 999_999)).isTrue();
    }
    assertThat(keys.mayHave(1, 2, 999_999)).isTrue();
    assertThat(keys.mayHave(1, 2, 1_000_001)).isFalse();
  }

  private Key add(long millis) {
    Key key = new Key(random.nextLong(), random.nextLong(), millis);
    keys.add(key.high, key.low, millis, millis - WINDOW);
    return key;
  }
}
