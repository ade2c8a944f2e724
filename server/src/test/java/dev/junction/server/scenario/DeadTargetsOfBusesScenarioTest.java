package dev.junction.server.scenario;

import static dev.junction.server.scenario.SteppedBuses.queueArn;
import static dev.junction.server.scenario.SteppedBuses.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.outbound.OutboundResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// API destinations that fail for a while, take their time, or die, with a clock that goes on for
/// more than the day of the default retry policy: what was delivered and the dead letters are all
/// that was put.
///
/// Source of the limits: EventBridge User Guide, "How EventBridge retries delivering events" (24
/// hours, 185 times, exponential with jitter).
final class DeadTargetsOfBusesScenarioTest {

  private static final int EVENTS = 8;
  private static final String LETTERS = ",'DeadLetterConfig':{'Arn':'" + queueArn("letters") + "'}";

  private final SteppedBuses buses = new SteppedBuses(3, 1);
  private final Map<String, Integer> attempts = new HashMap<>();
  private final List<String> taken = new ArrayList<>();
  private final List<Runnable> slow = new ArrayList<>();

  private CompletableFuture<OutboundResult> answer(SteppedOutbound.Sent sent) {
    String key = sent.url() + ' ' + sent.body();
    int count = attempts.merge(key, 1, Integer::sum);
    if (sent.url().contains("slow")) {
      CompletableFuture<OutboundResult> later = new CompletableFuture<>();
      slow.add(
          () -> {
            taken.add(key);
            later.complete(SteppedOutbound.TAKEN);
          });
      return later;
    }
    boolean takes = sent.url().contains("recovers") && count > 5;
    if (takes) {
      taken.add(key);
    }
    return CompletableFuture.completedFuture(
        takes ? SteppedOutbound.TAKEN : SteppedOutbound.FAILED);
  }

  private void setUp(String letters) {
    buses.services.outbound.answers = this::answer;
    buses.createQueue("letters");
    buses.createQueue("beside");
    List<String> targets = new ArrayList<>();
    for (String mood : List.of("recovers", "slow", "dies")) {
      String arn = buses.destination(mood, "https://" + mood + ".example/");
      targets.add(target(mood, arn, ",'InputPath':'$.detail'" + letters));
    }
    targets.add(target("queue", queueArn("beside"), ",'InputPath':'$.detail'"));
    buses.rule("default", "r", targets.toArray(String[]::new));
  }

  private void letADayPass() {
    for (int second = 0; second < 1_800; second++) {
      step(Duration.ofSeconds(1));
    }
    for (int minute = 0; minute < 26 * 60; minute++) {
      step(Duration.ofMinutes(1));
    }
  }

  /// What is slow answers a step later.
  private void step(Duration time) {
    List<Runnable> now = List.copyOf(slow);
    slow.clear();
    now.forEach(Runnable::run);
    buses.services.clock.advance(time);
    buses.services.run();
  }

  private void putAll() {
    for (int i = 0; i < EVENTS; i++) {
      buses.put("default", "{\"n\":" + i + "}");
    }
  }

  @Test
  void deliveredAndDeadLettersAreAllThatWasPut() {
    setUp(LETTERS);
    putAll();
    letADayPass();
    List<String> letters = buses.drain("letters");
    assertThat(taken).doesNotHaveDuplicates().hasSize(2 * EVENTS);
    // A dead letter is the event as it came.
    assertThat(letters).hasSize(EVENTS).allMatch(each -> each.contains("\"detail\":{\"n\":"));
    assertThat(letters).doesNotHaveDuplicates();
    assertThat(buses.drain("beside")).hasSize(EVENTS);
  }

  /// The control: what has no dead-letter queue is lost when its target dies.
  @Test
  void withoutDeadLettersSomeAreLost() {
    setUp("");
    putAll();
    letADayPass();
    assertThat(buses.drain("letters")).isEmpty();
    assertThat(taken).hasSize(2 * EVENTS);
    assertThat(buses.drain("beside")).hasSize(EVENTS);
  }

  /// Ours: the first delay is a second, each is twice the one before, 15 minutes at most, with a
  /// tenth on top at most; the last attempt comes when the day is over.
  @Test
  void retriesFollowTheirPolicyForADay() {
    setUp(LETTERS);
    buses.put("default", "{\"n\":1}");
    Instant put = buses.services.clock.now();
    letADayPass();
    List<Instant> times =
        buses.services.outbound.sent.stream()
            .filter(each -> each.url().contains("dies"))
            .map(SteppedOutbound.Sent::at)
            .toList();
    long wanted = 1;
    for (int i = 1; i < times.size() - 1; i++) {
      // The test looks every second in the first half hour, and every minute then.
      Duration delay = Duration.between(times.get(i - 1), times.get(i));
      assertThat(delay)
          .as("retry %d", i)
          .isBetween(Duration.ofSeconds(wanted), Duration.ofSeconds(wanted + wanted / 10 + 61));
      wanted = Math.min(900, 2 * wanted);
    }
    assertThat(times).hasSizeBetween(90, 186);
    assertThat(Duration.between(put, times.getLast()))
        .isBetween(Duration.ofHours(24), Duration.ofHours(24).plusMinutes(1));
    assertThat(buses.drain("letters")).hasSize(1);
  }

  @Test
  void aCrashInTheMiddleLosesNothing() {
    setUp(LETTERS);
    putAll();
    for (int crash = 0; crash < 5; crash++) {
      step(Duration.ofMinutes(1));
      buses.services.crash();
    }
    letADayPass();
    // What was on its way at a crash is sent again.
    assertThat(taken.stream().distinct()).hasSize(2 * EVENTS);
    assertThat(buses.drain("letters")).doesNotHaveDuplicates().hasSize(EVENTS);
    assertThat(buses.drain("beside")).hasSize(EVENTS);
  }
}
