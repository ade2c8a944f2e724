package dev.junction.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The short variant of `./dev kill`.
final class KillLoopTest {

  @Test
  void nothingAcknowledgedIsLostByKills() throws Exception {
    KillLoop.Result result = KillLoop.run(5, 42, false);
    assertThat(result.acknowledged()).isPositive();
    assertThat(result.violations()).isEmpty();
  }

  @Test
  void theControlThatAnswersFromMemoryLoses() throws Exception {
    assertThat(KillLoop.run(2, 42, true).violations()).isNotEmpty();
  }
}
