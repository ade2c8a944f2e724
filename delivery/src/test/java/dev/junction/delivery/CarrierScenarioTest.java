package dev.junction.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.outbound.EgressRules;
import dev.junction.delivery.outbound.OutboundClient;
import dev.junction.delivery.outbound.OutboundResult;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.ThreadRunner;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.SystemClock;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How letters reach the carrier of their kind.
final class CarrierScenarioTest {

  /// Has room from the second time on, and tells what it is asked.
  private static final class Reluctant implements Carrier {

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private boolean wasAsked;

    @Override
    public synchronized boolean hasRoom(Errand errand) {
      asked.add("room for " + errand.letter().address());
      boolean answer = wasAsked;
      wasAsked = true;
      return answer;
    }

    @Override
    public CompletableFuture<OutboundResult> carry(Errand errand) {
      asked.add("carry " + errand.letter().body());
      return CompletableFuture.completedFuture(new OutboundResult.Answered(200));
    }

    String next() throws InterruptedException {
      return String.valueOf(asked.poll(10, TimeUnit.SECONDS));
    }
  }

  @Test
  @Timeout(60) // it moves the clock until the carrier is asked again
  void aCarrierThatHasNoRoomIsAskedAgainAndThenGetsTheLetter() throws InterruptedException {
    MovableClock clock = MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z"));
    DeliveryModule module = new DeliveryModule(0);
    Reluctant carrier = new Reluctant();
    module.carry("email", carrier);
    try (Engine engine =
        Engine.open(
            EngineSettings.DEFAULT,
            List.of(
                new PartitionStorage(
                    new MemoryJournals(1).journal(0), MemoryStateStore.ephemeral())),
            List.of(module.partitionService()),
            clock,
            new SplittableRandom(1),
            new ThreadRunner(clock))) {
      module.begin(
          engine, new OutboundClient(new EgressRules(true, true, Set.of()), new SystemClock()));
      send(module, engine);
      assertThat(carrier.next()).isEqualTo("room for ann@a.example");
      while (carrier.asked.isEmpty()) {
        clock.advance(Duration.ofSeconds(1));
      }
      assertThat(carrier.next()).isEqualTo("room for ann@a.example");
      assertThat(carrier.next()).isEqualTo("carry hello");
      module.close();
    }
    assertThat(module.counts().dropped()).isZero();
  }

  private static void send(DeliveryModule module, Engine engine) {
    // Without a retry: had it been an attempt it would have been the only one.
    Outside once =
        new Outside(new RetryPolicy(1, 1, 0, 0, 0, 0, RetryPolicy.Backoff.LINEAR), 0, Map.of());
    Recipient recipient = Recipient.of(0, "mailbox:email:ann@a.example", "r", false, null, once);
    Content content =
        new Content(
            new Source("sns.amazonaws.com", "arn:aws:sns:us-east-1:123456789012:t", "123456789012"),
            List.of(Body.fixed("hello".getBytes(StandardCharsets.UTF_8))),
            List.of(),
            null,
            Map.of(),
            null,
            null);
    Fanout fanout = new Fanout(1);
    fanout.add(recipient, 0);
    var _ =
        engine.submit(
            0,
            module.partitionService(),
            (_, tx) -> {
              module.dispatch(tx, content, fanout);
              return Outcome.accepted(true);
            });
  }
}
