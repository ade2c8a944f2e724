package dev.junction.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the documentation says of one queue: a list of messages, looked through from the start for
/// everything, with nothing taken from the queue itself.
///
/// The documentation leaves open which visible messages of a standard queue a receive brings, and
/// when exactly a message that was received too often leaves. So the model is told each answer,
/// says whether it may be so, and goes on from there. Where the documentation allows more than we
/// do, the model demands what this server promises: as many messages as are there, and of the
/// groups of a FIFO queue first the one whose first message came first or was received first.
/// Source: SQS API reference, SendMessage to SetQueueAttributes; SQS Developer Guide, "FIFO queue
/// delivery logic", "Exactly-once processing", "dead-letter queues", "delay queues" and "visibility
/// timeout". Times are in milliseconds.
final class QueueModel {

  static final long WINDOW = 300_000;
  private static final long TOTAL_VISIBILITY = 43_200_000;

  /// A message that somebody wants to send.
  record Send(
      String body,
      @Nullable Integer delaySeconds,
      @Nullable String group,
      @Nullable String deduplicationId) {}

  /// A receive that somebody asks for.
  ///
  /// @param isPoll whether it waits for messages: then some of those that come are enough
  record Ask(
      int most, @Nullable Integer visibilitySeconds, @Nullable String attempt, boolean isPoll) {}

  /// A message as an answer holds it.
  record Seen(String id, String body, Map<String, String> attributes) {}

  private record Accepted(long at, String id, @Nullable String sequenceNumber) {}

  private record Given(ModelMessage message, int receive) {}

  private record Attempt(long at, List<Given> given) {}

  final String name;
  final boolean isFifo;
  final List<ModelMessage> messages = new ArrayList<>();

  /// How many messages have expired since the last purge. Counts may hold them: a known difference
  /// from AWS.
  int expired;

  private final String owner;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, Accepted> accepted = new HashMap<>();
  private final Map<String, Attempt> attempts = new HashMap<>();
  private String highestSequence = "";
  private @Nullable Long purgedAt;

  QueueModel(String name, String owner, Map<String, String> attributes) {
    this.name = name;
    this.owner = owner;
    this.isFifo = name.endsWith(".fifo");
    settings.putAll(attributes);
  }

  String arn() {
    return "arn:aws:sqs:us-east-1:" + owner + ":" + name;
  }

  static void require(boolean holds, String what, @Nullable Object... details) {
    if (!holds) {
      throw new AssertionError(what.formatted(details));
    }
  }

  private long number(String attribute, long otherwise) {
    String value = settings.get(attribute);
    return value == null ? otherwise : Long.parseLong(value);
  }

  /// How often a message may be received before it leaves; very often without a policy.
  private long receivesMax() {
    String policy = settings.getOrDefault("RedrivePolicy", "");
    int at = policy.indexOf("maxReceiveCount\":\"");
    return at < 0
        ? Long.MAX_VALUE
        : Long.parseLong(policy.substring(at + 18, policy.indexOf('"', at + 18)));
  }

  private boolean isExhausted(ModelMessage message) {
    return message.receives >= receivesMax();
  }

  /// Time has come this far: what is older than the retention period is gone.
  void pass(long now) {
    long retention = 1_000 * number("MessageRetentionPeriod", 345_600);
    int before = messages.size();
    messages.removeIf(message -> now - message.sentAt > retention);
    expired += before - messages.size();
  }

  /// The code of the error that a send is refused with, or null.
  @Nullable String refusal(Send send) {
    if (isFifo && send.group() == null) {
      return "MissingParameter";
    }
    if (send.body().length() > number("MaximumMessageSize", 1_048_576)) {
      return "InvalidParameterValue";
    }
    boolean lacksId = isFifo && send.deduplicationId() == null && !deduplicatesByContent();
    return lacksId ? "InvalidParameterValue" : null;
  }

  private boolean deduplicatesByContent() {
    return "true".equals(settings.get("ContentBasedDeduplication"));
  }

  /// The code of the error that a whole batch is refused with, or null.
  @Nullable String refusal(List<Send> batch) {
    boolean lacks =
        batch.stream()
            .anyMatch(
                send ->
                    send.group() == null
                        || (send.deduplicationId() == null && !deduplicatesByContent()));
    return isFifo && lacks ? "InvalidParameterValue" : null;
  }

  /// A send was answered.
  void sent(long now, Send send, String id, @Nullable String sequenceNumber) {
    require((sequenceNumber != null) == isFifo, "sequence number %s", sequenceNumber);
    String deduplicationId = send.deduplicationId();
    if (isFifo && deduplicationId == null) {
      deduplicationId = ModelDigest.sha256(send.body());
    }
    if (deduplicationId != null) {
      // An id stays known in the scope in which it was accepted.
      String inGroup = send.group() + "\n" + deduplicationId;
      boolean isPerGroup = "messageGroup".equals(settings.get("DeduplicationScope"));
      String today = isPerGroup ? inGroup : deduplicationId;
      Accepted earlier = known(now, today);
      earlier = earlier == null ? known(now, isPerGroup ? deduplicationId : inGroup) : earlier;
      if (earlier != null) {
        require(earlier.id.equals(id), "%s sent again is %s", earlier, id);
        require(
            Objects.equals(earlier.sequenceNumber, sequenceNumber), "%s is not %s", earlier, id);
        return;
      }
      accepted.put(today, new Accepted(now, id, sequenceNumber));
    }
    require(messages.stream().noneMatch(each -> each.id.equals(id)), "%s given twice", id);
    ModelMessage message = new ModelMessage(id, send.body(), send.group(), deduplicationId, now);
    if (sequenceNumber != null) {
      learn(message, sequenceNumber);
    }
    // All messages of a FIFO queue have its delay.
    Integer own = isFifo ? null : send.delaySeconds();
    message.hiddenUntil = now + 1_000 * (own == null ? number("DelaySeconds", 0) : own);
    messages.add(message);
  }

  private @Nullable Accepted known(long now, String id) {
    Accepted earlier = accepted.get(id);
    return earlier == null || now - earlier.at >= WINDOW ? null : earlier;
  }

  private void learn(ModelMessage message, String sequenceNumber) {
    require(sequenceNumber.length() == 20, "sequence number %s", sequenceNumber);
    if (message.deadLetterSource == null) {
      require(
          sequenceNumber.compareTo(highestSequence) > 0,
          "%s does not rise after %s",
          sequenceNumber,
          highestSequence);
      highestSequence = sequenceNumber;
    }
    message.sequenceNumber = sequenceNumber;
  }

  /// A receive was answered. What the answer says nothing of is asked of `isGone`: whether a
  /// message that was received too often has left. Answers the messages that have.
  List<ModelMessage> received(
      long now, Ask ask, List<Seen> answer, Predicate<ModelMessage> isGone) {
    require(answer.size() <= ask.most() || ask.attempt() != null, "%d for %s", answer.size(), ask);
    Attempt attempt = ask.attempt() == null ? null : attempts.get(ask.attempt());
    if (attempt != null && isRepeatable(now, attempt)) {
      boolean isSame =
          attempt.given.stream().map(given -> given.message.id).toList().equals(ids(answer));
      require(isSame, "the attempt %s brought %s, not %s", ask, answer, attempt);
      attempt.given.forEach(given -> given.message.hiddenUntil = hiddenUntil(now, ask));
      checkAttributes(answer);
      return List.of();
    }
    List<ModelMessage> left = exhausted(isGone);
    new AnswerRules(now, ask, left).check(answer);
    messages.removeAll(left);
    List<Given> given = new ArrayList<>();
    for (Seen seen : answer) {
      ModelMessage message = message(seen.id());
      message.receives++;
      message.receivedAt = now;
      message.isVisibilityChanged = false;
      message.firstReceivedAt = message.receivesInAll() == 1 ? now : message.firstReceivedAt;
      message.hiddenUntil = hiddenUntil(now, ask);
      given.add(new Given(message, message.receives));
    }
    if (ask.attempt() != null && !given.isEmpty()) {
      attempts.put(ask.attempt(), new Attempt(now, given));
    }
    checkAttributes(answer);
    return left;
  }

  /// Takes out the messages that left because they were received too often. Answers them.
  List<ModelMessage> leave(Predicate<ModelMessage> isGone) {
    List<ModelMessage> left = exhausted(isGone);
    messages.removeAll(left);
    return left;
  }

  private List<ModelMessage> exhausted(Predicate<ModelMessage> isGone) {
    return messages.stream().filter(m -> isExhausted(m) && isGone.test(m)).toList();
  }

  /// The messages that a receive would bring.
  List<ModelMessage> receivable(long now) {
    return (isFifo
            ? readyGroups(now).values().stream().flatMap(List::stream)
            : messages.stream().filter(m -> !m.isHidden(now)))
        .filter(m -> !isExhausted(m))
        .toList();
  }

  private Map<String, List<ModelMessage>> readyGroups(long now) {
    Map<String, List<ModelMessage>> ready = new TreeMap<>();
    Set<String> ended = new HashSet<>();
    for (ModelMessage message : messages) {
      String group = message.groupOrEmpty();
      if (message.isInFlight(now) || message.isDelayed(now)) {
        ended.add(group);
      } else if (!ended.contains(group)) {
        ready.computeIfAbsent(group, _ -> new ArrayList<>()).add(message);
      }
    }
    return ready;
  }

  private long hiddenUntil(long now, Ask ask) {
    Integer own = ask.visibilitySeconds();
    return now + 1_000 * (own == null ? number("VisibilityTimeout", 30) : own);
  }

  private static List<String> ids(List<Seen> answer) {
    return answer.stream().map(Seen::id).toList();
  }

  private boolean isRepeatable(long now, Attempt attempt) {
    return now - attempt.at < WINDOW
        && attempt.given.stream()
            .allMatch(
                given ->
                    messages.contains(given.message)
                        && given.message.isInFlight(now)
                        && given.message.receives == given.receive
                        && !given.message.isVisibilityChanged);
  }

  private ModelMessage message(String id) {
    ModelMessage found = find(id);
    require(found != null, "%s is in no place of %s", id, name);
    return Objects.requireNonNull(found);
  }

  private @Nullable ModelMessage find(String id) {
    return messages.stream().filter(each -> each.id.equals(id)).findFirst().orElse(null);
  }

  private void checkAttributes(List<Seen> answer) {
    for (Seen seen : answer) {
      ModelMessage message = message(seen.id());
      require(message.body.equals(seen.body()), "%s has the body %s", message, seen.body());
      Map<String, String> expected = new TreeMap<>();
      expected.put("SenderId", owner);
      expected.put("SentTimestamp", String.valueOf(message.sentAt));
      expected.put("ApproximateReceiveCount", String.valueOf(message.receivesInAll()));
      expected.put("ApproximateFirstReceiveTimestamp", String.valueOf(message.firstReceivedAt));
      putIfKnown(expected, "MessageGroupId", message.group);
      putIfKnown(expected, "MessageDeduplicationId", message.deduplicationId);
      putIfKnown(expected, "DeadLetterQueueSourceArn", message.deadLetterSource);
      if (isFifo) {
        String number = Objects.requireNonNull(seen.attributes().get("SequenceNumber"));
        if (message.sequenceNumber == null) {
          learn(message, number);
        }
        putIfKnown(expected, "SequenceNumber", message.sequenceNumber);
      }
      require(expected.equals(seen.attributes()), "%s, not %s", seen.attributes(), expected);
    }
  }

  private static void putIfKnown(Map<String, String> all, String name, @Nullable String value) {
    if (value != null) {
      all.put(name, value);
    }
  }

  /// What an answer may hold.
  private final class AnswerRules {
    private final long now;
    private final Ask ask;
    private final Set<ModelMessage> left;
    private final boolean someoneIsExhausted;

    AnswerRules(long now, Ask ask, List<ModelMessage> left) {
      this.now = now;
      this.ask = ask;
      this.left = new HashSet<>(left);
      this.someoneIsExhausted = messages.stream().anyMatch(m -> isExhausted(m) && !m.isHidden(now));
    }

    void check(List<Seen> answer) {
      require(new HashSet<>(ids(answer)).size() == answer.size(), "%s twice in one answer", answer);
      for (Seen seen : answer) {
        ModelMessage message = message(seen.id());
        require(!message.isHidden(now), "%s is hidden until %d", message, message.hiddenUntil);
        require(!isExhausted(message), "%s was received too often", message);
      }
      left.forEach(each -> require(!each.isHidden(now), "%s left while hidden", each));
      if (isFifo) {
        checkGroups(answer);
      } else {
        checkNumber(answer, messages.stream().filter(m -> !m.isHidden(now)).toList());
      }
    }

    /// Everything that is there comes, up to the number that was asked for.
    private void checkNumber(List<Seen> answer, List<ModelMessage> there) {
      if (answer.size() == ask.most() || ask.isPoll()) {
        return;
      }
      for (ModelMessage message : there) {
        if (isExhausted(message)) {
          require(left.contains(message), "%s has not left", message);
        } else {
          require(ids(answer).contains(message.id), "%s was not received", message);
        }
      }
    }

    /// Of each group the first messages come in their order, none behind one that somebody holds.
    private void checkGroups(List<Seen> answer) {
      Map<String, List<ModelMessage>> ready = readyGroups(now);
      if (!someoneIsExhausted && !ask.isPoll()) {
        checkTurns(answer, ready);
      }
      Set<String> served = new HashSet<>();
      String group = "";
      int place = 0;
      for (int i = 0; i < answer.size(); i++) {
        String next = message(answer.get(i).id()).groupOrEmpty();
        if (i == 0 || !next.equals(group)) {
          require(served.add(next), "two runs of the group %s in %s", next, answer);
          require(
              i == 0
                  || someoneIsExhausted
                  || ask.isPoll()
                  || place == deliverable(ready, group).size(),
              "the group %s was left before its end",
              group);
          group = next;
          place = 0;
        }
        List<ModelMessage> order = deliverable(ready, group);
        require(place < order.size(), "the group %s is locked", group);
        require(order.get(place).id.equals(answer.get(i).id()), "%s came, not %s", answer, order);
        place++;
      }
      for (String each : served) {
        for (ModelMessage message : ready.getOrDefault(each, List.of())) {
          if (ask.isPoll() && message.id.equals(answer.getLast().id())) {
            break;
          }
          require(!isExhausted(message) || left.contains(message), "%s was overtaken", message);
        }
      }
      List<ModelMessage> others = new ArrayList<>();
      ready.forEach(
          (id, all) -> others.addAll(served.contains(id) && someoneIsExhausted ? List.of() : all));
      checkNumber(answer, others);
    }

    /// Of groups whose turn came in the same millisecond any may go first.
    private void checkTurns(List<Seen> answer, Map<String, List<ModelMessage>> ready) {
      Map<String, List<ModelMessage>> waiting = new HashMap<>(ready);
      for (Seen seen : answer) {
        String next = message(seen.id()).groupOrEmpty();
        List<ModelMessage> own = waiting.remove(next);
        if (own != null) {
          long turn = own.getFirst().turn();
          waiting
              .values()
              .forEach(
                  other ->
                      require(turn <= other.getFirst().turn(), "%s went before %s", own, other));
        }
      }
    }

    private List<ModelMessage> deliverable(Map<String, List<ModelMessage>> ready, String group) {
      return ready.getOrDefault(group, List.of()).stream().filter(m -> !isExhausted(m)).toList();
    }
  }

  /// A dead letter arrives.
  void arrives(long now, ModelMessage message, String source) {
    messages.add(message.asDeadLetter(source, isFifo ? now : message.sentAt));
  }

  /// A message arrives that was moved out of a dead-letter queue: a new one, before those
  /// that still wait for the end of their delay.
  void arrivesMoved(long now, ModelMessage message, @Nullable String sequenceNumber) {
    if (sequenceNumber != null) {
      learn(message, sequenceNumber);
    }
    int delayed = 0;
    while (delayed < messages.size() && !messages.get(delayed).isDelayed(now)) {
      delayed++;
    }
    messages.add(delayed, message);
  }

  /// A delete with the handle of that receive was answered with the code, or null for success.
  void deleted(long now, String id, int receive, @Nullable String code) {
    ModelMessage message = find(id);
    boolean isCurrent = message != null && message.receivesInAll() == receive;
    boolean isLate = isFifo && isCurrent && message != null && !message.isInFlight(now);
    String expected = isLate ? "InvalidParameterValue" : null;
    require(Objects.equals(code, expected), "delete of %s answered %s", message, code);
    if (isCurrent && !isLate) {
      messages.remove(message);
    }
  }

  /// A change of the visibility with the handle of that receive was answered.
  void visibilityChanged(long now, String id, int receive, int seconds, @Nullable String code) {
    ModelMessage message = find(id);
    boolean isHeld =
        message != null && message.receivesInAll() == receive && message.isInFlight(now);
    // In a standard queue any handle will do; when the message is visible it changes nothing.
    if (message == null || (isFifo && !isHeld)) {
      String expected = message == null ? "InvalidParameterValue" : "MessageNotInflight";
      require(expected.equals(code), "change of %s answered %s", message, code);
      return;
    }
    if (!message.isInFlight(now)) {
      require(code == null, "change of %s answered %s", message, code);
      return;
    }
    boolean isTooLong = now - message.receivedAt + 1_000L * seconds > TOTAL_VISIBILITY;
    if (isTooLong) {
      require("InvalidParameterValue".equals(code), "%d s for %s: %s", seconds, message, code);
      return;
    }
    require(code == null, "change of %s answered %s", message, code);
    message.hiddenUntil = now + 1_000L * seconds;
    message.isVisibilityChanged = true;
  }

  /// Attributes were changed.
  void changed(long now, Map<String, String> attributes) {
    settings.putAll(attributes);
    if (isFifo && attributes.containsKey("DelaySeconds")) {
      // In a FIFO queue the delay of messages that are already there changes too.
      messages.stream()
          .filter(message -> message.isDelayed(now))
          .forEach(each -> each.hiddenUntil = each.sentAt + 1_000 * number("DelaySeconds", 0));
    }
  }

  /// A purge was answered with the code, or null for success.
  void purged(long now, @Nullable String code) {
    boolean isTooEarly = purgedAt != null && now - purgedAt < 60_000;
    require(
        Objects.equals(code, isTooEarly ? "PurgeQueueInProgress" : null), "purge gave %s", code);
    if (!isTooEarly) {
      messages.clear();
      accepted.clear();
      expired = 0;
      purgedAt = now;
    }
  }
}
