package dev.junction.topic.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.Transaction;
import dev.junction.storage.StateStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DeduplicationTest {

  private final TreeMap<byte[], byte[]> map = new TreeMap<>(Arrays::compareUnsigned);
  private final Deduplication deduplication = new Deduplication(7);
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private long sequence;

  private void add() {
    sequence++;
    byte[] digest = Deduplication.digest("", "id" + sequence);
    deduplication.add(transaction(), digest, sequence, new UUID(0, sequence));
  }

  @Test
  void idsOfOneInstantAreAllForgotten() {
    // More than one sweep takes, as happens while time stands still.
    for (int i = 0; i < 350; i++) {
      add();
    }
    now = now.plus(Duration.ofMinutes(5));
    for (int i = 0; i < 8; i++) {
      now = now.plusSeconds(2);
      add();
    }

    // A record and its place in the index for each of the last eight.
    assertThat(map).hasSize(16);
  }

  @SuppressWarnings("unchecked")
  private Transaction<Topics> transaction() {
    long number = sequence;
    return (Transaction<Topics>)
        Proxy.newProxyInstance(
            Transaction.class.getClassLoader(),
            new Class<?>[] {Transaction.class},
            (_, method, arguments) -> called(method.getName(), arguments, number));
  }

  private @Nullable Object called(String method, Object @Nullable [] arguments, long number) {
    return switch (method) {
      case "number" -> number;
      case "now" -> now;
      case "get" -> map.get(key(arguments, 0));
      case "put" -> {
        map.put(key(arguments, 0), key(arguments, 1));
        yield null;
      }
      case "delete" -> {
        map.remove(key(arguments, 0));
        yield null;
      }
      case "deleteRange" -> {
        map.subMap(key(arguments, 0), key(arguments, 1)).clear();
        yield null;
      }
      case "scan" -> new Walk(new TreeMap<>(map.subMap(key(arguments, 0), key(arguments, 1))));
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private static byte[] key(Object @Nullable [] arguments, int index) {
    if (arguments == null) {
      throw new AssertionError("Called without a key");
    }
    return (byte[]) arguments[index];
  }

  /// A walk over what was there when it began.
  private static final class Walk implements StateStore.Cursor {

    private final Iterator<Map.Entry<byte[], byte[]>> entries;
    private Map.Entry<byte[], byte[]> current = Map.entry(new byte[0], new byte[0]);

    Walk(Map<byte[], byte[]> seen) {
      entries = seen.entrySet().iterator();
    }

    @Override
    public boolean next() {
      boolean has = entries.hasNext();
      if (has) {
        current = entries.next();
      }
      return has;
    }

    @Override
    public byte[] key() {
      return current.getKey();
    }

    @Override
    public byte[] value() {
      return current.getValue();
    }

    @Override
    public void close() {}
  }
}
