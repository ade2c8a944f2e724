package dev.junction.delivery.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.Engine;
import dev.junction.engine.EngineErrors;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryJournals.Space;
import dev.junction.storage.memory.MemoryStateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What a ring of hops keeps, and what it forgets.
final class HopRingTest {

  private static final byte KEYSPACE = 90;
  private static final int BYTES_MAX = 16_000;
  private static final int SEGMENTS = 8;
  private static final int KEY_BYTES = 14;
  private static final int BLOCK_BYTES_MAX = 150;

  private final MovableClock clock = MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z"));
  private final MemoryJournals journals = new MemoryJournals(1);
  private final MemoryStateStore state = MemoryStateStore.restartable();
  private final Rings rings = new Rings();
  private final TraceLog log = TraceLog.of(rings, ring -> ring);
  private SteppedRunner runner = new SteppedRunner(clock, new SplittableRandom(1), () -> false);
  private Engine engine = open();

  /// A service that has a ring and nothing else.
  private static final class Rings implements PartitionService<HopRing> {

    @Override
    public String name() {
      return "rings";
    }

    @Override
    public byte keyspace() {
      return KEYSPACE;
    }

    @Override
    public HopRing open(PartitionContext context) {
      return new HopRing(KEYSPACE, BYTES_MAX);
    }

    @Override
    public void onTimer(HopRing ring, Transaction<HopRing> tx, byte[] payload) {
      throw new IllegalStateException("No timer was set.");
    }

    @Override
    public void onMessage(HopRing ring, Transaction<HopRing> tx, int from, byte[] payload) {
      throw new IllegalStateException("No message was sent.");
    }
  }

  private Engine open() {
    Engine opened =
        Engine.open(
            EngineSettings.DEFAULT,
            List.of(new PartitionStorage(journals.journal(0), state)),
            List.of(rings),
            clock,
            new SplittableRandom(2),
            runner);
    runner.runAll();
    return opened;
  }

  private void crash() {
    journals.crash();
    state.crash();
    runner = new SteppedRunner(clock, new SplittableRandom(1), () -> false);
    engine = open();
  }

  private static Hop hop(long number) {
    UUID id = new UUID(7, number);
    return new Hop(id, id, number, 0, Hop.Kind.ACCEPTED, 0, "arn:aws:sqs:::queue", null);
  }

  private void add(long from, int count) {
    var _ =
        engine.submit(
            0,
            rings,
            (ring, tx) -> {
              for (long number = from; number < from + count; number++) {
                ring.in(tx).add(hop(number));
              }
              return Outcome.accepted(true);
            });
    runner.runAll();
  }

  private List<Hop> find(long number) {
    var found =
        engine.submit(
            0,
            rings,
            (ring, tx) -> Outcome.accepted(ring.find(tx, Set.of(new UUID(7, number)), 10)));
    runner.runAll();
    return found.join() instanceof Outcome.Accepted<List<Hop>>(List<Hop> hops) ? hops : List.of();
  }

  private long keptBytes() {
    long kept = 0;
    try (var cursor = state.scan(new byte[] {KEYSPACE}, new byte[] {KEYSPACE + 1})) {
      while (cursor.next()) {
        kept += cursor.key().length + cursor.value().length;
      }
    }
    return kept;
  }

  @Test
  void whatATransactionHasNotedIsThereAfterACrash() {
    add(1, 1);
    crash();
    assertThat(find(1)).containsExactly(hop(1));
    assertThat(find(2)).isEmpty();
  }

  @Test
  void whatIsNotDurableIsNotThereAfterACrash() {
    journals.hold();
    add(1, 1);
    crash();
    assertThat(find(1)).isEmpty();
  }

  @Test
  void aRejectedTransactionNotesNothing() {
    var _ =
        engine.submit(
            0,
            rings,
            (ring, tx) -> {
              ring.in(tx).add(hop(1));
              return Outcome.<Boolean>rejected(EngineErrors.SERVICE_UNAVAILABLE);
            });
    runner.runAll();
    add(2, 1);
    assertThat(find(1)).isEmpty();
    assertThat(find(2)).hasSize(1);
  }

  @Test
  void whatARoundHasNotedIsOneBlockAndThereAfterACrash() {
    for (long number = 1; number <= 3; number++) {
      long each = number;
      var _ =
          engine.submit(
              0,
              rings,
              (ring, tx) -> {
                addToRound(ring.in(tx), each);
                return Outcome.accepted(true);
              });
    }
    runner.runAll();
    crash();
    assertThat(find(1)).containsExactly(hop(1));
    assertThat(find(3)).containsExactly(hop(3));
    HopBlock block = new HopBlock();
    List.of(hop(1), hop(2), hop(3)).forEach(hop -> HopTest.add(block, hop));
    assertThat(keptBytes()).isEqualTo(KEY_BYTES + block.encode().length);
  }

  private static void addToRound(HopRing ring, long number) {
    Hop hop = hop(number);
    ring.addToRound(
        hop.trace(), 0, hop.message(), Hop.Kind.ACCEPTED, number, 0, hop.resource(), null);
  }

  /// A delete that has the ring, as a guest, note so many hops of each kind by the way.
  private CompletableFuture<Outcome<Boolean>> delete(long from, int own, int together) {
    return engine.submit(
        0,
        rings,
        (_, tx) -> {
          tx.useReserve();
          tx.delete(new byte[] {KEYSPACE, 'D'});
          HopRing guest = Objects.requireNonNull(log.in(tx));
          for (long number = from; number < from + own; number++) {
            guest.add(hop(number));
          }
          for (long number = from; number < from + together; number++) {
            addToRound(guest, number);
          }
          return Outcome.accepted(true);
        });
  }

  @Test
  void whileTheDiskIsFullNothingIsNotedAndDeletesAreDone() {
    journals.leave(Space.RESERVE);
    List<CompletableFuture<Outcome<Boolean>>> deletes = new ArrayList<>();
    // In one round more than a block holds, then in many rounds, then in one command.
    for (long number = 0; number < 400; number++) {
      deletes.add(delete(number, 0, 1));
      if (number >= 200) {
        runner.runAll();
      }
    }
    deletes.add(delete(400, 300, 0));
    deletes.add(delete(700, 0, 300));
    runner.runAll();
    assertThat(deletes).allMatch(each -> each.join() instanceof Outcome.Accepted<Boolean>);
    assertThat(keptBytes()).isZero();
    journals.leave(Space.AMPLE);
    var _ = delete(1_000, 0, 1);
    runner.runAll();
    assertThat(find(399)).isEmpty();
    assertThat(find(1_000)).containsExactly(hop(1_000));
    HopBlock block = new HopBlock();
    HopTest.add(block, hop(1_000));
    assertThat(keptBytes()).isEqualTo(KEY_BYTES + block.encode().length);
  }

  @Test
  void moreHopsThanABlockHoldsAreAllKept() {
    add(0, 150);
    assertThat(find(0)).containsExactly(hop(0));
    assertThat(find(149)).containsExactly(hop(149));
  }

  @Test
  void theOldestMakeRoomAlsoAcrossRestarts() {
    for (int i = 0; i < 2_000; i += 2) {
      add(i, 2);
      if (i % 100 == 0) {
        crash();
      }
      assertThat(keptBytes()).isLessThan(BYTES_MAX + SEGMENTS * BLOCK_BYTES_MAX);
    }
    assertThat(keptBytes()).isGreaterThan(BYTES_MAX * 3 / 4);
    assertThat(find(0)).isEmpty();
    assertThat(find(1_999)).containsExactly(hop(1_999));
    assertThat(find(1_860)).containsExactly(hop(1_860));
  }
}
