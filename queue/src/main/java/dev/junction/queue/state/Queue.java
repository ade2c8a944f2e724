package dev.junction.queue.state;

import dev.junction.engine.EngineErrors;
import dev.junction.engine.Reply;
import dev.junction.engine.Transaction;
import dev.junction.identity.policy.Policy;
import dev.junction.kernel.Outcome;
import dev.junction.queue.domain.NewMessage;
import dev.junction.queue.domain.PeekQuestion;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.queue.domain.QueueSettings;
import dev.junction.queue.domain.ReceiptHandle;
import dev.junction.queue.domain.RedrivePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One queue on its partition: what each call does to its messages, and when overdue things happen.
/// Threads: the partition's.
public final class Queue {

  private final QueueAddress address;
  private final Queues queues;
  private final Tally tally;
  private final Messages messages;
  private final Delays delays;
  private final Deduplication deduplication;
  private final ReceiveAttempts attempts;
  private final MoveTasks moves;
  private final Retention retention;
  private final Waiters waiters = new Waiters();
  private final Traffic traffic = new Traffic();
  private final Alarm alarm = new Alarm();
  private final Transaction.Latest storedTally = new Transaction.Latest();
  private QueueRecord record;
  private Rules rules;
  private boolean serveIsDue;

  /// Whether the last receive ended before it had looked at everything.
  private boolean isCutShort;

  private long settledIn = -1;
  private Portion settled = new Portion();

  Queue(QueueAddress address, QueueRecord record, Tally tally, Queues queues) {
    this.address = address;
    this.record = record;
    this.rules = Rules.of(record.settings());
    this.tally = tally;
    this.queues = queues;
    this.messages = new Messages(record.id(), address.isFifo(), tally, queues.budget());
    this.delays = new Delays(record.id(), address.isFifo(), rules.delaySeconds());
    this.deduplication = new Deduplication(record, tally, queues.recentIds());
    this.attempts = new ReceiveAttempts(record.id());
    this.retention = new Retention(address, record.id(), tally, messages);
    this.moves = new MoveTasks(address, record.id(), messages, queues);
  }

  public QueueAddress address() {
    return address;
  }

  public QueueRecord record() {
    return record;
  }

  /// How many messages there are, as of the transaction's time.
  public QueueCounts counts(Transaction<Queues> tx) {
    settle(tx);
    return new QueueCounts(
        tally.messages - messages.inFlightCount() - tally.delayed,
        messages.inFlightCount(),
        tally.delayed,
        messages.oldestSentAtMillis(tx),
        waiters.longPolls(),
        traffic.counts());
  }

  /// Shows messages without receiving them.
  public Showcase.Page peek(Transaction<Queues> tx, PeekQuestion question) {
    settle(tx);
    return new Showcase(question, rules.expiresBefore(tx.now())).filled(tx, messages, delays);
  }

  /// Changes the attributes.
  public void change(Transaction<Queues> tx, QueueSettings settings) {
    settle(tx);
    Rules changed = Rules.of(settings);
    if (!Objects.equals(changed.policy(), rules.policy())) {
      // Whoever waits here has to ask again whether it may.
      answerWaiters(tx, Outcome.accepted(List.of()));
    }
    if (changed.perGroup() != rules.perGroup()) {
      deduplication.scopeChangedAt(tx.now().getEpochSecond());
    }
    retention.cancel(tx);
    save(tx, record.withSettings(settings, tx.now().getEpochSecond()));
    rules = changed;
    delays.changeQueueDelay(rules.delaySeconds());
    armAlarm(tx);
    retention.arm(tx, rules.retentionMillis());
    saveTally(tx);
  }

  /// Replaces the tags.
  public void tag(Transaction<Queues> tx, Map<String, String> tags) {
    save(tx, record.withTags(tags));
  }

  private void save(Transaction<Queues> tx, QueueRecord changed) {
    tx.useReserve();
    record = changed;
    tx.put(QueueKeys.queue(address), changed.encode());
  }

  private void saveTally(Transaction<Queues> tx) {
    tx.put(storedTally, QueueKeys.tally(record.id()), tally.encode());
  }

  /// Puts a message into the queue. `encoded` is the message as [StoredMessage#encode] made it.
  public Outcome<Sent> send(Transaction<Queues> tx, NewMessage message, byte[] encoded) {
    if (!tx.hasSpace()) {
      return Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE);
    }
    if (message.sizeBytes() > rules.messageBytesMax()) {
      return Outcome.rejected(QueueErrors.tooLong(rules.messageBytesMax()));
    }
    String deduplicationId = message.deduplicationId();
    if (deduplicationId == null) {
      return Outcome.accepted(enqueue(tx, message, encoded));
    }
    String group = message.groupId();
    byte[] digest = Deduplication.digest(rules.perGroup(), group, deduplicationId);
    Deduplication.Accepted earlier = deduplication.find(tx, digest);
    if (earlier == null && deduplication.hasIdsOfBothScopes(tx)) {
      earlier =
          deduplication.find(tx, Deduplication.digest(!rules.perGroup(), group, deduplicationId));
    }
    if (earlier != null) {
      return Outcome.accepted(new Sent(earlier.messageId(), earlier.sequence()));
    }
    Sent sent = enqueue(tx, message, encoded);
    deduplication.add(tx, digest, sent.sequence(), sent.id());
    return Outcome.accepted(sent);
  }

  private Sent enqueue(Transaction<Queues> tx, NewMessage message, byte[] encoded) {
    settle(tx);
    // In a FIFO queue all messages have the queue's delay: the one that they may give, 0, says so.
    Integer own = address.isFifo() ? null : message.delaySeconds();
    int delaySeconds = own == null ? rules.delaySeconds() : own;
    long sequence = tally.nextSequence;
    traffic.countSent();
    StoredMessage.stamp(encoded, tx.now().toEpochMilli(), sequence);
    // In a FIFO queue nothing overtakes what is on its way out of a longer delay.
    if (delaySeconds == 0 && !(address.isFifo() && tally.delayed > 0)) {
      messages.append(tx, encoded);
      serveSoon(tx);
      if (retention.arm(tx, rules.retentionMillis()) || !tally.mayLag()) {
        saveTally(tx);
      }
    } else {
      messages.skipSequence();
      tally.delayBegins();
      delays.add(tx, delaySeconds, sequence, encoded);
      armAlarm(tx);
      retention.arm(tx, rules.retentionMillis());
      saveTally(tx);
    }
    return new Sent(message.id(), sequence);
  }

  /// Takes in a message that comes from another queue.
  void take(Transaction<Queues> tx, Transfer transfer) {
    settle(tx);
    long now = tx.now().toEpochMilli();
    byte[] arrived = transfer.arrived(now, tally.nextSequence, queues::newId);
    messages.append(tx, arrived);
    if (transfer.why() == Transfer.Why.MOVE_RETURNED) {
      moves.returned(tx, transfer.source(), transfer.moveTask());
    }
    retention.armFor(tx, StoredMessage.sentAtMillis(arrived), rules.retentionMillis());
    saveTally(tx);
    serveSoon(tx);
  }

  /// Receives what is there now, or again what the same attempt was given before.
  public Outcome<List<Delivery>> receive(Transaction<Queues> tx, Demand demand) {
    settle(tx);
    String attempt = demand.attemptId();
    List<Delivery> again = attempt == null ? List.of() : repeat(tx, attempt, demand);
    if (!again.isEmpty()) {
      return Outcome.accepted(again);
    }
    int room = QueueLimits.IN_FLIGHT_MAX - messages.inFlightCount();
    if (room == 0 && !address.isFifo()) {
      return Outcome.rejected(QueueErrors.tooManyInFlight());
    }
    int wanted = Math.min(demand.messagesMax(), room);
    List<Delivery> deliveries = new ArrayList<>(wanted);
    boolean changed = false;
    Portion left = new Portion();
    while (deliveries.size() < wanted && left.hasRoom()) {
      List<Entry> taken = messages.take(tx, wanted - deliveries.size());
      if (taken.isEmpty()) {
        break;
      }
      changed = true;
      for (Entry entry : taken) {
        if (!leaves(tx, entry, left)) {
          deliveries.add(lease(tx, entry, demand));
        }
      }
    }
    isCutShort = !left.hasRoom();
    if (changed) {
      saveTally(tx);
      armAlarm(tx);
    }
    if (attempt != null && !deliveries.isEmpty()) {
      attempts.remember(tx, attempt, deliveries);
    }
    return Outcome.accepted(deliveries);
  }

  /// What an earlier receive with this attempt id was given, invisible anew; nothing when one of
  /// the messages was deleted, became visible or had its visibility changed.
  private List<Delivery> repeat(Transaction<Queues> tx, String attempt, Demand demand) {
    List<Entry> entries = attempts.untouched(tx, attempt, messages);
    List<Delivery> deliveries = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      messages.extend(tx, entry, demand.visibilitySecondsOr(rules.visibilitySeconds()));
      deliveries.add(delivery(entry, messages.stored(tx, entry)));
    }
    return deliveries;
  }

  private Delivery delivery(Entry entry, byte[] stored) {
    traffic.countReceived();
    return new Delivery(
        record.id(), entry.sequence, stored, entry.receiveCount, entry.firstReceivedAtMillis);
  }

  /// Whether a taken message is not to be handed out because it expired or was received too often.
  private boolean leaves(Transaction<Queues> tx, Entry entry, Portion left) {
    boolean expired = entry.sentAtMillis < rules.expiresBefore(tx.now());
    RedrivePolicy redrive = rules.redrive();
    if (!expired && (redrive == null || entry.receiveCount < redrive.receivesMax())) {
      return false;
    }
    int bytes = 0;
    if (!expired && redrive != null) {
      traffic.countDeadLettered();
      byte[] stored = messages.stored(tx, entry);
      byte[] letter =
          StoredMessage.withReceives(stored, entry.receiveCount, entry.firstReceivedAtMillis);
      queues.send(tx, Transfer.deadLetter(address, redrive.target(), letter));
      bytes = letter.length;
    }
    left.add(bytes);
    messages.remove(tx, entry);
    return true;
  }

  private Delivery lease(Transaction<Queues> tx, Entry entry, Demand demand) {
    byte[] stored = messages.stored(tx, entry);
    messages.lease(tx, entry, demand.visibilitySecondsOr(rules.visibilitySeconds()));
    return delivery(entry, stored);
  }

  /// Parks a receive that found nothing until a message arrives or its time is over. One that does
  /// not wait, 0 s, is parked until everything was looked at.
  public void park(
      Transaction<Queues> tx, Reply<List<Delivery>> reply, Demand demand, int waitSeconds) {
    waiters.add(tx, reply, demand, waitSeconds);
    lookOnOrEnd(tx);
    armAlarm(tx);
  }

  /// Whether it is still looked through for receives that came before.
  public boolean isLookedThrough() {
    return !waiters.isEmpty() && mayFindMore();
  }

  /// Deletes a message; one that is not there any more counts as deleted.
  public Outcome<Boolean> delete(Transaction<Queues> tx, ReceiptHandle handle) {
    settle(tx);
    Entry entry = messages.inFlight(handle.sequence());
    boolean flying = entry != null;
    if (entry == null) {
      entry = messages.waiting(tx, handle.sequence());
    }
    if (entry == null || handle.receiveCount() < entry.receiveCount) {
      return Outcome.accepted(false);
    }
    if (!flying && address.isFifo()) {
      return Outcome.rejected(QueueErrors.expiredReceiptHandle(handle.format()));
    }
    messages.remove(tx, entry);
    traffic.countDeleted();
    saveTally(tx);
    serveSoon(tx);
    return Outcome.accepted(true);
  }

  /// Sets how long a message stays invisible from now on; 0 makes it visible at once.
  public Outcome<Boolean> changeVisibility(
      Transaction<Queues> tx, ReceiptHandle handle, int seconds) {
    settle(tx);
    Outcome<Boolean> changed =
        VisibilityChange.apply(tx, messages, address.isFifo(), handle, seconds);
    armAlarm(tx);
    return changed;
  }

  /// Removes all messages, those in flight and delayed ones too, and what is known of their
  /// deduplication ids.
  public Outcome<Boolean> purge(Transaction<Queues> tx) {
    long now = tx.now().toEpochMilli();
    long last = record.purgedAtMillis();
    if (last != 0 && now - last < QueueLimits.PURGE_INTERVAL.toMillis()) {
      return Outcome.rejected(QueueErrors.purgedRecently(address.name()));
    }
    messages.activate(tx);
    messages.clear(tx);
    deduplication.clear(tx);
    delays.clear();
    tally.delayed = 0;
    save(tx, record.purgedAt(now));
    saveTally(tx);
    return Outcome.accepted(true);
  }

  /// Removes the queue with all its data; its long polls hear that it is gone.
  void erase(Transaction<Queues> tx) {
    tx.useReserve();
    retention.cancel(tx);
    messages.clear(tx);
    for (byte[][] range : QueueKeys.everythingOf(record.id())) {
      tx.deleteRange(range[0], range[1]);
    }
    tx.delete(QueueKeys.queue(address));
    alarm.cancel();
    answerWaiters(tx, Outcome.rejected(QueueErrors.noSuchQueue()));
  }

  /// Gives every waiting long poll the same answer.
  void answerWaiters(Transaction<Queues> tx, Outcome<List<Delivery>> outcome) {
    waiters.drain(waiter -> tx.answer(waiter.reply(), outcome));
  }

  /// Deletes messages past their retention, oldest first, and sets the next time to look.
  void expire(Transaction<Queues> tx) {
    settle(tx);
    retention.expire(tx, rules.retentionMillis());
    saveTally(tx);
    serveSoon(tx);
  }

  /// The queue's policy, or null without one.
  public @Nullable Policy policy() {
    return rules.policy();
  }

  /// Where messages go that were received too often, or null.
  @Nullable QueueAddress deadLetterTarget() {
    return rules.redrive() == null ? null : rules.redrive().target();
  }

  void restoreMove(MoveTask task) {
    moves.restore(task);
  }

  /// The message move tasks of this queue, newest first.
  public List<MoveTask> moves() {
    return moves.all();
  }

  /// Starts to move this queue's messages to the destination, or to where each came from. There is
  /// one task at a time.
  public Outcome<UUID> startMove(
      Transaction<Queues> tx, @Nullable QueueAddress destination, int perSecondMax) {
    return moves.start(tx, destination, perSecondMax, counts(tx).visible());
  }

  /// Ends a running move task; what it has moved stays moved.
  public Outcome<MoveTask> cancelMove(Transaction<Queues> tx, UUID id) {
    return moves.cancel(tx, id);
  }

  void continueMove(Transaction<Queues> tx) {
    settle(tx);
    moves.step(tx, rules.expiresBefore(tx.now()));
    saveTally(tx);
  }

  /// Does what has come due: ends visibility timeouts and delays. Answers whether there may be more
  /// than one command does; the rest follows by itself.
  public boolean settle(Transaction<Queues> tx) {
    // What receives, deletes and expires goes on when the disk is full, or it would stay full.
    tx.useReserve();
    if (settledIn == tx.number()) {
      return !settled.hasRoom();
    }
    settledIn = tx.number();
    settled = new Portion();
    messages.activate(tx);
    boolean appeared = false;
    while (settled.hasRoom() && messages.releaseDue(tx)) {
      settled.add(0);
      appeared = true;
    }
    boolean delaysEnded = false;
    while (settled.hasRoom()) {
      byte[] stored = delays.pollDue(tx);
      if (stored == null) {
        break;
      }
      if (!delaysEnded) {
        messages.readForward(tx);
      }
      tally.delayEnds();
      messages.append(tx, stored);
      settled.add(stored.length);
      delaysEnded = true;
    }
    if (delaysEnded) {
      saveTally(tx);
    }
    if (appeared || delaysEnded) {
      serveSoon(tx);
    }
    if (!settled.hasRoom()) {
      alarm.arm(tx, tx.nanos(), this::armAlarm);
    }
    // The view has moved on with it, so it stands even when the call itself is rejected.
    tx.keepStaged();
    return !settled.hasRoom();
  }

  /// Sees to it that waiting polls look again right after this command.
  private void serveSoon(Transaction<Queues> tx) {
    if (waiters.isEmpty() || serveIsDue) {
      return;
    }
    serveIsDue = true;
    tx.wakeAt(
        tx.nanos(),
        (_, then) -> {
          serveIsDue = false;
          serve(then);
          return Outcome.accepted(true);
        });
  }

  private void serve(Transaction<Queues> tx) {
    for (Waiters.Waiter next = waiters.first(); next != null; next = waiters.first()) {
      Outcome<List<Delivery>> outcome = receive(tx, next.demand());
      if (outcome instanceof Outcome.Accepted<List<Delivery>>(var found) && found.isEmpty()) {
        lookOnOrEnd(tx);
        return;
      }
      waiters.removeFirst();
      tx.answer(next.reply(), outcome);
    }
  }

  /// A look found nothing: goes on where it ended, or ends it for those who do not wait, to whom
  /// what an attempt was given before is still given again.
  private void lookOnOrEnd(Transaction<Queues> tx) {
    if (mayFindMore()) {
      serveSoon(tx);
    } else {
      waiters.drainUnwilling(next -> tx.answer(next.reply(), receive(tx, next.demand())));
    }
  }

  /// Whether the last look may have ended before everything was looked at.
  public boolean mayFindMore() {
    return isCutShort || messages.mayHaveMore();
  }

  /// Sets the alarm for the next visibility timeout or delay while somebody waits for it. Without a
  /// waiting poll the next call settles what came due in between.
  private void armAlarm(Transaction<Queues> tx) {
    settle(tx);
    long next = Math.min(messages.nextDeadline(), delays.nextDueNanos());
    if (waiters.isEmpty() || next == Long.MAX_VALUE) {
      return;
    }
    alarm.arm(tx, next, this::armAlarm);
  }
}
