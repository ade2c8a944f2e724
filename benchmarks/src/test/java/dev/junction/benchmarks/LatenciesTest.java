package dev.junction.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

final class LatenciesTest {

  @Test
  void percentilesAreRightToTwoInAHundred() {
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 100_000; i++) {
      latencies.record(i * 1_000L);
    }
    assertThat(latencies.total()).isEqualTo(100_000);
    assertThat(latencies.percentile(50)).isCloseTo(50_000_000, withinPercentage(2));
    assertThat(latencies.percentile(99)).isCloseTo(99_000_000, withinPercentage(2));
  }

  @Test
  void withoutARecordThereIsNoPercentile() {
    assertThat(new Latencies().percentile(99)).isZero();
  }
}
