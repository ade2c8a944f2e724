package dev.junction.storage.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.storage.WriteBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

  private final List<String> handedOn = new ArrayList<>();
  private final KeyOrder order = new KeyOrder(new Written());

  @Test
  void keysComeInOrderAndEachOnce() {
    WriteBatch batch = new WriteBatch();
    batch.put(key(3), key(30));
    batch.put(key(1), key(10));
    batch.delete(key(2));
    batch.put(key(1), key(11));
    batch.put(key(3), key(31));
    batch.delete(key(3));
    batch.put(key(2), key(20));
    run(batch);
    assertThat(handedOn).containsExactly("01=0b", "02=14", "-03");
  }

  @Test
  void keysOrderAsUnsignedBytesAndShorterOnesFirst() {
    WriteBatch batch = new WriteBatch();
    batch.put(key(200), key(1));
    batch.put(new byte[] {1, 0}, key(1));
    batch.put(key(1), key(1));
    run(batch);
    assertThat(handedOn).containsExactly("01=01", "0100=01", "c8=01");
  }

  @Test
  void nothingPassesARangeDelete() {
    WriteBatch batch = new WriteBatch();
    batch.put(key(2), key(20));
    batch.put(key(1), key(10));
    batch.deleteRange(key(1), key(3));
    batch.put(key(2), key(21));
    batch.put(key(1), key(11));
    run(batch);
    assertThat(handedOn).containsExactly("01=0a", "02=14", "01-03", "01=0b", "02=15");
  }

  @Test
  void theResultIsThatOfTheOperationsAsTheyCame() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      handedOn.clear();
      WriteBatch batch = new WriteBatch();
      SortedMap<String, String> expected = new TreeMap<>();
      for (int i = random.nextInt(60); i > 0; i--) {
        operation(random, batch, expected);
      }
      run(batch);
      assertThat(result()).isEqualTo(expected);
    }
  }

  private static void operation(
      Random random, WriteBatch batch, SortedMap<String, String> expected) {
    byte[] key = key(10 + random.nextInt(20));
    byte[] value = key(random.nextInt(256));
    switch (random.nextInt(8)) {
      case 0 -> {
        byte[] end = key(key[0] + random.nextInt(10));
        batch.deleteRange(key, end);
        expected.subMap(hex(key), hex(end)).clear();
      }
      case 1, 2, 3 -> {
        batch.delete(key);
        expected.remove(hex(key));
      }
      default -> {
        batch.put(key, value);
        expected.put(hex(key), hex(value));
      }
    }
  }

  private SortedMap<String, String> result() {
    SortedMap<String, String> result = new TreeMap<>();
    for (String each : handedOn) {
      if (each.startsWith("-")) {
        result.remove(each.substring(1));
      } else if (each.contains("=")) {
        result.put(each.substring(0, 2), each.substring(3));
      } else {
        result.subMap(each.substring(0, 2), each.substring(3)).clear();
      }
    }
    return result;
  }

  private void run(WriteBatch batch) {
    batch.forEachSlice(order);
    order.finish();
  }

  private static byte[] key(int value) {
    return new byte[] {(byte) value};
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private final class Written implements WriteBatch.SliceReader {
    @Override
    public void put(byte[] bytes, int keyAt, int keyBytes, int valueBytes) {
      int valueAt = keyAt + keyBytes;
      handedOn.add(text(bytes, keyAt, keyBytes) + "=" + text(bytes, valueAt, valueBytes));
    }

    @Override
    public void delete(byte[] bytes, int keyAt, int keyBytes) {
      handedOn.add("-" + text(bytes, keyAt, keyBytes));
    }

    @Override
    public void deleteRange(byte[] bytes, int fromAt, int fromBytes, int toBytes) {
      int toAt = fromAt + fromBytes;
      handedOn.add(text(bytes, fromAt, fromBytes) + "-" + text(bytes, toAt, toBytes));
    }

    private static String text(byte[] bytes, int at, int length) {
      return hex(Arrays.copyOfRange(bytes, at, at + length));
    }
  }
}
