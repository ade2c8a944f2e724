package dev.junction.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.outbound.OutboundResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What sources want for single recipients, under a clock that is moved. Expected values:
/// EventBridge User Guide, "How EventBridge retries delivering events", "Using dead-letter queues
/// to process undelivered events" and "API destinations as targets".
final class CareScenarioTest {

  private static final String GATE = "arn:aws:events:us-east-1:123456789012:api-destination/d/1";
  private static final OutboundResult TAKEN = new OutboundResult.Answered(200);
  private static final OutboundResult BUSY = new OutboundResult.Answered(503);

  private final SteppedDeliveries deliveries = new SteppedDeliveries();

  private static Recipient recipient(int retries, int ageSeconds) {
    RetryPolicy retry = new RetryPolicy(1, 900, retries, 0, 0, 0, RetryPolicy.Backoff.DOUBLING);
    return Recipient.of(0, GATE, "", false, null, new Outside(retry, 0, Map.of()))
        .with(new Care(null, null, Map.of(), ageSeconds));
  }

  @Test
  void aRecipientWithDeadLettersGetsItsOwnBody() {
    Care care = new Care(null, null, Map.of("RULE_ARN", "arn"), 60);
    deliveries.send(List.of("event", "input"), 1, recipient(1, 60).with(care));
    assertThat(deliveries.begun.getFirst().body()).asString().isEqualTo("input");
  }

  @Test
  void anAttemptThatTellsNoRateLeavesTheOneThatIsKnown() {
    Recipient each = recipient(5, 600);
    deliveries.send("m", each, each, each);
    deliveries.learn(GATE, 2);
    deliveries.learn(GATE, -1);
    deliveries.finish(deliveries.begun.getFirst(), TAKEN);
    for (int attempts = 1; attempts <= 3; attempts++) {
      assertThat(deliveries.begun).as("two a second, more than one at once").hasSize(attempts);
      deliveries.clock.advance(Duration.ofMillis(500));
      deliveries.run();
    }
  }

  @Test
  void theFirstAttemptThroughAGatewayTellsTheRate() {
    Recipient each = recipient(5, 600);
    deliveries.send("m", each, each, each, each);
    assertThat(deliveries.begun).as("the rate is not known").hasSize(1);
    deliveries.learn(GATE, 2);
    deliveries.finish(deliveries.begun.getFirst(), TAKEN);
    for (int attempts = 1; attempts <= 3; attempts++) {
      assertThat(deliveries.begun).hasSize(attempts);
      deliveries.clock.advance(Duration.ofMillis(400));
      deliveries.run();
      assertThat(deliveries.begun).as("two a second").hasSize(attempts);
      deliveries.clock.advance(Duration.ofMillis(100));
      deliveries.run();
    }
  }

  @Test
  void whileTheClockIsHeldItsMovesAreWhatTheRateAllows() {
    deliveries.clock.hold();
    Recipient[] each = new Recipient[20];
    Arrays.fill(each, recipient(5, 600));
    deliveries.send("m", each);
    deliveries.learn(GATE, 2);
    deliveries.finish(deliveries.begun.getFirst(), TAKEN);
    assertThat(deliveries.begun).as("two a second, the first second's").hasSize(2);
    deliveries.clock.advance(Duration.ofMillis(499));
    deliveries.run();
    assertThat(deliveries.begun).hasSize(2);
    deliveries.clock.advance(Duration.ofMillis(1));
    deliveries.run();
    assertThat(deliveries.begun).hasSize(3);
    deliveries.clock.advance(Duration.ofSeconds(5));
    deliveries.run();
    assertThat(deliveries.begun).as("those of five seconds more").hasSize(13);
    deliveries.clock.release();
    deliveries.clock.advance(Duration.ofSeconds(10));
    deliveries.run();
    assertThat(deliveries.begun).as("a running clock spreads them").hasSize(14);
  }

  @Test
  void timeInWhichNothingWaitedIsNotMadeUp() {
    deliveries.clock.hold();
    deliveries.send("m", recipient(5, 7_200));
    deliveries.learn(GATE, 2);
    deliveries.finish(deliveries.begun.getFirst(), new OutboundResult.Answered(429, 3_600));
    deliveries.clock.advance(Duration.ofMinutes(59));
    deliveries.run();
    Recipient[] each = new Recipient[10];
    Arrays.fill(each, recipient(5, 600));
    deliveries.send("m", each);
    assertThat(deliveries.begun).as("two a second, one of them long ago").hasSize(3);
    deliveries.clock.advance(Duration.ofSeconds(1));
    deliveries.run();
    assertThat(deliveries.begun).hasSize(5);
  }

  @Test
  void whatHasNoLimitDoesNotHoldUpWhatHasOne() {
    deliveries.clock.hold();
    for (int perSecond : new int[] {10, 0, 10, 10}) {
      deliveries.send("m", RetryPolicy.DEFAULT, perSecond, "http://one/");
    }
    assertThat(deliveries.begun).hasSize(4);
  }

  @Test
  void whoAsksToComeLaterIsLeftAlone() {
    deliveries.send("m", recipient(5, 600));
    deliveries.finish(deliveries.begun.getFirst(), new OutboundResult.Answered(429, 60));
    deliveries.clock.advance(Duration.ofSeconds(59));
    deliveries.run();
    assertThat(deliveries.begun).hasSize(1);
    deliveries.clock.advance(Duration.ofSeconds(1));
    deliveries.run();
    assertThat(deliveries.begun).hasSize(2);
  }

  // Source: EventBridge User Guide, "API destinations as targets": the more conservative of
  // Retry-After and the policy counts, and a negative one ends the attempts.
  @Test
  void whoAsksToComeAfterTheTimeOfTheMessageIsNotAskedAgain() {
    deliveries.send("m", recipient(5, 60));
    deliveries.finish(deliveries.begun.getFirst(), new OutboundResult.Answered(429, 61));
    assertThat(deliveries.counts.dropped()).isEqualTo(1);
    assertThat(deliveries.waiting()).isZero();
    deliveries.send("m", recipient(5, 600));
    deliveries.finish(deliveries.begun.getLast(), new OutboundResult.Answered(429, -1));
    assertThat(deliveries.counts.dropped()).isEqualTo(2);
    assertThat(deliveries.begun).hasSize(2);
  }

  @Test
  void attemptsEndWithTheirNumber() {
    deliveries.send("m", recipient(2, 600));
    for (int attempt = 0; attempt < 3; attempt++) {
      deliveries.finish(deliveries.begun.get(attempt), BUSY);
      deliveries.clock.advance(Duration.ofSeconds(5));
      deliveries.run();
    }
    assertThat(deliveries.begun).as("one attempt and two retries").hasSize(3);
    assertThat(deliveries.counts.dropped()).isEqualTo(1);
  }

  @Test
  void attemptsEndWithTheAgeOfTheMessage() {
    deliveries.send("m", recipient(185, 60));
    int finished = 0;
    for (int second = 0; second < 65; second++) {
      while (finished < deliveries.begun.size()) {
        deliveries.finish(deliveries.begun.get(finished++), BUSY);
      }
      deliveries.clock.advance(Duration.ofSeconds(1));
      deliveries.run();
    }
    // After 0, 1, 3, 7, 15, 31 seconds and what chance adds, and at the end of the minute.
    assertThat(deliveries.begun).hasSize(7);
    assertThat(deliveries.counts.dropped()).isEqualTo(1);
    assertThat(deliveries.waiting()).isZero();
  }

  @Test
  void deadLettersSayWhyInDocumentedWords() {
    Arrival.Refused closed = new Arrival.Refused("AccessDenied", "No.");
    List<Attribute> notes =
        LetterNotes.attributes(Map.of("RULE_ARN", "arn"), LetterNotes.Cause.refused(closed));
    assertThat(notes)
        .extracting(note -> note.name() + '=' + note.text())
        .containsExactly(
            "ERROR_CODE=NO_PERMISSIONS", "ERROR_MESSAGE=No.", "RULE_ARN=arn", "RETRY_ATTEMPTS=0");
    LetterNotes.Cause tired =
        new LetterNotes.Cause("THROTTLING", "HTTP status 429", 3, LetterNotes.Cause.ATTEMPTS);
    assertThat(LetterNotes.attributes(Map.of(), tired))
        .extracting(note -> note.name() + '=' + note.text())
        .contains("EXHAUSTED_RETRY_CONDITION=MaximumRetryAttempts", "RETRY_ATTEMPTS=3");
    Map<String, String> own = Map.of(Care.ERROR_CODE, "", "RETRY_ATTEMPTS", "0");
    assertThat(LetterNotes.attributes(own, LetterNotes.Cause.refused(closed)))
        .extracting(note -> note.name() + '=' + note.text() + ' ' + note.type())
        .containsExactly(
            "ERROR_CODE=AccessDenied String",
            "ERROR_MESSAGE=No. String",
            "RETRY_ATTEMPTS=0 String");
  }

  @Test
  void careIsKeptWithAPendingDelivery() {
    Care care = new Care("source", "group", Map.of("RULE_ARN", "arn"), 60);
    Recipient recipient = recipient(1, 60).with(care);
    Content content =
        new Content(
            new Source("events.amazonaws.com", "bus", "123456789012"),
            List.of(Body.fixed(new byte[] {1}), Body.fixed(new byte[] {2})),
            List.of(),
            null,
            Map.of(),
            null,
            null);
    PendingDelivery pending =
        PendingDelivery.first(content, content.bodies().getLast(), recipient, 1_000);
    Dispatch dispatch = Dispatch.decode(PendingDelivery.decode(pending.encode()).dispatch());
    assertThat(dispatch.parcels().getFirst().care())
        .isEqualTo(new Care("source", "group", Map.of("RULE_ARN", "arn"), 60, 61_000));
    assertThat(dispatch.content().bodies()).hasSize(2);
    assertThat(dispatch.parcels().getFirst().body()).isEqualTo(1);
  }
}
