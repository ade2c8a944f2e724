package dev.junction.delivery;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Clock;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One address outside with the messages that wait for it: which attempt may begin now.
///
/// A breaker: after [#FAILURES_TO_OPEN] attempts in a row without an answer there is one attempt at
/// a time; if that fails too, those that are due fail with it, at their own times but without a
/// connection of their own. Limits: [#AT_ONCE_MAX] attempts at once. Threads: the partition's.
final class Endpoint {

  static final int AT_ONCE_MAX = 16;
  static final int FAILURES_TO_OPEN = 5;

  /// How many messages may wait for one address.
  static final int WAITING_MAX = 50_000;

  /// How long it is left alone when a carrier has no room for its letters.
  private static final long PUT_OFF_NANOS = TimeUnit.SECONDS.toNanos(5);

  /// How long failures count when nothing waits.
  private static final long MEMORY_NANOS = TimeUnit.MINUTES.toNanos(1);

  /// A message that waits.
  record Entry(long number, int attempts, long dueAtMillis) {}

  private final String url;
  private final Pace pace;
  private final ArrayDeque<Entry> ready = new ArrayDeque<>();

  /// Those that are due and have one attempt alone, which the breaker does not take from them.
  private final ArrayDeque<Entry> spared = new ArrayDeque<>();

  private final PriorityQueue<Entry> later =
      new PriorityQueue<>(
          Comparator.comparingLong(Entry::dueAtMillis).thenComparingLong(Entry::number));
  private int inFlight;
  private int failuresInRow;
  private long failedNanos;
  private Transaction.@Nullable Wake wake;

  /// How many attempts a second its target said that it takes; negative when that is to be learned
  /// from the first attempt.
  private int learnedPerSecond;

  /// An address that nothing was sent to.
  Endpoint(String url, Clock clock) {
    this.url = url;
    pace = new Pace(clock);
    learnedPerSecond = DeliveryModule.isGateway(url) ? -1 : 0;
  }

  void learn(int perSecondMax) {
    if (learnedPerSecond < 0 && perSecondMax > 0) {
      pace.limited(perSecondMax);
    }
    if (perSecondMax >= 0) {
      learnedPerSecond = perSecondMax;
    }
  }

  String url() {
    return url;
  }

  private boolean isIdle() {
    return ready.isEmpty() && spared.isEmpty() && later.isEmpty() && inFlight == 0;
  }

  int waiting() {
    return ready.size() + spared.size() + later.size() + inFlight;
  }

  boolean isBroken() {
    return failuresInRow >= FAILURES_TO_OPEN;
  }

  void add(Entry entry) {
    later.add(entry);
  }

  /// An attempt that began before this was made has not ended.
  void stillFlies() {
    inFlight++;
  }

  /// Takes the next message whose attempt may begin; null when there is none now.
  @Nullable Entry next(long nowMillis, long nowNanos) {
    moveDue(nowMillis);
    int most = isBroken() || learnedPerSecond < 0 ? 1 : AT_ONCE_MAX;
    ArrayDeque<Entry> from = spared.isEmpty() ? ready : spared;
    if (from.isEmpty()) {
      pace.drained();
      return null;
    }
    if (inFlight >= most || pace.waitNanos(nowNanos) > 0) {
      return null;
    }
    inFlight++;
    return from.remove();
  }

  /// Takes a message that is due while the breaker says that its attempt would fail.
  @Nullable Entry nextDoomed(long nowMillis) {
    moveDue(nowMillis);
    return isBroken() ? ready.poll() : null;
  }

  /// Takes back a message that is due: its only attempt is still to come.
  void spare(Entry entry) {
    spared.add(entry);
  }

  private void moveDue(long nowMillis) {
    for (Entry first = later.peek();
        first != null && first.dueAtMillis <= nowMillis;
        first = later.peek()) {
      ready.add(later.remove());
    }
  }

  /// An attempt has begun: with so many a second, the next has to wait.
  void began(long nowNanos, int perSecondMax) {
    pace.began(nowNanos, learnedPerSecond > 0 ? learnedPerSecond : perSecondMax);
  }

  /// An attempt that had begun was none: there was no room for it.
  void putOff(Entry entry, long nowNanos) {
    inFlight--;
    later.add(entry);
    pace.pause(nowNanos, PUT_OFF_NANOS);
  }

  void answered() {
    inFlight--;
    failuresInRow = 0;
  }

  void unanswered(long nowNanos) {
    inFlight--;
    failuresInRow++;
    failedNanos = nowNanos;
  }

  /// How long it must be remembered though nothing waits: its rate and its breaker go on for the
  /// next message. Not positive when it may be forgotten.
  private long memoryNanos(long nowNanos) {
    long rate = pace.memoryNanos(nowNanos);
    return failuresInRow == 0 ? rate : Math.max(rate, failedNanos + MEMORY_NANOS - nowNanos);
  }

  /// Whether nothing is lost with it.
  boolean isForgettable(long nowNanos) {
    return isIdle() && memoryNanos(nowNanos) <= 0;
  }

  /// How long until something may begin that cannot yet; negative when only an answer can tell.
  long waitNanos(long nowMillis, long nowNanos) {
    long pause = pace.waitNanos(nowNanos);
    if (pause > 0 && !(ready.isEmpty() && spared.isEmpty())) {
      return pause;
    }
    if (isIdle()) {
      long memory = memoryNanos(nowNanos);
      return memory > 0 ? memory : -1;
    }
    Entry first = later.peek();
    return first == null
        ? -1
        : Math.max(0, TimeUnit.MILLISECONDS.toNanos(first.dueAtMillis - nowMillis));
  }

  /// Replaces the alarm.
  void arm(Transaction.@Nullable Wake next) {
    if (wake != null) {
      wake.cancel();
    }
    wake = next;
  }
}
