package dev.junction.resilience.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the clients of one queue know of its messages.
///
/// Only what was acknowledged must survive; what got no answer may have happened or not, and at
/// most once. Threads: any.
public final class Ledger {

  /// When a send counts as acknowledged.
  public enum Rule {
    /// When its answer has arrived.
    AFTER_THE_ANSWER(Duration.ofSeconds(5)),
    /// When it is about to be sent: the ledger of a control run, which has to find losses.
    BEFORE_THE_ANSWER(Duration.ofSeconds(2));

    private final Duration missingMax;

    Rule(Duration missingMax) {
      this.missingMax = missingMax;
    }

    /// How long to wait for what has not come; a control run knows that something will not.
    Duration missingMax() {
      return missingMax;
    }
  }

  /// What should not have been.
  public record Findings(
      List<String> lost, List<String> returned, List<String> duplicated, List<String> unexpected) {

    /// How many there are.
    public int count() {
      return lost.size() + returned.size() + duplicated.size() + unexpected.size();
    }
  }

  private static final long NEVER = Long.MAX_VALUE;

  private static final class Message {
    volatile boolean acknowledged;
    volatile boolean deleteAsked;
    volatile long deletedNanos = NEVER;
    volatile boolean drained;
    final Set<String> ids = ConcurrentHashMap.newKeySet();
  }

  private final Rule rule;
  private final boolean mayRepeat;
  private final Map<String, Message> messages = new ConcurrentHashMap<>();
  private final Set<String> returned = ConcurrentHashMap.newKeySet();
  private final Set<String> unexpected = ConcurrentHashMap.newKeySet();
  private volatile long lastAcknowledgedSendNanos;
  private volatile long lastSendBeforeStrikeNanos;

  public Ledger(Rule rule) {
    this(rule, false);
  }

  private Ledger(Rule rule, boolean mayRepeat) {
    this.rule = rule;
    this.mayRepeat = mayRepeat;
  }

  /// A ledger of what is promised to come at least once.
  public static Ledger atLeastOnce(Rule rule) {
    return new Ledger(rule, true);
  }

  /// A message is about to be sent.
  public void sending(String body) {
    message(body).acknowledged = rule == Rule.BEFORE_THE_ANSWER;
  }

  /// A send was answered.
  ///
  /// @param askedNanos when it was sent
  public void acknowledged(String body, long askedNanos) {
    message(body).acknowledged = true;
    synchronized (this) {
      lastAcknowledgedSendNanos = Math.max(lastAcknowledgedSendNanos, askedNanos);
    }
  }

  private Message message(String body) {
    return messages.computeIfAbsent(body, _ -> new Message());
  }

  /// A message is about to be deleted.
  public void deleting(String body) {
    message(body).deleteAsked = true;
  }

  /// A delete was answered.
  public void deleted(String body) {
    message(body).deletedNanos = System.nanoTime();
  }

  /// A message was received.
  ///
  /// @param askedNanos when the receive was sent
  public void received(String body, String id, long askedNanos) {
    Message message = messages.get(body);
    if (message == null) {
      unexpected.add(body);
      return;
    }
    message.ids.add(id);
    if (message.deletedNanos < askedNanos) {
      returned.add(body);
    }
  }

  /// A message was received by the drain after the server came back.
  public void drained(String body) {
    Message message = messages.get(body);
    if (message != null) {
      message.drained = true;
    }
  }

  /// Forgets all messages but these: the others are not looked for.
  public void lookOnlyFor(Collection<String> bodies) {
    messages.keySet().retainAll(bodies);
  }

  /// Whether everything that must be there has been drained.
  public boolean isComplete() {
    return messages.values().stream().noneMatch(Ledger::isMissing);
  }

  private static boolean isMissing(Message message) {
    return message.acknowledged && !message.deleteAsked && !message.drained;
  }

  /// How many sends were acknowledged.
  public long acknowledgedCount() {
    return messages.values().stream().filter(each -> each.acknowledged).count();
  }

  /// How many deletes were acknowledged.
  public long deletedCount() {
    return messages.values().stream().filter(each -> each.deletedNanos != NEVER).count();
  }

  /// The server is about to be taken down: what is acknowledged later was acknowledged by the next
  /// process.
  public void strikes() {
    lastSendBeforeStrikeNanos = lastAcknowledgedSendNanos;
  }

  /// When the last send was sent that got an answer before the strike.
  public long lastSendBeforeStrikeNanos() {
    return lastSendBeforeStrikeNanos;
  }

  /// How often something came once more that may do so.
  public long repeats() {
    return mayRepeat
        ? messages.values().stream().mapToLong(each -> Math.max(0, each.ids.size() - 1)).sum()
        : 0;
  }

  /// Compares, after the drain.
  public Findings findings() {
    List<String> lost = new ArrayList<>();
    List<String> duplicated = new ArrayList<>();
    messages.forEach(
        (body, message) -> {
          if (isMissing(message)) {
            lost.add(body);
          }
          if (message.ids.size() > 1 && !mayRepeat) {
            duplicated.add(body);
          }
        });
    return new Findings(lost, List.copyOf(returned), duplicated, List.copyOf(unexpected));
  }
}
