package dev.junction.delivery;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The share of the mailbox that one partition keeps: the latest letters, the oldest of which make
/// room for new ones. They lie in the map alone.
///
/// Shape of the keys: keyspace, `M`, the letter's number (8 bytes, big-endian). Limits:
/// [#LETTERS_MAX] letters, and of them [#ANSWER_LETTERS_MAX] and about [#ANSWER_BYTES_MAX] in one
/// answer. Threads: the partition's.
final class Letters {

  /// What the targets of letters begin with.
  static final String SCHEME = "mailbox:";

  static final int LETTERS_MAX = 1_000;

  /// The most that one partition gives to one answer.
  static final int ANSWER_LETTERS_MAX = 200;

  static final int ANSWER_BYTES_MAX = 2 << 20;

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

  /// The letters that are wanted, newest first: as many as one answer can hold.
  List<Letter> latest(Transaction<Deliveries> tx, Predicate<Letter> wanted) {
    List<Letter> letters = new ArrayList<>();
    long bytes = 0;
    for (long number = next - 1;
        number >= first && letters.size() < ANSWER_LETTERS_MAX && bytes < ANSWER_BYTES_MAX;
        number--) {
      byte[] stored = tx.get(key(number));
      Letter letter = stored == null ? null : Letter.decode(stored);
      if (stored != null && letter != null && wanted.test(letter)) {
        letters.add(letter);
        bytes += stored.length;
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
