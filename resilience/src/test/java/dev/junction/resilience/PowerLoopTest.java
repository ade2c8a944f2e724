package dev.junction.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.junction.resilience.power.PowerLibrary;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The short variant of `./dev power`.
final class PowerLoopTest {

  private static Optional<Path> library = Optional.empty();

  @BeforeAll
  static void compile() throws Exception {
    library = PowerLibrary.compile();
    assumeTrue(library.isPresent(), "no C compiler");
  }

  @Test
  void nothingAcknowledgedIsLostByPowerLosses() throws Exception {
    CrashReport report = PowerLoop.run(library.orElseThrow(), 2, 200, 42, "always");
    assertThat(report.acknowledged()).isPositive();
    assertThat(report.isClean()).as("%s %s", report, report.notes()).isTrue();
  }

  @Test
  void nothingIsAcknowledgedAfterAFailedSync() throws Exception {
    CrashReport report = PowerLoop.runFailures(library.orElseThrow(), 1, 0, 42);
    assertThat(report.isClean()).as("%s %s", report, report.notes()).isTrue();
  }

  @Test
  void theControlWithoutSyncsLoses() throws Exception {
    CrashReport report = PowerLoop.control(library.orElseThrow(), 42);
    assertThat(report.lostOf()).containsKeys("messages", "events", "schedules", "pipes");
  }
}
