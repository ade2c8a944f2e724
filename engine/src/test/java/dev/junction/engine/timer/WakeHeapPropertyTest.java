package dev.junction.engine.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WakeHeapPropertyTest {

  private static final class Numbered extends WakeHeap.Alarm {
    private final int number;

    Numbered(long nanos, int number) {
      super(nanos);
      this.number = number;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void itDoesWhatASortedListDoes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    WakeHeap<Numbered> heap = new WakeHeap<>();
    List<Numbered> model = new ArrayList<>();
    List<Numbered> everything = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      int choice = random.nextInt(10);
      if (choice < 5) {
        Numbered alarm = new Numbered(random.nextInt(100), i);
        heap.add(alarm);
        model.add(alarm);
        everything.add(alarm);
      } else if (choice < 8 && !everything.isEmpty()) {
        // Some of these were cancelled or taken before, which must do nothing.
        Numbered alarm = everything.get(random.nextInt(everything.size()));
        heap.cancel(alarm);
        model.remove(alarm);
      } else {
        long nanos = random.nextInt(100);
        model.sort(
            Comparator.<Numbered>comparingLong(WakeHeap.Alarm::nanos)
                .thenComparingInt(a -> a.number));
        Numbered due = heap.takeDue(nanos);
        boolean expected = !model.isEmpty() && model.getFirst().nanos() <= nanos;
        assertThat(due).isEqualTo(expected ? model.removeFirst() : null);
      }
      assertThat(heap.size()).isEqualTo(model.size());
      assertThat(heap.firstNanos())
          .isEqualTo(model.stream().mapToLong(WakeHeap.Alarm::nanos).min().orElse(Long.MAX_VALUE));
    }
  }

  @Test
  void anAlarmMayBeSetAgain() {
    WakeHeap<Numbered> heap = new WakeHeap<>();
    Numbered alarm = new Numbered(5, 1);
    heap.add(alarm);
    heap.cancel(alarm);
    heap.add(alarm);
    assertThat(heap.takeDue(5)).isSameAs(alarm);
    assertThat(heap.size()).isZero();
  }
}
