package dev.junction.delivery.trace;

import dev.junction.engine.Engine;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.TraceContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The hops of messages through this process: services add them, people look them up.
///
/// A hop lies on the partition where it happened. Threads: any; [#in] those of the transaction's
/// partition.
public final class TraceLog {

  /// How many hops of each partition an answer has at most.
  private static final int HOPS_MAX = 1_000;

  /// How often the hops that were found lead to further names of the same message.
  private static final int ROUNDS_MAX = 6;

  private static final int IDS_MAX = 500;

  private static final Comparator<Hop> ORDER =
      Comparator.comparingLong(Hop::atMillis)
          .thenComparingInt(Hop::depth)
          .thenComparing(Hop::kind)
          .thenComparing(Hop::resource);

  /// How a ring is reached, whatever service holds it.
  private interface Rings {
    HopRing in(Transaction<?> tx);

    <R> CompletableFuture<Outcome<R>> on(Engine engine, int partition, Work<R> work);
  }

  /// What is done with the ring of a partition.
  @FunctionalInterface
  private interface Work<R> {
    R on(HopRing ring, Transaction<?> tx);
  }

  private final @Nullable Rings rings;

  private TraceLog(@Nullable Rings rings) {
    this.rings = rings;
  }

  /// A log that keeps nothing.
  public static final TraceLog NONE = new TraceLog(null);

  /// The log whose rings a service holds.
  public static <S> TraceLog of(PartitionService<S> service, Function<S, HopRing> ring) {
    return new TraceLog(
        new Rings() {
          @Override
          public HopRing in(Transaction<?> tx) {
            return tx.with(service, (state, joined) -> ring.apply(state).in(joined));
          }

          @Override
          public <R> CompletableFuture<Outcome<R>> on(Engine engine, int partition, Work<R> work) {
            return engine.submit(
                partition,
                service,
                (state, tx) -> Outcome.accepted(work.on(ring.apply(state).in(tx), tx)));
          }
        });
  }

  /// Whether hops are kept.
  public boolean isOn() {
    return rings != null;
  }

  /// What takes the hops of a transaction, until another one asks for it; null where none are kept.
  public @Nullable HopRing in(Transaction<?> tx) {
    return rings == null ? null : rings.in(tx);
  }

  /// Adds hops that happened outside of partitions to those of one. A command that is submitted to
  /// it afterwards is not durable without them, but in two cases, which nobody is told of: its
  /// mailbox was full when they came, or it had no space for them.
  public void add(Engine engine, int partition, List<Hop> hops) {
    if (rings != null && !hops.isEmpty()) {
      var _ =
          rings.on(
              engine,
              partition,
              (ring, _) -> {
                hops.forEach(ring::add);
                return true;
              });
    }
  }

  /// The mark for a message on its way; null where it has no trace from outside and no hops are
  /// kept.
  ///
  /// @param trace the trace that it belongs to; null for one of its own
  public @Nullable TraceMark mark(@Nullable TraceContext trace, UUID message, long nowMillis) {
    return trace == null && rings == null
        ? null
        : new TraceMark(trace == null ? TraceContext.of(message) : trace, message, nowMillis);
  }

  /// All hops of the message that an id names, in order: those of its trace, and those of what it
  /// became under other ids.
  public CompletableFuture<List<Hop>> find(Engine engine, UUID id) {
    return find(engine, Set.of(id), 1);
  }

  private CompletableFuture<List<Hop>> find(Engine engine, Set<UUID> ids, int round) {
    return once(engine, ids)
        .thenCompose(
            hops -> {
              Set<UUID> more = new HashSet<>(ids);
              for (Hop hop : hops) {
                more.add(hop.trace());
                more.add(hop.message());
              }
              return more.size() == ids.size() || more.size() > IDS_MAX || round == ROUNDS_MAX
                  ? CompletableFuture.completedFuture(hops)
                  : find(engine, more, round + 1);
            });
  }

  private CompletableFuture<List<Hop>> once(Engine engine, Set<UUID> ids) {
    CompletableFuture<List<Hop>> all = CompletableFuture.completedFuture(List.of());
    if (rings == null) {
      return all;
    }
    for (int partition = 0; partition < engine.partitions(); partition++) {
      CompletableFuture<Outcome<List<Hop>>> found =
          rings.on(engine, partition, (ring, tx) -> ring.find(tx, ids, HOPS_MAX));
      all = all.thenCombine(found, TraceLog::joined);
    }
    return all.thenApply(hops -> hops.stream().sorted(ORDER).toList());
  }

  private static List<Hop> joined(List<Hop> before, Outcome<List<Hop>> outcome) {
    if (!(outcome instanceof Outcome.Accepted<List<Hop>>(List<Hop> more))) {
      return before;
    }
    List<Hop> both = new ArrayList<>(before);
    both.addAll(more);
    return both;
  }
}
