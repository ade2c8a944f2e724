package dev.junction.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.outbound.OutboundResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What becomes of messages that wait for addresses outside.
final class EndpointsScenarioTest {

  private static final OutboundResult TAKEN = new OutboundResult.Answered(200);

  private final SteppedDeliveries deliveries = new SteppedDeliveries();

  @Test
  void aFullDiskNeitherDoublesNorForgetsAttempts() {
    deliveries.send("one", RetryPolicy.DEFAULT, 0, "http://a.example/", "http://b.example/");
    deliveries.send("two", RetryPolicy.DEFAULT, 0, "http://a.example/");
    assertThat(deliveries.begun).hasSize(3);
    // The result is a change that cannot be written: the view is made anew.
    deliveries.full = true;
    assertThat(deliveries.finish(deliveries.begun.getFirst(), TAKEN)).isFalse();
    deliveries.full = false;
    deliveries.clock.advance(Duration.ofSeconds(10));
    deliveries.run();
    assertThat(deliveries.begun).as("nothing is attempted twice").hasSize(3);
    assertThat(deliveries.waiting()).isEqualTo(3);
    for (Endpoints.Attempt attempt : deliveries.begun) {
      assertThat(deliveries.finish(attempt, TAKEN)).isTrue();
      // Whoever did not hear the answer tells it again.
      assertThat(deliveries.finish(attempt, TAKEN)).isTrue();
    }
    assertThat(deliveries.waiting()).isZero();
    assertThat(deliveries.isHealthy()).isTrue();
  }

  @Test
  void retriesGoOnAfterAFullDisk() {
    deliveries.send("one", RetryPolicy.DEFAULT, 0, "http://a.example/", "http://b.example/");
    deliveries.finish(deliveries.begun.getFirst(), new OutboundResult.Unanswered("Slow"));
    deliveries.full = true;
    assertThat(deliveries.finish(deliveries.begun.getLast(), TAKEN)).isFalse();
    deliveries.full = false;
    // Longer than the 20 seconds between retries with the tenth that chance may add.
    deliveries.clock.advance(Duration.ofSeconds(23));
    deliveries.run();
    assertThat(deliveries.begun).hasSize(3);
    assertThat(deliveries.begun.getLast().url()).isEqualTo(deliveries.begun.getFirst().url());
  }

  @Test
  void manyRecipientsOfALargeMessageAreMoreThanOneBatch() {
    String[] urls =
        IntStream.range(0, 180).mapToObj(i -> "http://" + i + ".example/").toArray(String[]::new);
    deliveries.send("m".repeat(256 * 1024), RetryPolicy.DEFAULT, 0, urls);
    // The journal takes 64 MiB at once; 45 MiB are to be written.
    assertThat(Collections.max(deliveries.batches)).isLessThan(34 << 20);
    assertThat(deliveries.begun).extracting(Endpoints.Attempt::url).containsExactly(urls);
  }

  @Test
  void theRateIsKeptBetweenMessagesThatDoNotWait() {
    for (int i = 0; i < 3; i++) {
      deliveries.send("m" + i, RetryPolicy.DEFAULT, 1, "http://a.example/");
      deliveries.finish(deliveries.begun.getFirst(), TAKEN);
    }
    assertThat(deliveries.begun).as("one a second").hasSize(1);
    deliveries.clock.advance(Duration.ofSeconds(1));
    deliveries.run();
    assertThat(deliveries.begun).hasSize(2);
  }

  @Test
  void everythingDueFailsWithABrokenEndpoint() {
    String[] urls = new String[700];
    Arrays.fill(urls, "http://a.example/");
    deliveries.send("m", new RetryPolicy(20, 20, 1, 0, 0, 0, RetryPolicy.Backoff.LINEAR), 0, urls);
    for (int i = 0; i < Endpoint.FAILURES_TO_OPEN; i++) {
      deliveries.finish(deliveries.begun.get(i), new OutboundResult.Unanswered("Slow"));
    }
    // All but those whose attempts go on have failed once, and are due together.
    deliveries.clock.advance(Duration.ofSeconds(23));
    deliveries.run();
    for (int i = Endpoint.FAILURES_TO_OPEN; i < Endpoint.AT_ONCE_MAX; i++) {
      deliveries.finish(deliveries.begun.get(i), new OutboundResult.Unanswered("Slow"));
    }
    assertThat(deliveries.waiting())
        .as("those that had their first failure just now, and one attempt")
        .isLessThanOrEqualTo(Endpoint.AT_ONCE_MAX);
  }

  @Test
  void aMessageWithoutRetriesIsNotGivenUpUnseen() {
    RetryPolicy once = new RetryPolicy(20, 20, 0, 0, 0, 0, RetryPolicy.Backoff.LINEAR);
    String[] urls = new String[30];
    Arrays.fill(urls, "http://a.example/");
    deliveries.send("m", once, 0, urls);
    for (int i = 0; i < urls.length; i++) {
      assertThat(deliveries.begun).as("each has its own attempt").hasSizeGreaterThan(i);
      deliveries.finish(deliveries.begun.get(i), new OutboundResult.Unanswered("Slow"));
    }
    assertThat(deliveries.begun).hasSize(urls.length);
    assertThat(deliveries.counts.dropped()).isEqualTo(urls.length);
    assertThat(deliveries.waiting()).isZero();
  }

  @Test
  void aDomainWhoseMailsHangDelaysNoOther() {
    deliveries.carry("email");
    // More than one place has at once; domains are the same in either case.
    for (int i = 0; i < 2 * Endpoint.AT_ONCE_MAX; i++) {
      String domain = i % 2 == 0 ? "slow.example" : "SLOW.example";
      deliveries.send("m", RetryPolicy.CARRIER, 0, "mailbox:email:u" + i + '@' + domain);
    }
    assertThat(deliveries.begun).hasSize(Endpoint.AT_ONCE_MAX);
    deliveries.send("m", RetryPolicy.CARRIER, 0, "mailbox:email:ann@fast.example");
    assertThat(deliveries.begun.getLast().url()).endsWith("@fast.example");
    // The breaker of the one leaves the other alone.
    for (int i = 0; i < Endpoint.AT_ONCE_MAX; i++) {
      deliveries.finish(deliveries.begun.get(i), new OutboundResult.Unanswered("Slow"));
    }
    int before = deliveries.begun.size();
    deliveries.send("m", RetryPolicy.CARRIER, 0, "mailbox:email:bob@fast.example");
    deliveries.send("m", RetryPolicy.CARRIER, 0, "mailbox:email:eve@fast.example");
    assertThat(deliveries.begun.subList(before, before + 2))
        .allMatch(attempt -> attempt.url().endsWith("@fast.example"));
  }

  @Test
  void whatACarrierHasNoRoomForUsesUpNoAttempt() {
    deliveries.carry("email");
    RetryPolicy once = new RetryPolicy(20, 20, 0, 0, 0, 0, RetryPolicy.Backoff.LINEAR);
    deliveries.send("m", once, 0, "mailbox:email:ann@a.example");
    for (int i = 1; i <= 20; i++) {
      Endpoints.Attempt attempt = deliveries.begun.getLast();
      assertThat(attempt.failed()).isZero();
      deliveries.putOff(attempt);
      // Whoever did not hear the answer tells it again.
      deliveries.putOff(attempt);
      assertThat(deliveries.begun).as("left alone for a while").hasSize(i);
      deliveries.clock.advance(Duration.ofSeconds(5));
      deliveries.run();
      assertThat(deliveries.begun).hasSize(i + 1);
    }
    assertThat(deliveries.counts.dropped()).isZero();
    deliveries.finish(deliveries.begun.getLast(), TAKEN);
    assertThat(deliveries.waiting()).isZero();
    assertThat(deliveries.counts.dropped()).isZero();
  }

  @Test
  void moreThanMayWaitAreGivenUpAtOnce() {
    String[] urls = new String[1_000];
    Arrays.fill(urls, "http://a.example/");
    for (int i = 0; i < Endpoint.WAITING_MAX / urls.length; i++) {
      deliveries.send("m", RetryPolicy.DEFAULT, 0, urls);
    }
    assertThat(deliveries.waiting()).isEqualTo(Endpoint.WAITING_MAX);
    deliveries.send("m", RetryPolicy.DEFAULT, 0, "http://a.example/", "http://b.example/");
    assertThat(deliveries.counts.dropped()).isEqualTo(1);
    assertThat(deliveries.begun.getLast().url()).isEqualTo("http://b.example/");
    assertThat(deliveries.waiting()).isEqualTo(Endpoint.WAITING_MAX + 1);
  }
}
