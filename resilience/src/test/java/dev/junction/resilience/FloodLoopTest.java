package dev.junction.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.resilience.flood.Flood;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The short variant of `./dev flood`.
final class FloodLoopTest {

  private static final Duration SHORT = Duration.ofSeconds(2);

  @Test
  void aFloodOfPollsAndSlowRequestsLeavesRoomForOthers() throws Exception {
    Flood.Report report = FloodLoop.flood(1_000, 50, SHORT);
    assertThat(report.faults()).as("%s", report.figures()).isEmpty();
  }

  @Test
  void aQueueDoesNotWaitForTargetsThatHang() throws Exception {
    // Other tests run beside this one, so a hang is told from a busy machine by the 15 seconds that
    // a request has.
    Flood.Report report = FloodLoop.hangingTargets(20, Duration.ofMillis(500), 20);
    assertThat(report.faults()).as("%s", report.figures()).isEmpty();
  }

  @Test
  void theControlBehindATargetThatHangsIsFoundOut() throws Exception {
    assertThat(FloodLoop.sharedTargetControl(5, Duration.ofMillis(500)).faults())
        .anyMatch(fault -> fault.contains("within 5 s"));
  }

  @Test
  void aQueueDoesNotWaitForApiDestinationsThatHang() throws Exception {
    Flood.Report report = FloodLoop.hangingDestinations(20, Duration.ofMillis(500), 20);
    assertThat(report.faults()).as("%s", report.figures()).isEmpty();
  }

  @Test
  void theControlBehindADestinationThatHangsIsFoundOut() throws Exception {
    assertThat(FloodLoop.sharedControl(5, Duration.ofSeconds(1)).faults())
        .anyMatch(fault -> fault.contains("within 5 s"));
  }

  @Test
  void theControlThatWaitsAMinuteForEachHeadIsFoundOut() throws Exception {
    assertThat(FloodLoop.patientControl(SHORT).faults())
        .contains("5 requests that never end are still open");
  }

  @Test
  void theControlThatKeepsMessagesInMemoryIsFoundOut() throws Exception {
    assertThat(FloodLoop.memoryControl().faults()).isNotEmpty();
  }
}
