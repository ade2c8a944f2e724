package dev.junction.delivery;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The share of the mailbox that one partition keeps: the latest letters. The oldest letter of the
/// account that has the most makes room for a new one. They lie in the map alone; in memory is
/// whose they are.
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

  /// Whose letters there are, by their numbers.
  private final TreeMap<Long, String> accounts = new TreeMap<>();

  private final Map<String, TreeSet<Long>> byAccount = new HashMap<>();
  private long next = 1;

  static boolean isMailbox(String target) {
    return target.startsWith(SCHEME);
  }

  /// How letters to a target of the mailbox go out.
  static String kindOf(String target) {
    return target.substring(SCHEME.length(), target.indexOf(':', SCHEME.length()));
  }

  /// To whom they go.
  static String addressOf(String target) {
    return target.substring(target.indexOf(':', SCHEME.length()) + 1);
  }

  /// What an address outside is counted as. All letters of a kind go through one carrier; mails go
  /// on from there to the servers of their domains, each of which may be slow or dead for itself.
  static String placeOf(String target) {
    if (!isMailbox(target)) {
      return target;
    }
    String kind = kindOf(target);
    return Letter.isMail(kind)
        ? SCHEME + kind + ':' + Letter.domainOf(addressOf(target))
        : SCHEME + kind;
  }

  /// Somebody who gets letters of a kind.
  static Recipient recipient(
      PartitionContext context,
      String kind,
      String address,
      String reference,
      @Nullable String deadLetterTarget,
      Map<String, String> details) {
    int partition = context.partitionOf(AccountId.DEFAULT, Region.DEFAULT, "mailbox", address);
    String target = SCHEME + kind + ':' + address;
    Outside how = new Outside(RetryPolicy.CARRIER, 0, details);
    return Recipient.of(partition, target, reference, false, deadLetterTarget, how);
  }

  void open(PartitionContext context) {
    try (StateStore.Cursor cursor = context.scan(key(0), key(Long.MAX_VALUE))) {
      while (cursor.next()) {
        long number = ByteBuffer.wrap(cursor.key()).getLong(2);
        add(number, Letter.decode(cursor.value()).account());
        next = number + 1;
      }
    }
  }

  private void add(long number, String account) {
    accounts.put(number, account);
    byAccount.computeIfAbsent(account, _ -> new TreeSet<>()).add(number);
  }

  void put(Transaction<Deliveries> tx, Letter letter) {
    long number = next++;
    tx.put(key(number), letter.encode());
    add(number, letter.account());
    if (accounts.size() > LETTERS_MAX) {
      tx.delete(key(removeOne()));
    }
  }

  /// Forgets the oldest letter of the account that has the most, so that no account's letters push
  /// out those of another that has few; answers its number.
  private long removeOne() {
    TreeSet<Long> most =
        byAccount.values().stream().max(Comparator.comparingInt(TreeSet::size)).orElseThrow();
    long number = most.removeFirst();
    String account = accounts.remove(number);
    if (most.isEmpty()) {
      byAccount.remove(account);
    }
    return number;
  }

  /// The letters that are wanted, newest first: as many as one answer can hold.
  List<Letter> latest(Transaction<Deliveries> tx, Predicate<Letter> wanted) {
    List<Letter> letters = new ArrayList<>();
    long bytes = 0;
    for (long number : accounts.descendingKeySet()) {
      if (letters.size() >= ANSWER_LETTERS_MAX || bytes >= ANSWER_BYTES_MAX) {
        break;
      }
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
