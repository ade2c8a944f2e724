package dev.junction.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.resilience.load.QueueClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The judge itself: each kind of fault has to be seen.
final class DeliveriesTest {

  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final long SECOND = 1_000_000_000L;

  private final Deliveries standard = new Deliveries(false, LEASE);
  private final Deliveries fifo = new Deliveries(true, LEASE);

  private static List<QueueClient.Received> message(String body, int count) {
    return List.of(new QueueClient.Received(body, "id", "handle", count));
  }

  @Test
  void aMessageThatComesAgainAfterItsLeaseIsRight() {
    standard.received(message("a", 1), 0, System.nanoTime() - 2 * SECOND);
    standard.received(message("a", 2), 0, System.nanoTime());
    assertThat(standard.faults()).isEmpty();
  }

  @Test
  void aMessageThatComesAgainDuringItsLeaseIsAFault() {
    standard.received(message("a", 1), 0, System.nanoTime());
    standard.received(message("a", 2), 0, System.nanoTime());
    assertThat(standard.faults()).singleElement().asString().startsWith("again after");
  }

  @Test
  void aReceiveCountThatDoesNotRiseByOneIsAFault() {
    standard.received(message("a", 1), 0, System.nanoTime() - 2 * SECOND);
    standard.received(message("a", 3), 0, System.nanoTime());
    standard.received(message("b", 2), 0, System.nanoTime());
    assertThat(standard.faults()).hasSize(2).allMatch(fault -> fault.contains("receive"));
  }

  @Test
  void aKillTakesLeasesOfAStandardQueueOnly() {
    standard.received(message("g-1", 1), 0, System.nanoTime());
    fifo.received(message("g-1", 1), 0, System.nanoTime());
    standard.killed();
    fifo.killed();
    standard.received(message("g-1", 1), 1, System.nanoTime());
    fifo.received(message("g-1", 1), 1, System.nanoTime());
    assertThat(standard.faults()).isEmpty();
    assertThat(fifo.faults()).isNotEmpty();
  }

  @Test
  void aReceiveWithoutAnAnswerMayHaveCounted() {
    fifo.received(message("g-1", 1), 0, System.nanoTime() - 2 * SECOND);
    fifo.unanswered(0);
    fifo.killed();
    fifo.received(message("g-1", 3), 1, System.nanoTime());
    assertThat(fifo.faults()).isEmpty();
  }

  @Test
  void twoHoldersOfAGroupAreAFaultUnlessTheFirstHasDeleted() {
    fifo.received(message("g-1", 1), 0, System.nanoTime());
    fifo.received(message("h-1", 1), 0, System.nanoTime());
    fifo.deleting("h-1");
    fifo.received(message("h-2", 1), 0, System.nanoTime());
    assertThat(fifo.faults()).isEmpty();
    fifo.received(message("g-2", 1), 0, System.nanoTime());
    assertThat(fifo.faults()).singleElement().asString().startsWith("two holders");
  }
}
