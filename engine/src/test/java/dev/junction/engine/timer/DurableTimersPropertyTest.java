package dev.junction.engine.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.storage.ForwardingStateStore;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.memory.MemoryStateStore;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DurableTimersPropertyTest {

  private static final byte SERVICE = 16;
  private static final byte[] NOTHING = {};

  private final MemoryStateStore state = MemoryStateStore.ephemeral();
  private final ScanWatch watched = new ScanWatch(state);
  private DurableTimers timers = open();
  private long lsn;

  /// Histories with several windows' worth of timers, reopened now and then.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theyFireInOrderWhateverHappened(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TreeMap<byte[], Long> model = new TreeMap<>(Arrays::compareUnsigned);
    int spread = 1 + random.nextInt(100_000);
    long now = 0;
    for (int i = 0; i < 30_000; i++) {
      boolean grows = i < 12_000;
      int choice = random.nextInt(100);
      if (choice < (grows ? 85 : 20)) {
        Instant due = Instant.ofEpochSecond(now - 5 + random.nextInt(spread), random.nextInt(3));
        byte[] id = {(byte) random.nextInt(4)};
        long payload = random.nextLong();
        set(due, id, payload);
        model.put(TimerKey.of(due, SERVICE, id), payload);
      } else if (choice < (grows ? 90 : 30)) {
        byte[] key = random.nextBoolean() && !model.isEmpty() ? someKey(model, random) : null;
        Instant due =
            key == null ? Instant.ofEpochSecond(random.nextInt(spread)) : TimerKey.due(key);
        byte[] id = key == null ? new byte[] {9} : new byte[] {key[key.length - 1]};
        cancel(due, id);
        model.remove(TimerKey.of(due, SERVICE, id));
      } else if (choice == 99 && random.nextInt(20) == 0) {
        timers = open();
      } else {
        now += random.nextInt(3);
        assertThat(fire(Instant.ofEpochSecond(now))).isEqualTo(firstDue(model, now));
      }
      Instant expected = model.isEmpty() ? null : TimerKey.due(model.firstKey());
      assertThat(timers.nextDue()).isEqualTo(expected);
      assertThat(timers.inMemory()).isLessThanOrEqualTo(DurableTimers.WINDOW_MAX);
    }
  }

  @Test
  void firedTimersAreNotScannedAgain() {
    for (int i = 0; i < 100_000; i++) {
      set(Instant.ofEpochSecond(i), NOTHING, i);
    }
    for (int i = 0; i < 99_000; i++) {
      assertThat(fire(Instant.ofEpochSecond(i))).isEqualTo(i);
    }
    watched.lowest = null;
    timers = open();

    assertThat(timers.nextDue()).isEqualTo(Instant.ofEpochSecond(99_000));
    assertThat(watched.lowestDue()).isAfter(Instant.ofEpochSecond(97_000));
  }

  @Test
  void cancelledTimersAreNotScannedAgain() {
    setAndCancelMany();
    watched.lowest = null;
    timers = open();
    assertThat(timers.nextDue()).isNull();
    assertThat(watched.lowestDue()).isAfter(Instant.ofEpochSecond(8_000));
  }

  @Test
  void aTimerBeforeAllThatWereScannedIsFound() {
    setAndCancelMany();
    set(Instant.EPOCH, NOTHING, 7);
    timers = open();
    assertThat(fire(Instant.EPOCH)).isEqualTo(7);
  }

  @Test
  void farTimesKeepTheirOrder() {
    set(Instant.MAX, NOTHING, 1);
    set(Instant.MIN, NOTHING, 2);
    set(Instant.EPOCH.minusNanos(1), NOTHING, 3);
    assertThat(fire(Instant.MAX)).isEqualTo(2);
    assertThat(fire(Instant.MAX)).isEqualTo(3);
    assertThat(fire(Instant.MAX)).isEqualTo(1);
    assertThat(fire(Instant.MAX)).isNull();
  }

  private DurableTimers open() {
    DurableTimers opened = new DurableTimers(watched);
    opened.open();
    return opened;
  }

  private void setAndCancelMany() {
    for (int i = 0; i < 10_000; i++) {
      set(Instant.ofEpochSecond(i), NOTHING, i);
      cancel(Instant.ofEpochSecond(i), NOTHING);
    }
  }

  private void set(Instant due, byte[] id, long payload) {
    WriteBatch batch = new WriteBatch();
    timers.set(due, SERVICE, id, ByteBuffer.allocate(8).putLong(payload).array(), batch);
    state.apply(++lsn, batch);
  }

  private void cancel(Instant due, byte[] id) {
    WriteBatch batch = new WriteBatch();
    timers.cancel(due, SERVICE, id, batch);
    state.apply(++lsn, batch);
  }

  private @Nullable Long fire(Instant now) {
    DurableTimers.Due due = timers.firstDue(now);
    if (due == null) {
      return null;
    }
    WriteBatch batch = new WriteBatch();
    timers.remove(due, batch);
    state.apply(++lsn, batch);
    return ByteBuffer.wrap(due.payload()).getLong();
  }

  private static @Nullable Long firstDue(NavigableMap<byte[], Long> model, long now) {
    return model.isEmpty() || TimerKey.due(model.firstKey()).isAfter(Instant.ofEpochSecond(now))
        ? null
        : model.pollFirstEntry().getValue();
  }

  private static byte[] someKey(NavigableMap<byte[], Long> model, SplittableRandom random) {
    byte[] probe = TimerKey.of(Instant.ofEpochSecond(random.nextInt(100_000)), SERVICE, NOTHING);
    byte[] key = model.ceilingKey(probe);
    return key == null ? model.lastKey() : key;
  }

  /// A store that remembers where the lowest scan began.
  private static final class ScanWatch extends ForwardingStateStore {
    private byte @Nullable [] lowest;

    ScanWatch(StateStore store) {
      super(store);
    }

    Instant lowestDue() {
      if (lowest == null) {
        throw new AssertionError("Nothing was scanned");
      }
      return TimerKey.due(lowest);
    }

    @Override
    public Cursor scan(byte[] from, byte[] to) {
      if (lowest == null || Arrays.compareUnsigned(from, lowest) < 0) {
        lowest = from;
      }
      return super.scan(from, to);
    }

    @Override
    public Cursor scanBackward(byte[] from, byte[] to) {
      throw new AssertionError("Timers are read forward");
    }
  }
}
