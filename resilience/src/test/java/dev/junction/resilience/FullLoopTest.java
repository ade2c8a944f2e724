package dev.junction.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.junction.resilience.load.Ledger;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The short variant of `./dev full`, which alone looks at how long answers take.
final class FullLoopTest {

  private static final Duration AN_ANSWER_AT_ALL = Duration.ofSeconds(20);

  @Test
  void aFullDiskLosesNothingAndIsOverWhenThereIsSpace() throws Exception {
    FullReport report = measured(2, Ledger.Rule.AFTER_THE_ANSWER);
    assertThat(report.refused()).isPositive();
    assertThat(report.isClean()).as("%s", report).isTrue();
  }

  @Test
  void theControlThatAcknowledgesBeforeTheAnswerLoses() throws Exception {
    assertThat(measured(1, Ledger.Rule.BEFORE_THE_ANSWER).lost()).isPositive();
  }

  private static FullReport measured(int rounds, Ledger.Rule rule) throws Exception {
    Optional<FullReport> report = FullLoop.run(rounds, rule, AN_ANSWER_AT_ALL);
    assumeTrue(report.isPresent(), "no right to mount a disk");
    return report.orElseThrow();
  }
}
