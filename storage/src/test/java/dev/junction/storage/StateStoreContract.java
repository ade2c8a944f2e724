package dev.junction.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every state store must do; a test class per implementation extends it.
public abstract class StateStoreContract {
  private static final byte[] LOWEST = {};
  private static final byte[] HIGHEST = {-1, -1, -1, -1, -1};

  protected StateStore store;

  /// Opens a new, empty store.
  protected abstract StateStore create();

  /// Closes the store in good order and opens it again.
  protected abstract StateStore reopen(StateStore store);

  @BeforeEach
  void open() {
    store = create();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anEmptyStoreHoldsNothing() {
    assertThat(store.get(key("a"))).isNull();
    assertThat(all()).isEmpty();
    assertThat(store.appliedLsn()).isZero();
    assertThat(store.flushedLsn()).isZero();
  }

  @Test
  void keysOrderAsUnsignedBytes() {
    WriteBatch batch = new WriteBatch();
    for (int first : new int[] {0x80, 0x7f, 0xff, 0x01}) {
      batch.put(new byte[] {(byte) first, 1}, new byte[0]);
    }
    store.apply(1, batch);

    assertThat(all()).containsExactly("0101=", "7f01=", "8001=", "ff01=");
  }

  @Test
  void theOperationsOfABatchHappenInTheirOrder() {
    WriteBatch batch = new WriteBatch();
    batch.put(key("a"), key("1"));
    batch.deleteRange(key("a"), key("c"));
    batch.put(key("b"), key("2"));
    batch.put(key("c"), key("3"));
    batch.delete(key("c"));
    store.apply(1, batch);

    assertThat(all()).containsExactly("62=32");
  }

  @Test
  void aRangeDeleteOfEverythingKeepsTheAppliedLsn() {
    store.apply(1, put("a", "1"));
    WriteBatch batch = new WriteBatch();
    batch.deleteRange(LOWEST, HIGHEST);
    store.apply(7, batch);

    assertThat(all()).isEmpty();
    assertThat(store.appliedLsn()).isEqualTo(7);
    store = reopen(store);
    assertThat(store.appliedLsn()).isEqualTo(7);
    assertThat(all()).isEmpty();
  }

  @Test
  void aRangeDeleteEndsBeforeItsEnd() {
    store.apply(1, put("a", "1"));
    store.apply(2, put("b", "1"));
    WriteBatch batch = new WriteBatch();
    batch.deleteRange(key("a"), key("b"));
    batch.deleteRange(key("c"), key("a"));
    batch.deleteRange(key("b"), key("b"));
    store.apply(3, batch);

    assertThat(all()).containsExactly("62=31");
  }

  @Test
  void aScanBeginsAtFromAndEndsBeforeTo() {
    for (int i = 0; i < 5; i++) {
      store.apply(i + 1, put("k" + i, "" + i));
    }

    assertThat(scan(key("k1"), key("k3"))).hasSize(2);
    assertThat(scan(key("k3"), key("k3"))).isEmpty();
    assertThat(scan(key("k3"), key("k1"))).isEmpty();
    assertThat(scan(key("k4"), HIGHEST)).hasSize(1);
    assertThat(scanBackward(key("k1"), key("k3"))).hasSize(2);
    assertThat(scanBackward(key("k3"), key("k3"))).isEmpty();
    assertThat(scanBackward(key("k3"), key("k1"))).isEmpty();
    assertThat(scanBackward(LOWEST, HIGHEST)).isEqualTo(all().reversed()).hasSize(5);
  }

  @Test
  void aScanShowsTheMomentItBeganWhateverIsWrittenMeanwhile() {
    for (int i = 0; i < 10; i++) {
      store.apply(i + 1, put("k" + i, "old"));
    }
    List<String> before = all();

    try (StateStore.Cursor cursor = store.scan(LOWEST, HIGHEST)) {
      List<String> seen = new ArrayList<>();
      assertThat(cursor.next()).isTrue();
      seen.add(entry(cursor));
      WriteBatch batch = new WriteBatch();
      batch.deleteRange(key("k0"), key("k5"));
      batch.put(key("k3"), key("new"));
      batch.put(key("k33"), key("new"));
      batch.put(key("k9"), key("new"));
      store.apply(11, batch);
      while (cursor.next()) {
        seen.add(entry(cursor));
      }
      assertThat(seen).isEqualTo(before);
    }
    assertThat(all()).hasSize(7);
  }

  @Test
  void aBackwardScanShowsTheMomentItBeganWhateverIsWrittenMeanwhile() {
    for (int i = 0; i < 10; i++) {
      store.apply(i + 1, put("k" + i, "old"));
    }
    List<String> before = all();

    try (StateStore.Cursor cursor = store.scanBackward(LOWEST, HIGHEST)) {
      List<String> seen = new ArrayList<>();
      assertThat(cursor.next()).isTrue();
      seen.add(entry(cursor));
      WriteBatch batch = new WriteBatch();
      batch.deleteRange(key("k0"), key("k5"));
      batch.put(key("k3"), key("new"));
      batch.put(key("k33"), key("new"));
      batch.put(key("k8"), key("new"));
      store.apply(11, batch);
      while (cursor.next()) {
        seen.add(entry(cursor));
      }
      assertThat(seen).isEqualTo(before.reversed());
    }
  }

  @Test
  void aCursorAfterTheEndStaysThere() {
    store.apply(1, put("a", "1"));
    StateStore.Cursor cursor = store.scan(LOWEST, HIGHEST);

    assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.next()).isFalse();
    assertThatThrownBy(cursor::value).isInstanceOf(IllegalStateException.class);
    cursor.close();
    cursor.close();
  }

  @Test
  void aStoreMayBeClosedWithACursorOpen() {
    store.apply(1, put("a", "1"));
    StateStore.Cursor cursor = store.scan(LOWEST, HIGHEST);
    cursor.next();

    store = reopen(store);

    cursor.close();
    assertThat(store.appliedLsn()).isEqualTo(1);
  }

  @Test
  void reservedKeysAreRefusedWithTheWholeBatch() {
    for (byte[] reserved : List.of(new byte[0], new byte[1])) {
      WriteBatch batch = put("a", "1");
      batch.put(reserved, key("x"));
      assertThatThrownBy(() -> store.apply(1, batch)).isInstanceOf(IllegalArgumentException.class);
      WriteBatch delete = put("a", "1");
      delete.delete(reserved);
      assertThatThrownBy(() -> store.apply(1, delete)).isInstanceOf(IllegalArgumentException.class);
    }

    assertThat(all()).isEmpty();
    assertThat(store.appliedLsn()).isZero();
    assertThat(store.get(new byte[1])).isNull();
  }

  @Test
  void keysRightAfterTheReservedOneAreTheUsers() {
    WriteBatch batch = new WriteBatch();
    batch.put(new byte[] {0, 0}, key("1"));
    batch.put(new byte[] {1}, key("2"));
    store.apply(1, batch);

    assertThat(all()).containsExactly("0000=31", "01=32");
  }

  @Test
  void anLsnIsAppliedOnce() {
    store.apply(5, put("a", "1"));

    assertThatThrownBy(() -> store.apply(5, put("a", "2")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.apply(4, put("a", "2")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(all()).containsExactly("61=31");
  }

  @Test
  void anEmptyBatchStillMovesTheLsn() {
    store.apply(3, new WriteBatch());

    assertThat(store.appliedLsn()).isEqualTo(3);
  }

  @Test
  void aCheckpointCoversWhatWasAppliedBeforeIt() {
    store.apply(1, put("a", "1"));
    store.checkpoint();
    assertThat(store.flushedLsn()).isEqualTo(1);

    store.apply(2, put("b", "1"));
    assertThat(store.flushedLsn()).isEqualTo(1);
    store.checkpoint();
    store.checkpoint();
    assertThat(store.flushedLsn()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void randomHistoriesAgreeWithAModel(long seed) {
    Random random = new Random(seed);
    SortedMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    long lsn = 0;
    for (int step = 0; step < 400; step++) {
      switch (random.nextInt(20)) {
        case 0 -> store.checkpoint();
        case 1 -> {
          if (random.nextInt(6) == 0) {
            store = reopen(store);
          }
        }
        case 2, 3, 4 -> compareRange(model, random);
        default -> {
          lsn += 1 + random.nextInt(3);
          store.apply(lsn, randomBatch(model, random));
        }
      }
      byte[] key = randomKey(random);
      assertThat(store.get(key)).as("seed %d step %d", seed, step).isEqualTo(model.get(key));
      assertThat(store.appliedLsn()).isEqualTo(lsn);
      assertThat(store.flushedLsn()).isLessThanOrEqualTo(lsn);
    }
    assertThat(all()).isEqualTo(entries(model));
  }

  private void compareRange(SortedMap<byte[], byte[]> model, Random random) {
    byte[] one = randomKey(random);
    byte[] two = randomKey(random);
    boolean ordered = Arrays.compareUnsigned(one, two) <= 0;
    byte[] from = ordered ? one : two;
    byte[] to = ordered ? two : one;
    assertThat(scan(from, to)).isEqualTo(entries(model.subMap(from, to)));
    assertThat(scanBackward(from, to)).isEqualTo(entries(model.subMap(from, to)).reversed());
  }

  private static WriteBatch randomBatch(SortedMap<byte[], byte[]> model, Random random) {
    WriteBatch batch = new WriteBatch();
    for (int i = random.nextInt(8); i > 0; i--) {
      byte[] key = randomKey(random);
      switch (random.nextInt(8)) {
        case 0 -> {
          byte[] to = key.clone();
          to[to.length - 1] = -1;
          batch.deleteRange(key, to);
          if (Arrays.compareUnsigned(key, to) < 0) {
            model.subMap(key, to).clear();
          }
        }
        case 1, 2 -> {
          batch.delete(key);
          model.remove(key);
        }
        default -> {
          byte[] value = new byte[random.nextInt(40)];
          random.nextBytes(value);
          batch.put(key, value);
          model.put(key, value);
        }
      }
    }
    return batch;
  }

  /// Few different keys, so that they meet, with high and low bytes.
  private static byte[] randomKey(Random random) {
    byte[] bytes = {0, 1, 0x40, 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff};
    byte[] key = new byte[2 + random.nextInt(3)];
    for (int i = 0; i < key.length; i++) {
      key[i] = bytes[random.nextInt(bytes.length)];
    }
    return key;
  }

  private List<String> all() {
    return scan(LOWEST, HIGHEST);
  }

  private List<String> scan(byte[] from, byte[] to) {
    return entries(store.scan(from, to));
  }

  private List<String> scanBackward(byte[] from, byte[] to) {
    return entries(store.scanBackward(from, to));
  }

  private static List<String> entries(StateStore.Cursor scan) {
    List<String> found = new ArrayList<>();
    try (StateStore.Cursor cursor = scan) {
      while (cursor.next()) {
        found.add(entry(cursor));
      }
    }
    return found;
  }

  private static List<String> entries(Map<byte[], byte[]> map) {
    return map.entrySet().stream().map(e -> text(e.getKey(), e.getValue())).toList();
  }

  private static String entry(StateStore.Cursor cursor) {
    return text(cursor.key(), cursor.value());
  }

  private static String text(byte[] key, byte[] value) {
    return HexFormat.of().formatHex(key) + "=" + HexFormat.of().formatHex(value);
  }

  private static WriteBatch put(String key, String value) {
    WriteBatch batch = new WriteBatch();
    batch.put(key(key), key(value));
    return batch;
  }

  private static byte[] key(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
