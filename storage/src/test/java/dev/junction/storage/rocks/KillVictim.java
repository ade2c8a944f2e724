package dev.junction.storage.rocks;

import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/// A process that writes until it is killed: round after round the same number into several keys
/// of every partition, partition after partition.
final class KillVictim {
  static final int PARTITIONS = 3;
  static final byte[][] COUNTERS = {{1}, {2}, {3}};
  private static final int LOG_BYTE = 9;
  private static final int TRIM_EVERY = 50;
  private static final int KEPT_AT_TRIM = 100;

  private KillVictim() {}

  /// Arguments: the database's folder, the ledger file, a seed.
  public static void main(String[] arguments) throws IOException {
    Path ledger = Path.of(arguments[1]);
    Random random = new Random(Long.parseLong(arguments[2]));
    RocksStateStores stores = open(Path.of(arguments[0]));
    long round = stores.partition(0).appliedLsn();
    for (int p = 1; p < PARTITIONS; p++) {
      if (stores.partition(p).appliedLsn() < round) {
        write(stores.partition(p), round, random);
      }
    }
    note(ledger, "ready");
    while (true) {
      round++;
      for (int p = 0; p < PARTITIONS; p++) {
        write(stores.partition(p), round, random);
      }
      switch (random.nextInt(200)) {
        case 0 -> stores.checkpoint();
        case 1 -> stores.partition(random.nextInt(PARTITIONS)).checkpoint();
        case 2, 3, 4 -> {
          for (int p = 0; p < PARTITIONS; p++) {
            note(ledger, p + " " + stores.partition(p).flushedLsn());
          }
        }
        default -> {}
      }
    }
  }

  /// Write buffers so small that the database flushes of itself all the time.
  static RocksStateStores open(Path folder) {
    return RocksStateStores.open(
        folder, PARTITIONS, new RocksSettings(1 << 20, 1 << 20, 64 << 10, 2, 64));
  }

  static byte[] value(long round) {
    return ByteBuffer.allocate(Long.BYTES).putLong(round).array();
  }

  /// The key of a round's log entry; entries before [#firstLogged] are deleted as a range.
  static byte[] logKey(long round) {
    return ByteBuffer.allocate(1 + Long.BYTES).put((byte) LOG_BYTE).putLong(round).array();
  }

  /// The first round whose log entry is still there after a round.
  static long firstLogged(long round) {
    return Math.max(1, round / TRIM_EVERY * TRIM_EVERY - KEPT_AT_TRIM);
  }

  private static void write(StateStore store, long round, Random random) {
    byte[] entry = new byte[Long.BYTES + random.nextInt(400)];
    random.nextBytes(entry);
    ByteBuffer.wrap(entry).putLong(round);
    WriteBatch batch = new WriteBatch();
    for (byte[] counter : COUNTERS) {
      batch.put(counter, value(round));
    }
    batch.put(logKey(round), entry);
    if (round % TRIM_EVERY == 0) {
      batch.deleteRange(logKey(0), logKey(firstLogged(round)));
    }
    store.apply(round, batch);
  }

  private static void note(Path ledger, String line) throws IOException {
    Files.write(
        ledger,
        (line + "\n").getBytes(StandardCharsets.US_ASCII),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
