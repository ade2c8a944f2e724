package dev.junction.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.resilience.load.Ledger;
import org.junit.jupiter.api.Test;

/// The short variant of `./dev kill`.
final class KillLoopTest {

  @Test
  void nothingAcknowledgedIsLostByKills() throws Exception {
    CrashReport report = KillLoop.run(2, 500, 42, Ledger.Rule.AFTER_THE_ANSWER);
    assertThat(report.acknowledged()).isPositive();
    assertThat(report.deleted()).isPositive();
    assertThat(report.isClean()).as("%s %s", report, report.notes()).isTrue();
  }

  @Test
  void theControlThatAcknowledgesBeforeTheAnswerLoses() throws Exception {
    assertThat(KillLoop.control(42).lostOf())
        .containsKeys("messages", "events", "schedules", "pipes", "hops");
  }
}
