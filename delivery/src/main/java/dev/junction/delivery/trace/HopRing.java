package dev.junction.delivery.trace;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The latest hops of one partition: blocks in the map, of which the oldest makes room for the
/// next, and before them in memory what has not been written yet.
///
/// A hop costs its transaction no write: half a second later at most a command of its own writes
/// the block that is being filled. What was not written is lost when the process is killed. Shape
/// of the key: keyspace, `T`, the block's number (8 bytes, big-endian); of the value, version 1:
/// version, then hops to the end. Limits: a block has 64 KiB and one hop; when more than 256 KiB
/// wait, further hops are left out. Threads: the partition's.
public final class HopRing {

  static final int BLOCK_BYTES = 64 << 10;

  private static final byte KIND = 'T';
  private static final int VERSION = 1;
  private static final int WAITING_BYTES_MAX = 4 * BLOCK_BYTES;
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final byte keyspace;
  private final int blocksMax;
  private FieldWriter open = block();
  private int written = 1;
  private long number = -1;
  private Transaction.@Nullable Wake wake;
  private boolean hurries;

  /// @param keyspace the keyspace of the service that holds it
  /// @param bytesMax how many bytes it has at most; 0 for no hops at all
  public HopRing(byte keyspace, long bytesMax) {
    this.keyspace = keyspace;
    blocksMax = bytesMax == 0 ? 0 : (int) Math.max(2, bytesMax / BLOCK_BYTES);
  }

  private static FieldWriter block() {
    return new FieldWriter(1024).octet(VERSION);
  }

  private byte[] key(long block) {
    return ByteBuffer.allocate(10).put(keyspace).put(KIND).putLong(block).array();
  }

  private byte[] end() {
    return new byte[] {keyspace, KIND + 1};
  }

  /// Adds a hop; nothing is written now.
  public <S> void add(Transaction<S> tx, Hop hop) {
    if (blocksMax == 0 || open.size() >= WAITING_BYTES_MAX) {
      return;
    }
    hop.write(open);
    boolean isFull = open.size() >= BLOCK_BYTES;
    if (wake == null || (isFull && !hurries)) {
      if (wake != null) {
        wake.cancel();
      }
      hurries = isFull;
      wake =
          tx.wakeAt(
              isFull ? tx.nanos() : tx.nanos() + PATIENCE_NANOS,
              (_, then) -> {
                write(then);
                return Outcome.accepted(true);
              });
    }
  }

  /// Writes what has not been written.
  public void write(Transaction<?> tx) {
    if (wake != null) {
      wake.cancel();
      wake = null;
    }
    hurries = false;
    if (open.size() == written || !tx.hasSpace()) {
      return;
    }
    if (number < 0) {
      number = last(tx) + 1;
    }
    tx.put(key(number), open.toBytes());
    written = open.size();
    if (written >= BLOCK_BYTES) {
      number++;
      tx.deleteRange(key(0), key(Math.max(0, number - blocksMax)));
      open = block();
      written = 1;
    }
  }

  private long last(Transaction<?> tx) {
    try (StateStore.Cursor cursor = tx.scanBackward(key(0), end())) {
      return cursor.next() ? ByteBuffer.wrap(cursor.key()).getLong(2) : -1;
    }
  }

  /// The hops whose trace or message is one of these, the latest ones if there are too many.
  public List<Hop> find(Transaction<?> tx, Set<UUID> ids, int most) {
    Set<UUID> wanted = new HashSet<>(ids);
    List<Hop> found = new ArrayList<>();
    collect(open.toBytes(), wanted, found);
    byte[] to = number < 0 ? end() : key(number);
    try (StateStore.Cursor cursor = tx.scanBackward(key(0), to)) {
      while (found.size() < most && cursor.next()) {
        collect(cursor.value(), wanted, found);
      }
    }
    return found;
  }

  private static void collect(byte[] block, Set<UUID> wanted, List<Hop> found) {
    FieldReader in = new FieldReader(block).version(VERSION, "A block of hops");
    while (!in.isAtEnd()) {
      byte[] encoded = in.bytes();
      ByteBuffer ids = ByteBuffer.wrap(encoded);
      if (wanted.contains(new UUID(ids.getLong(0), ids.getLong(8)))
          || wanted.contains(new UUID(ids.getLong(16), ids.getLong(24)))) {
        found.add(Hop.read(encoded));
      }
    }
  }
}
