package dev.junction.engine.aside;

import dev.junction.kernel.Invariant;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The timers and messages of one partition whose services failed at them. Nobody waits for an
/// answer of theirs, so they are neither refused nor forgotten: they are kept until a later start,
/// perhaps of a mended release, runs them.
///
/// Shape in the map: `6, number` in eight bytes; version, kind, keyspace of the service, partition
/// that a message came from in four bytes, payload. Limits: [#COUNT_MAX]. Threads: the partition's.
public final class SetAside {

  /// How many may be kept; more than so many faults is no single command's fault any more.
  public static final int COUNT_MAX = 1_000;

  /// What a service failed at.
  public enum Kind {
    TIMER(0),
    MESSAGE(1);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    private static Kind of(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new Invariant.Broken("Something set aside of kind " + code);
    }
  }

  /// Something that was set aside.
  ///
  /// @param number its place among all that ever were
  /// @param service the keyspace of the service
  /// @param source the partition that a message came from; zero for a timer
  public record Entry(long number, Kind kind, byte service, int source, byte[] payload) {}

  private static final byte KEYSPACE = 6;
  private static final byte VERSION = 1;
  private static final int HEAD_BYTES = 7;
  private static final byte[] END = {KEYSPACE + 1};

  private final StateStore state;
  private int count;
  private long last;

  /// The last one that was tried since the start, and the last of those that the start found.
  private long tried;

  private long found = -1;

  public SetAside(StateStore state) {
    this.state = state;
  }

  /// Counts what is there. What the first call finds is tried once.
  public void open() {
    count = 0;
    last = 0;
    try (StateStore.Cursor cursor = state.scan(new byte[] {KEYSPACE}, END)) {
      while (cursor.next()) {
        count++;
        last = ByteBuffer.wrap(cursor.key()).getLong(1);
      }
    }
    if (found < 0) {
      found = last;
    }
  }

  /// How many there are.
  public int count() {
    return count;
  }

  /// Stages that something is kept.
  ///
  /// @throws IllegalStateException when there are [#COUNT_MAX] already
  public void keep(Kind kind, byte service, int source, byte[] payload, WriteBatch batch) {
    if (count >= COUNT_MAX) {
      throw new IllegalStateException(
          "Services failed at " + COUNT_MAX + " timers and messages of this partition");
    }
    count++;
    last++;
    batch.put(
        key(last),
        ByteBuffer.allocate(HEAD_BYTES + payload.length)
            .put(VERSION)
            .put(kind.code)
            .put(service)
            .putInt(source)
            .put(payload)
            .array());
  }

  /// The next one that the start found and that was not tried since; null when there is none. Every
  /// call goes on to another one.
  public @Nullable Entry next() {
    if (tried >= found) {
      return null;
    }
    try (StateStore.Cursor cursor = state.scan(key(tried + 1), key(found + 1))) {
      if (!cursor.next()) {
        tried = found;
        return null;
      }
      tried = ByteBuffer.wrap(cursor.key()).getLong(1);
      return entry(tried, cursor.value());
    }
  }

  /// Has [#next] answer the same once more.
  public void tryAgain(Entry entry) {
    tried = entry.number - 1;
  }

  /// Stages that one was done.
  public void forget(Entry entry, WriteBatch batch) {
    count--;
    batch.delete(key(entry.number));
  }

  private static Entry entry(long number, byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    byte version = bytes.get();
    Invariant.check(version == VERSION, "Something set aside of format %d", version);
    Kind kind = Kind.of(bytes.get());
    byte service = bytes.get();
    int source = bytes.getInt();
    return new Entry(
        number, kind, service, source, Arrays.copyOfRange(value, HEAD_BYTES, value.length));
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(9).put(KEYSPACE).putLong(number).array();
  }
}
