package dev.junction.storage.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.junction.storage.StateStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a writing process at random and looks at what comes back.
///
/// `-Djunction.kill.rounds=200` kills it 200 times, `-Djunction.kill.seed=7` repeats its writes.
class RocksStateStoreKillTest {
  private static final int ROUNDS = Integer.getInteger("junction.kill.rounds", 5);
  private static final long SEED = Long.getLong("junction.kill.seed", 1);

  @TempDir Path folder;

  @Test
  void whatComesBackAfterAKillIsAnExactPrefix() throws IOException, InterruptedException {
    Random random = new Random(SEED);
    long before = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path ledger = folder.resolve("ledger-" + round);
      runAndKill(ledger, SEED + round, random.nextInt(300));
      before = check("seed %d, kill %d".formatted(SEED, round), ledger, before);
    }
    assertThat(before).as("rounds that came back").isPositive();
  }

  private void runAndKill(Path ledger, long seed, int millis)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KillVictim.class.getName(),
                state().toString(),
                ledger.toString(),
                Long.toString(seed))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // Else a killed victim leaves its copy of the library in the temporary folder.
    builder.environment().put("ROCKSDB_SHAREDLIB_DIR", folder.toString());
    Process victim = builder.start();
    try {
      await().until(() -> Files.exists(ledger) || !victim.isAlive());
      boolean ended = victim.waitFor(50 + millis, TimeUnit.MILLISECONDS);
      assertThat(ended).as("ended by itself: %s", Files.readString(output)).isFalse();
    } finally {
      victim.destroyForcibly().waitFor();
    }
  }

  /// Answers how many rounds came back.
  private long check(String what, Path ledger, long before) throws IOException {
    try (RocksStateStores stores = KillVictim.open(state())) {
      long first = stores.partition(0).appliedLsn();
      for (int p = 0; p < KillVictim.PARTITIONS; p++) {
        StateStore store = stores.partition(p);
        checkPartition("%s, partition %d".formatted(what, p), store);
        assertThat(store.appliedLsn())
            .as("%s: partition %d as far as a prefix allows", what, p)
            .isBetween(first - 1, first)
            .isLessThanOrEqualTo(stores.partition(Math.max(0, p - 1)).appliedLsn())
            .isGreaterThanOrEqualTo(before - 1)
            .isGreaterThanOrEqualTo(claimed(ledger, p));
        assertThat(store.flushedLsn()).isEqualTo(store.appliedLsn());
      }
      return first;
    }
  }

  private static void checkPartition(String what, StateStore store) {
    long lsn = store.appliedLsn();
    for (byte[] counter : KillVictim.COUNTERS) {
      assertThat(store.get(counter))
          .as("%s at %d", what, lsn)
          .isEqualTo(lsn == 0 ? null : KillVictim.value(lsn));
    }
    long expected = KillVictim.firstLogged(lsn);
    try (StateStore.Cursor log =
        store.scan(KillVictim.logKey(0), KillVictim.logKey(Long.MAX_VALUE))) {
      while (log.next()) {
        assertThat(ByteBuffer.wrap(log.value()).getLong()).as(what).isEqualTo(expected);
        assertThat(log.key()).as(what).isEqualTo(KillVictim.logKey(expected));
        expected++;
      }
    }
    assertThat(expected).as("%s: the log ends with its LSN", what).isEqualTo(lsn + 1);
  }

  /// The highest LSN that the victim said was flushed; it may have died over its last line.
  private static long claimed(Path ledger, int partition) throws IOException {
    List<String> lines = Files.readAllLines(ledger);
    String start = partition + " ";
    return lines.subList(0, lines.size() - 1).stream()
        .filter(line -> line.startsWith(start))
        .mapToLong(line -> Long.parseLong(line.substring(start.length())))
        .max()
        .orElse(0);
  }

  private Path state() {
    return folder.resolve("state");
  }
}
