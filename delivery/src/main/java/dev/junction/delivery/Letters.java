package dev.junction.delivery;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The share of the mailbox that one partition keeps: the latest letters, the oldest of which make
/// room for new ones. They lie in the map alone.
///
/// Shape of the keys: keyspace, `M`, the letter's number (8 bytes, big-endian). Limits:
/// [#LETTERS_MAX] letters. Threads: the partition's.
final class Letters {

  /// What the targets of letters begin with.
  static final String SCHEME = "mailbox:";

  static final int LETTERS_MAX = 1_000;

  private static final byte KIND = 'M';

  private long first = 1;
  private long next = 1;

  static boolean isMailbox(String target) {
    return target.startsWith(SCHEME);
  }

  void open(PartitionContext context) {
    try (StateStore.Cursor cursor = context.scan(key(0), key(Long.MAX_VALUE))) {
      boolean isFirst = true;
      while (cursor.next()) {
        long number = ByteBuffer.wrap(cursor.key()).getLong(2);
        first = isFirst ? number : first;
        next = number + 1;
        isFirst = false;
      }
    }
  }

  void put(Transaction<Deliveries> tx, Letter letter) {
    tx.put(key(next++), letter.encode());
    if (next - first > LETTERS_MAX) {
      tx.delete(key(first++));
    }
  }

  /// All letters, oldest first.
  List<Letter> all(Transaction<Deliveries> tx) {
    List<Letter> letters = new ArrayList<>();
    try (StateStore.Cursor cursor = tx.scan(key(first), key(next))) {
      while (cursor.next()) {
        letters.add(Letter.decode(cursor.value()));
      }
    }
    return letters;
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(10)
        .put(DeliveryPartitionService.KEYSPACE)
        .put(KIND)
        .putLong(number)
        .array();
  }
}
