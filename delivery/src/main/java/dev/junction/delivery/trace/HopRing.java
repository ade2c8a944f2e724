package dev.junction.delivery.trace;

import dev.junction.engine.Transaction;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The latest hops of one partition: blocks in the map, in segments of which the oldest makes room
/// for the next. A block has what one transaction noted and is in its batch, or what all deliveries
/// of a round of the partition noted, which is written at the end of that round.
///
/// Shape of the key: keyspace, `T`, the number of the segment (8 bytes, big-endian) and of the
/// block in it (4 bytes); of the value, see [HopBlock]. Limits: eight segments, each an eighth of
/// what may be kept and one block. Threads: the partition's.
public final class HopRing {

  private static final byte KIND = 'T';
  private static final int SEGMENTS = 8;
  private static final int KEY_BYTES = 14;

  private final byte keyspace;
  private final long segmentBytes;
  private final HopBlock own = new HopBlock();
  private final HopBlock together = new HopBlock();
  private @Nullable Transaction<?> current;
  private long transaction;
  private boolean waits;
  private boolean begun;
  private long segment;
  private int next;
  private long bytes;
  private long oldest;

  /// @param keyspace the keyspace of the service that holds it
  /// @param bytesMax how many bytes it has at most; 0 for no hops at all
  public HopRing(byte keyspace, long bytesMax) {
    this.keyspace = keyspace;
    segmentBytes = bytesMax / SEGMENTS;
  }

  private byte[] key(long segment, int block) {
    return ByteBuffer.allocate(KEY_BYTES)
        .put(keyspace)
        .put(KIND)
        .putLong(segment)
        .putInt(block)
        .array();
  }

  private byte[] end() {
    return new byte[] {keyspace, KIND + 1};
  }

  /// The ring for the hops of a transaction, until the next transaction.
  HopRing in(Transaction<?> tx) {
    current = tx;
    return this;
  }

  /// Adds a hop that is as durable as what the transaction writes.
  public void add(Hop hop) {
    add(
        hop.trace(),
        hop.depth(),
        hop.message(),
        hop.kind(),
        hop.atMillis(),
        hop.tookMillis(),
        hop.resource(),
        hop.detail());
  }

  /// The same of the parts of a hop, as [Hop] has them: most come in great numbers.
  public void add(
      UUID trace,
      int depth,
      UUID message,
      Hop.Kind kind,
      long atMillis,
      long tookMillis,
      String resource,
      @Nullable String detail) {
    Transaction<?> tx = current;
    if (segmentBytes == 0 || tx == null) {
      return;
    }
    if (transaction != tx.number()) {
      // What a rejected transaction left behind has not happened.
      transaction = tx.number();
      own.clear();
      tx.atEnd(
          then -> {
            write(then, own);
            current = null;
          });
    } else if (own.isFull()) {
      writeIfSpared(tx, own);
    }
    own.add(trace, depth, message, kind, atMillis, tookMillis, resource, detail);
  }

  /// Adds a hop that nobody was promised, which is cheaper written with others of the same round.
  public void addToRound(
      UUID trace,
      int depth,
      UUID message,
      Hop.Kind kind,
      long atMillis,
      long tookMillis,
      String resource,
      @Nullable String detail) {
    Transaction<?> tx = current;
    if (segmentBytes == 0 || tx == null) {
      return;
    }
    if (together.isFull()) {
      writeIfSpared(tx, together);
    }
    together.add(trace, depth, message, kind, atMillis, tookMillis, resource, detail);
    if (!waits) {
      waits = true;
      tx.atRoundEnd(this::endRound);
    }
  }

  private void endRound(Transaction<?> tx) {
    waits = false;
    current = null;
    writeIfSpared(tx, together);
  }

  /// Writes a block, or forgets it where that would take space which something else needs.
  private void writeIfSpared(Transaction<?> tx, HopBlock block) {
    if (tx.hasSpaceToSpare()) {
      write(tx, block);
    } else {
      block.clear();
    }
  }

  private void write(Transaction<?> tx, HopBlock block) {
    if (block.isEmpty()) {
      return;
    }
    if (!begun) {
      begun = true;
      begin(tx);
    }
    byte[] value = block.encode();
    block.clear();
    tx.put(key(segment, next), value);
    next++;
    bytes += value.length + KEY_BYTES;
    if (bytes >= segmentBytes) {
      segment++;
      next = 0;
      bytes = 0;
      long kept = Math.max(0, segment - SEGMENTS + 1);
      if (kept > oldest) {
        tx.deleteRange(key(oldest, 0), key(kept, 0));
        oldest = kept;
      }
    }
  }

  /// Goes on in the last segment that is there.
  private void begin(Transaction<?> tx) {
    try (StateStore.Cursor cursor = tx.scanBackward(key(0, 0), end())) {
      boolean isLast = true;
      while (cursor.next()) {
        ByteBuffer key = ByteBuffer.wrap(cursor.key());
        if (isLast) {
          segment = key.getLong(2);
          next = key.getInt(10) + 1;
          isLast = false;
        } else if (key.getLong(2) != segment) {
          return;
        }
        bytes += cursor.value().length + KEY_BYTES;
      }
    }
  }

  /// The hops whose trace or message is one of these, the latest ones if there are too many.
  public List<Hop> find(Transaction<?> tx, Set<UUID> ids, int most) {
    List<Hop> found = new ArrayList<>();
    try (StateStore.Cursor cursor = tx.scanBackward(key(0, 0), end())) {
      while (found.size() < most && cursor.next()) {
        byte[] block = cursor.value();
        if (HopBlock.mayHave(block, ids)) {
          HopBlock.decode(block).stream()
              .filter(hop -> ids.contains(hop.trace()) || ids.contains(hop.message()))
              .forEach(found::add);
        }
      }
    }
    return found;
  }
}
