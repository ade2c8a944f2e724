package dev.junction.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.RetryPolicy.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// When failed deliveries are tried again. Expected values: SNS Developer Guide, "Amazon SNS
/// message delivery retries".
final class RetryPolicyTest {

  private static List<Long> seconds(RetryPolicy policy) {
    return IntStream.rangeClosed(1, policy.retries())
        .mapToObj(policy::delayBefore)
        .map(Duration::toSeconds)
        .toList();
  }

  @Test
  void theDefaultIsThreeRetriesTwentySecondsApart() {
    assertThat(seconds(RetryPolicy.DEFAULT)).containsExactly(20L, 20L, 20L);
    assertThat(RetryPolicy.DEFAULT.delayBefore(4)).isNegative();
  }

  @Test
  void thePhasesFollowEachOther() {
    RetryPolicy policy = new RetryPolicy(1, 60, 10, 2, 3, 1, Backoff.LINEAR);
    List<Long> delays = seconds(policy);
    assertThat(delays.subList(0, 2)).containsExactly(0L, 0L);
    assertThat(delays.subList(2, 5)).containsExactly(1L, 1L, 1L);
    assertThat(delays.subList(5, 9)).isSorted().last().isEqualTo(60L);
    assertThat(delays.get(9)).isEqualTo(60L);
  }

  @Test
  void everyFunctionGrowsFromTheShortestToTheLongest() {
    for (Backoff backoff : Backoff.values()) {
      List<Long> delays = seconds(new RetryPolicy(10, 600, 10, 0, 0, 0, backoff));
      assertThat(delays).as(backoff.name()).isSorted().last().isEqualTo(600L);
      assertThat(delays.getFirst()).as(backoff.name()).isBetween(10L, 69L);
    }
  }

  @Test
  void exponentialBackoffStaysBelowLinear() {
    List<Long> linear = seconds(new RetryPolicy(10, 600, 10, 0, 0, 0, Backoff.LINEAR));
    List<Long> exponential = seconds(new RetryPolicy(10, 600, 10, 0, 0, 0, Backoff.EXPONENTIAL));
    for (int i = 0; i < 9; i++) {
      assertThat(exponential.get(i)).isLessThan(linear.get(i));
    }
  }
}
