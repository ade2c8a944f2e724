package dev.junction.storage.seal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.junction.storage.Told;
import dev.junction.storage.seal.SealedVictim.Opened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that fills an encrypted folder and looks at what comes back, and that nothing of
/// it can be read without the key.
///
/// `-Djunction.kill.rounds=100` kills it a hundred times.
class SealedKillTest {
  private static final int ROUNDS = Integer.getInteger("junction.kill.rounds", 4);
  private static final long SEED = Long.getLong("junction.kill.seed", 1);
  private static final String KEY = "5a".repeat(32);

  @TempDir Path parent;

  @Test
  void whatWasDurableComesBackAfterAKillAndIsNowhereToBeRead()
      throws IOException, InterruptedException {
    Random random = new Random(SEED);
    Path root = parent.resolve("data");
    Files.writeString(parent.resolve("key"), KEY);
    long before = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path ledger = parent.resolve("ledger-" + round);
      runAndKill(root, ledger, random.nextInt(400));
      assertThat(filesWithMarker(root)).isEmpty();
      before = check(root, Math.max(before, acknowledged(ledger)));
    }
    assertThat(before).as("entries that came back").isPositive();
    assertThat(filesWithMarker(root)).isEmpty();
  }

  /// The control: the same writes without a key are found in the journal and in the state.
  @Test
  void withoutAKeyTheBodiesAreFound() throws IOException {
    Path root = parent.resolve("open");
    try (Opened opened = SealedVictim.open(root, null)) {
      opened.journal().claim(1, new Told());
      for (long lsn = 1; lsn <= 50; lsn++) {
        SealedVictim.write(opened, lsn);
      }
    }
    assertThat(filesWithMarker(root))
        .anyMatch(name -> name.startsWith("journal/"))
        .anyMatch(name -> name.startsWith("state/"));
  }

  private void runAndKill(Path root, Path ledger, int millis)
      throws IOException, InterruptedException {
    Path output = parent.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                SealedVictim.class.getName(),
                root.toString(),
                parent.resolve("key").toString(),
                ledger.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // Else a killed victim leaves its copy of the library in the temporary folder.
    builder.environment().put("ROCKSDB_SHAREDLIB_DIR", parent.toString());
    Process victim = builder.start();
    try {
      await().until(() -> Files.exists(ledger) || !victim.isAlive());
      boolean ended = victim.waitFor(200 + millis, TimeUnit.MILLISECONDS);
      assertThat(ended).as("ended by itself: %s", Files.readString(output)).isFalse();
    } finally {
      victim.destroyForcibly().waitFor();
    }
  }

  /// Answers how many entries came back.
  private static long check(Path root, long acknowledged) {
    try (Opened opened = SealedVictim.open(root, LocalKey.of(KEY))) {
      long last = opened.state().appliedLsn();
      assertThat(last)
          .isGreaterThanOrEqualTo(opened.journal().lastLsn())
          .isGreaterThanOrEqualTo(acknowledged);
      for (long lsn = 1; lsn <= last; lsn++) {
        assertThat(opened.state().get(SealedVictim.key(lsn)))
            .as("LSN %d of %d", lsn, last)
            .isEqualTo(SealedVictim.body(lsn));
      }
      assertThat(opened.state().get(SealedVictim.key(last + 1))).isNull();
      return last;
    }
  }

  /// The highest LSN that the victim heard was durable; it may have died over its last line.
  private static long acknowledged(Path ledger) throws IOException {
    List<String> lines = Files.readAllLines(ledger);
    return lines.subList(0, lines.size() - 1).stream().mapToLong(Long::parseLong).max().orElse(0);
  }

  private static List<String> filesWithMarker(Path root) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        // Half the marker, in case a block ends within.
        String marker = SealedVictim.MARKER.substring(0, 14);
        if (new String(Files.readAllBytes(file), ISO_8859_1).contains(marker)) {
          found.add(root.relativize(file).toString());
        }
      }
    }
    return found;
  }
}
