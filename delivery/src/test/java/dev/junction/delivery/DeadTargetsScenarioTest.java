package dev.junction.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.outbound.OutboundResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Targets that fail for a while, hang, or die: what was delivered and what was given up are all
/// that was sent, and retries come when their policy says.
final class DeadTargetsScenarioTest {

  private static final OutboundResult TAKEN = new OutboundResult.Answered(200);
  private static final OutboundResult FAILED = new OutboundResult.Answered(500);
  private static final OutboundResult HUNG = new OutboundResult.Unanswered("No answer");

  private final SteppedDeliveries deliveries = new SteppedDeliveries();
  private final List<Instant> times = new ArrayList<>();
  private int answered;

  /// Answers what has begun, as the attempt's number at its address says, until nothing waits.
  private void run(Duration step, IntFunction<OutboundResult> first, OutboundResult others) {
    for (int i = 0; i < 20_000 && deliveries.waiting() > 0; i++) {
      while (answered < deliveries.begun.size()) {
        Endpoints.Attempt attempt = deliveries.begun.get(answered);
        boolean isFirst = attempt.url().equals("http://a.example/");
        if (isFirst) {
          times.add(deliveries.clock.now());
        }
        answered++;
        deliveries.finish(attempt, isFirst ? first.apply(times.size()) : others);
      }
      deliveries.clock.advance(step);
      deliveries.run();
    }
  }

  @Test
  void retriesFollowTheirPolicy() {
    // One at once, one after 10 s, then 40, 70 and 100 s, then one after the longest delay.
    RetryPolicy policy = new RetryPolicy(10, 100, 6, 1, 1, 1, RetryPolicy.Backoff.LINEAR);
    deliveries.send("m", policy, 0, "http://a.example/");
    Duration step = Duration.ofMillis(100);
    run(step, _ -> FAILED, TAKEN);
    int[] delays = {0, 10, 40, 70, 100, 100};
    assertThat(times).hasSize(delays.length + 1);
    for (int i = 0; i < delays.length; i++) {
      Duration expected = Duration.ofSeconds(delays[i]);
      // Source: SNS Developer Guide, "Amazon SNS message delivery retries": jitter on top, here up
      // to a tenth; the test looks every step.
      assertThat(Duration.between(times.get(i), times.get(i + 1)))
          .isBetween(expected, expected.multipliedBy(11).dividedBy(10).plus(step));
    }
    assertThat(deliveries.counts.dropped()).isEqualTo(1);
  }

  @Test
  void aTargetThatFailsForAWhileGetsItInTheEnd() {
    deliveries.send("m", RetryPolicy.DEFAULT, 0, "http://a.example/");
    run(Duration.ofSeconds(1), number -> number <= 3 ? FAILED : TAKEN, TAKEN);
    assertThat(times).hasSize(4);
    assertThat(deliveries.counts.delivered()).isEqualTo(1);
    assertThat(deliveries.counts.dropped()).isZero();
  }

  @Test
  void deliveredAndGivenUpAreAllThatWasSent() {
    RetryPolicy policy = new RetryPolicy(1, 20, 5, 1, 1, 1, RetryPolicy.Backoff.EXPONENTIAL);
    int messages = 300;
    for (int i = 0; i < messages; i++) {
      deliveries.send(
          "m" + i, policy, 0, "http://a.example/", "http://hangs.example/", "http://b.example/");
    }
    // The first takes some, fails some, and dies after a hundred attempts.
    run(
        Duration.ofSeconds(1),
        number -> number > 100 ? HUNG : number % 3 == 0 ? FAILED : TAKEN,
        HUNG);
    assertThat(deliveries.waiting()).isZero();
    assertThat(deliveries.counts.delivered()).isEqualTo(67);
    assertThat(deliveries.counts.delivered() + deliveries.counts.dropped())
        .isEqualTo(3L * messages);
    assertThat(deliveries.isHealthy()).isTrue();
  }
}
