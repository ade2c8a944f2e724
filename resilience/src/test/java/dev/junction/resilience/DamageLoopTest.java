package dev.junction.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The short variant of `./dev damage`.
final class DamageLoopTest {

  @Test
  void damageIsRefusedOrRebuiltAndNeverSilent() throws Exception {
    List<DamageReport> reports = DamageLoop.run(4, 42);
    assertThat(reports)
        .allSatisfy(report -> assertThat(report.isClean()).as("%s", report).isTrue());
    assertThat(reports.getFirst().refused()).isPositive();
  }

  @Test
  void theControlWhoseChecksumsFitTheDamageLoses() throws Exception {
    assertThat(DamageLoop.control().lost()).isPositive();
  }
}
