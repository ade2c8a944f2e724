package dev.junction.engine.follow;

import dev.junction.engine.Reply;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Those who want to hear of something's new events as they come.
///
/// Each has a bounded list of what it has not fetched; what does not fit is counted and left out.
/// One that does not fetch for a minute is forgotten. Nothing of it is durable; what they hear is.
/// Threads: the partition's.
///
/// @param <E> an event
public final class Followers<E> {

  public static final int FOLLOWERS_MAX = 100;

  private static final int EVENTS_MAX = 10_000;
  private static final long BYTES_MAX = 4L << 20;
  private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

  /// What a follower fetches.
  ///
  /// @param events the new events in the order of their coming
  /// @param missed how many did not fit before them
  /// @param isOver whether nothing more comes, as when what they follow is gone
  public record News<E>(List<E> events, long missed, boolean isOver) {

    /// Nothing more comes.
    public static <E> News<E> over() {
      return new News<>(List.of(), 0, true);
    }
  }

  private static final class Follower<E> {
    private final Deque<E> waiting = new ArrayDeque<>();
    private long bytes;
    private long missed;
    private long fetchedAtNanos;
    private @Nullable Reply<News<E>> reply;
    private Transaction.@Nullable Wake wake;

    private News<E> take() {
      News<E> news = new News<>(new ArrayList<>(waiting), missed, false);
      waiting.clear();
      bytes = 0;
      missed = 0;
      return news;
    }
  }

  private final Map<String, Follower<E>> byName = new HashMap<>();

  private final ToLongFunction<E> sizeOf;

  /// @param sizeOf about how many bytes an event takes
  public Followers(ToLongFunction<E> sizeOf) {
    this.sizeOf = sizeOf;
  }

  /// Whether nobody follows.
  public boolean isEmpty() {
    return byName.isEmpty();
  }

  /// Hands a follower what has come since it fetched last; waits for something for so long. A name
  /// that was not heard of before begins to follow now. Answers false when there are too many.
  public <S> boolean fetch(
      Transaction<S> tx, String name, Duration patience, Reply<News<E>> reply) {
    Follower<E> follower = byName.get(name);
    if (follower != null) {
      // Late, as after a move of the clock, but not silent.
      follower.fetchedAtNanos = tx.nanos();
    }
    forgetSilent(tx.nanos());
    if (follower == null) {
      if (byName.size() >= FOLLOWERS_MAX) {
        return false;
      }
      follower = new Follower<>();
      byName.put(name, follower);
    }
    // Whoever fetches under this name now stands in for the one who waited.
    end(tx, follower, false);
    follower.fetchedAtNanos = tx.nanos();
    if (patience.isZero() || !follower.waiting.isEmpty() || follower.missed > 0) {
      tx.answer(reply, Outcome.accepted(follower.take()));
      return true;
    }
    follower.reply = reply;
    Follower<E> waiting = follower;
    follower.wake =
        tx.wakeAt(
            tx.nanos() + patience.toNanos(),
            (_, woken) -> {
              answer(woken, waiting);
              return Outcome.accepted(true);
            });
    return true;
  }

  /// Nobody listens under this name any more.
  public void leave(Transaction<?> tx, String name) {
    Follower<E> follower = byName.remove(name);
    if (follower != null) {
      end(tx, follower, false);
    }
  }

  private static <E> void answer(Transaction<?> tx, Follower<E> follower) {
    Reply<News<E>> reply = follower.reply;
    if (reply != null) {
      follower.reply = null;
      follower.fetchedAtNanos = tx.nanos();
      tx.answer(reply, Outcome.accepted(follower.take()));
    }
  }

  private void forgetSilent(long nanos) {
    byName
        .values()
        .removeIf(
            follower -> follower.reply == null && nanos - follower.fetchedAtNanos > PATIENCE_NANOS);
  }

  /// Events have come.
  public void tell(Transaction<?> tx, List<E> events) {
    if (byName.isEmpty()) {
      return;
    }
    forgetSilent(tx.nanos());
    Iterator<Follower<E>> all = byName.values().iterator();
    while (all.hasNext()) {
      Follower<E> follower = all.next();
      Reply<News<E>> reply = follower.reply;
      if (reply != null && reply.isAbandoned()) {
        all.remove();
        continue;
      }
      events.forEach(event -> add(follower, event));
      Transaction.Wake wake = follower.wake;
      if (reply != null) {
        if (wake != null) {
          wake.cancel();
        }
        answer(tx, follower);
      }
    }
  }

  private void add(Follower<E> follower, E event) {
    if (follower.waiting.size() >= EVENTS_MAX || follower.bytes >= BYTES_MAX) {
      follower.missed++;
      return;
    }
    follower.waiting.add(event);
    follower.bytes += sizeOf.applyAsLong(event);
  }

  /// Nothing more comes.
  public void end(Transaction<?> tx) {
    byName.values().forEach(follower -> end(tx, follower, true));
    byName.clear();
  }

  private static <E> void end(Transaction<?> tx, Follower<E> follower, boolean isOver) {
    Reply<News<E>> reply = follower.reply;
    if (reply != null) {
      follower.reply = null;
      if (follower.wake != null) {
        follower.wake.cancel();
      }
      News<E> news = follower.take();
      tx.answer(reply, Outcome.accepted(new News<>(news.events(), news.missed(), isOver)));
    }
  }
}
