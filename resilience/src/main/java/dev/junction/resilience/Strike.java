package dev.junction.resilience;

import dev.junction.resilience.load.Ledger;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// A way to take a server down.
interface Strike extends AutoCloseable {

  Duration LOAD_MIN = Duration.ofMillis(300);
  Duration LOAD_SPREAD = Duration.ofMillis(900);

  /// What the server's process needs in its environment until the next strike.
  Map<String, String> environment();

  /// Lets the load run until it is time to strike.
  default void await(ServerProcess server, Random random) throws IOException {
    LockSupport.parkNanos(LOAD_MIN.toNanos() + random.nextLong(LOAD_SPREAD.toNanos()));
  }

  /// Takes the server down for good and leaves the data folder as it is found afterwards.
  void hit(ServerProcess server, Path folder) throws IOException, InterruptedException;

  /// What went wrong around the last strike beyond the messages themselves.
  default List<String> faults(List<Ledger> ledgers) {
    return List.of();
  }

  /// What was seen at all strikes so far, for the report.
  List<String> seen();

  @Override
  void close() throws IOException;

  /// A kill: the process is gone at once, what it had written stays.
  ///
  /// @param loadMin how long the load runs at least
  /// @param loadSpread how much longer it may run
  record Kill(Duration loadMin, Duration loadSpread) implements Strike {

    Kill() {
      this(LOAD_MIN, LOAD_SPREAD);
    }

    @Override
    public void await(ServerProcess server, Random random) {
      LockSupport.parkNanos(loadMin.toNanos() + random.nextLong(loadSpread.toNanos()));
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public void hit(ServerProcess server, Path folder) throws InterruptedException {
      server.kill();
    }

    @Override
    public List<String> seen() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
