package dev.junction.resilience;

import dev.junction.resilience.load.QueueClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every delivery that the clients of one queue saw, and whether it may have been: receive counts
/// rise by one, a message comes again only after its lease or a kill, and in a FIFO queue nobody
/// gets a group that somebody else holds.
///
/// All times are those of the clients, so each event of the server lies between two of them; what
/// could have been right counts as right. Threads: any.
final class Deliveries {

  /// The clocks of client and server need not round alike.
  private static final long SLACK_NANOS = 5_000_000;

  /// One message of one receive.
  private record Delivery(
      String body, int count, int receive, int life, long askedNanos, long answeredNanos) {}

  private final boolean isFifo;
  private final long leaseNanos;
  private final List<Delivery> deliveries = new ArrayList<>();
  private final Map<String, Long> deleteAsked = new HashMap<>();
  private final Map<Integer, Integer> unanswered = new HashMap<>();
  private int receives;
  private int life;

  /// @param lease how long a receive hides its messages, as the clients believe
  Deliveries(boolean isFifo, Duration lease) {
    this.isFifo = isFifo;
    this.leaseNanos = lease.toNanos();
  }

  /// A receive was answered.
  ///
  /// @param ofLife the life of the server in which it was asked
  synchronized void received(List<QueueClient.Received> messages, int ofLife, long askedNanos) {
    long now = System.nanoTime();
    receives++;
    for (QueueClient.Received each : messages) {
      deliveries.add(new Delivery(each.body(), each.count(), receives, ofLife, askedNanos, now));
    }
  }

  /// A receive got no answer: it may have happened.
  synchronized void unanswered(int ofLife) {
    unanswered.merge(ofLife, 1, Integer::sum);
  }

  /// A message is about to be deleted.
  synchronized void deleting(String body) {
    deleteAsked.putIfAbsent(body, System.nanoTime());
  }

  /// The server was killed and has not been started again.
  synchronized void killed() {
    life++;
  }

  /// How often the server was killed so far.
  synchronized int life() {
    return life;
  }

  synchronized int size() {
    return deliveries.size();
  }

  /// What should not have been.
  synchronized List<String> faults() {
    List<String> faults = new ArrayList<>();
    Map<String, List<Delivery>> byBody = new TreeMap<>();
    deliveries.forEach(d -> byBody.computeIfAbsent(d.body, _ -> new ArrayList<>()).add(d));
    byBody.values().forEach(each -> judge(each, faults));
    if (isFifo) {
      groups().values().forEach(each -> judgeHolders(each, faults));
    }
    return faults;
  }

  private void judge(List<Delivery> ofOne, List<String> faults) {
    ofOne.sort(Comparator.comparingInt(Delivery::life).thenComparingInt(Delivery::count));
    for (int i = 0; i < ofOne.size(); i++) {
      Delivery later = ofOne.get(i);
      if (i == 0) {
        judgeFirst(later, faults);
        continue;
      }
      Delivery earlier = ofOne.get(i - 1);
      boolean isSameLife = earlier.life == later.life;
      int step = later.count - earlier.count;
      // A kill may take a lease of a standard queue with it, but none of a FIFO queue.
      boolean mayFallBack = !isSameLife && !isFifo;
      int stepMax = 1 + (isSameLife ? 0 : unansweredFrom(earlier.life, later.life));
      if (step > stepMax || (step < 1 && !mayFallBack)) {
        faults.add(
            "receive count %d after %d: %s, %s"
                .formatted(later.count, earlier.count, later, earlier));
      }
      boolean isEarly = later.answeredNanos < earlier.askedNanos + leaseNanos - SLACK_NANOS;
      if (isEarly && (isSameLife || isFifo)) {
        faults.add(
            "again after %d ms: %s"
                .formatted((later.answeredNanos - earlier.askedNanos) / 1_000_000, later));
      }
    }
  }

  private void judgeFirst(Delivery first, List<String> faults) {
    if (first.count < 1 || first.count > 1 + unansweredFrom(0, first.life)) {
      faults.add("the first receive is number " + first.count + ": " + first);
    }
  }

  private int unansweredFrom(int fromLife, int toLife) {
    int sum = 0;
    for (int each = fromLife; each <= toLife; each++) {
      sum += unanswered.getOrDefault(each, 0);
    }
    return sum;
  }

  /// What one receive was given of one group.
  private record Holding(long askedNanos, long answeredNanos, List<String> bodies) {}

  private Map<String, Map<Integer, Holding>> groups() {
    Map<String, Map<Integer, Holding>> groups = new TreeMap<>();
    for (Delivery each : deliveries) {
      String group = each.body.substring(0, each.body.indexOf('-'));
      groups
          .computeIfAbsent(group, _ -> new TreeMap<>())
          .computeIfAbsent(
              each.receive,
              _ -> new Holding(each.askedNanos, each.answeredNanos, new ArrayList<>()))
          .bodies
          .add(each.body);
    }
    return groups;
  }

  private void judgeHolders(Map<Integer, Holding> ofGroup, List<String> faults) {
    List<Holding> all = new ArrayList<>(ofGroup.values());
    all.sort(Comparator.comparingLong(Holding::askedNanos));
    for (int i = 0; i < all.size(); i++) {
      Holding one = all.get(i);
      for (int j = i + 1; j < all.size(); j++) {
        Holding other = all.get(j);
        if (other.askedNanos > one.answeredNanos + leaseNanos) {
          break;
        }
        boolean isOneFirst = mayFollow(other, one);
        boolean isOtherFirst = other.askedNanos < one.answeredNanos && mayFollow(one, other);
        if (!isOneFirst && !isOtherFirst) {
          faults.add("two holders at once: %s and %s".formatted(one.bodies, other.bodies));
        }
      }
    }
  }

  /// Whether one receive may have come when the other did not hold the group any more.
  private boolean mayFollow(Holding later, Holding earlier) {
    if (later.answeredNanos >= earlier.askedNanos + leaseNanos - SLACK_NANOS) {
      return true;
    }
    return earlier.bodies.stream()
        .allMatch(body -> deleteAsked.getOrDefault(body, Long.MAX_VALUE) <= later.answeredNanos);
  }
}
