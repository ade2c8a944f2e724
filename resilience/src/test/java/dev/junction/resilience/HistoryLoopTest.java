package dev.junction.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The short variant of `./dev history`.
final class HistoryLoopTest {

  @Test
  void everyDeliveryMayHaveBeen() throws Exception {
    CrashReport report = HistoryLoop.run(2, 42);
    assertThat(report.acknowledged()).isPositive();
    assertThat(report.isClean()).as("%s %s", report, report.notes()).isTrue();
  }

  @Test
  void theControlWhoseClientsAreMistakenAboutTheirLeasesFindsFaults() throws Exception {
    assertThat(HistoryLoop.control(42).unexpected()).isPositive();
  }
}
