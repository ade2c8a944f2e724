package dev.junction.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.junction.resilience.power.PowerDisk;
import dev.junction.resilience.power.PowerLibrary;
import dev.junction.testing.LaunchCommand;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing that the server does to its files goes unseen.
final class PowerLibraryTest {

  @TempDir Path root;

  @Test
  void theLogHoldsEverythingThatTheServerWrote() throws Exception {
    Optional<Path> library = PowerLibrary.compile();
    assumeTrue(library.isPresent(), "no C compiler");
    Path data = root.toRealPath().resolve("data");
    List<String> options = List.of("--set", "storage.checkpoint-bytes=1048576");
    try (PowerStrike strike = new PowerStrike(library.orElseThrow(), data, 1);
        ServerProcess server =
            ServerProcess.start(LaunchCommand.current(), data, options, strike.environment())) {
      new StandingMessages(server.port(), 5_000).send();
      // A stop in good order: nothing is under way any more, and everything has been flushed.
      server.stop();
    }
    Path copy = root.resolve("copy");
    try (PowerDisk disk = new PowerDisk(root.resolve("contents"), 1)) {
      disk.keepEverything(root.resolve("power.log"), copy);
    }
    assertThat(names(copy)).isEqualTo(names(data)).anyMatch(name -> name.endsWith(".sst"));
    for (String name : names(data)) {
      if (Files.isRegularFile(data.resolve(name))) {
        assertThat(Files.mismatch(data.resolve(name), copy.resolve(name))).as(name).isEqualTo(-1);
      }
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(path -> folder.relativize(path).toString())
          .filter(name -> !Path.of(name).getFileName().toString().startsWith("LOG"))
          .collect(Collectors.toSet());
    }
  }
}
