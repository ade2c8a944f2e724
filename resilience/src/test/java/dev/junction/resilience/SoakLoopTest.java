package dev.junction.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.resilience.flood.Flood;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The short variant of `./dev soak`: a lap, and another one.
final class SoakLoopTest {

  @Test
  void aServerNeedsNoMoreAfterAnotherLap() throws Exception {
    Flood.Report report = SoakLoop.run(Duration.ofSeconds(1), 2026);
    assertThat(report.faults()).as("%s", report.figures()).isEmpty();
  }

  @Test
  void theControlWhoseClientsLeaveThingsBehindIsFoundOut() throws Exception {
    Flood.Report control = SoakLoop.leakControl(2026);
    assertThat(SoakLoop.isFoundOut(control)).as("%s", control.faults()).isTrue();
  }
}
