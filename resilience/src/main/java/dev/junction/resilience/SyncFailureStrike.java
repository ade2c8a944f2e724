package dev.junction.resilience;

import dev.junction.resilience.load.Ledger;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// A sync of the journal that fails, and after a while under load a power loss.
///
/// After the failure nothing may be acknowledged, and the health page has to say it within a
/// second.
final class SyncFailureStrike extends PowerStrike {

  private static final Duration HEALTH_MAX = Duration.ofSeconds(1);
  private static final Duration WAIT_MAX = Duration.ofSeconds(20);
  private static final Duration AFTERWARDS = Duration.ofMillis(300);
  private static final int SYNCS_MIN = 5;
  private static final int SYNCS_SPREAD = 300;

  private final Random random;
  // Syncs count only while this file is there: not while the next round is prepared or checked.
  private final Path armed;
  private int failures;
  private long seenNanos;
  private Duration slowest = Duration.ZERO;

  SyncFailureStrike(Path library, Path folder, long seed) throws IOException {
    super(library, folder, seed);
    this.random = new Random(seed);
    this.armed = folder.resolveSibling("armed");
  }

  @Override
  public Map<String, String> environment() {
    Map<String, String> variables = super.environment();
    variables.put("POWERLOSS_FAIL_AT", String.valueOf(SYNCS_MIN + random.nextInt(SYNCS_SPREAD)));
    variables.put("POWERLOSS_FAIL_PATH", "journal/");
    // A spare file holds nothing yet: when its sync fails the journal makes another one.
    variables.put("POWERLOSS_FAIL_NOT", ".spare");
    variables.put("POWERLOSS_FAIL_WHEN", armed.toString());
    return variables;
  }

  @Override
  public void await(ServerProcess server, Random unused) throws IOException {
    Files.createFile(armed);
    long giveUp = System.nanoTime() + WAIT_MAX.toNanos();
    while (server.health() == 200 && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(5_000_000);
    }
    seenNanos = System.nanoTime();
    LockSupport.parkNanos(AFTERWARDS.toNanos());
    Files.delete(armed);
  }

  @Override
  public List<String> faults(List<Ledger> ledgers) {
    long failed = last().firstFailureNanos();
    if (failed == 0) {
      return List.of("no sync failed in " + WAIT_MAX.toSeconds() + " s");
    }
    failures++;
    List<String> found = new ArrayList<>();
    Duration took = Duration.ofNanos(seenNanos - failed);
    slowest = took.compareTo(slowest) > 0 ? took : slowest;
    if (took.compareTo(HEALTH_MAX) > 0) {
      found.add("health said it after " + took.toMillis() + " ms");
    }
    for (Ledger ledger : ledgers) {
      if (ledger.lastSendBeforeStrikeNanos() > failed) {
        found.add("a send that began after the failed sync was acknowledged");
      }
    }
    return found;
  }

  @Override
  public List<String> seen() {
    List<String> seen = new ArrayList<>(super.seen());
    seen.add(
        "%d failed syncs, seen on the health page after %d ms at most"
            .formatted(failures, slowest.toMillis()));
    return seen;
  }
}
