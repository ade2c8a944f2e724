package dev.junction.log.state;

import dev.junction.engine.Transaction;
import dev.junction.engine.follow.Followers;
import dev.junction.identity.policy.Policy;
import dev.junction.log.domain.EventBatch;
import dev.junction.log.domain.EventPosition;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogEvent;
import dev.junction.log.domain.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One log group on its partition. Threads: the partition's.
public final class LogGroup {

  /// How long at least lies between two removals of expired events.
  static final Duration SWEEP_PAUSE = Duration.ofMinutes(10);

  private final GroupAddress address;
  private final Groups groups;
  private final GroupEvents events;
  private final Followers<LogEvent> followers = new Followers<>(event -> event.message().length());
  private GroupRecord record;
  private GroupCounters counters = GroupCounters.NONE;
  private Policies ownPolicy = Policies.NONE;

  LogGroup(GroupAddress address, GroupRecord record, Groups groups) {
    this.address = address;
    this.record = record;
    this.groups = groups;
    this.events = new GroupEvents(record.id(), groups);
  }

  void restore(GroupCounters restored, Policies policy) {
    counters = restored;
    ownPolicy = policy;
  }

  public GroupAddress address() {
    return address;
  }

  public GroupRecord record() {
    return record;
  }

  /// How much its events count.
  public long storedBytes() {
    return counters.storedBytes();
  }

  /// Its events.
  public GroupEvents events() {
    return events;
  }

  /// Who wants to hear of new events.
  public Followers<LogEvent> followers() {
    return followers;
  }

  /// The policy of this group alone; under the empty name when there is one.
  public Policies ownPolicy() {
    return ownPolicy;
  }

  /// Every policy that says who may write here.
  public List<Policy> policies() {
    List<Policy> all = new ArrayList<>(groups.policies(address.account(), address.region()).all());
    all.addAll(ownPolicy.all());
    return all;
  }

  public void changeOwnPolicy(Transaction<Groups> tx, Policies changed) {
    ownPolicy = changed;
    tx.useReserve();
    tx.put(LogKeys.ownPolicy(record.id()), changed.encode());
  }

  /// The time from which on events are kept.
  public long keptSinceMillis(Instant now) {
    return record.retention().days() == 0
        ? 0
        : Math.max(0, now.minus(Duration.ofDays(record.retention().days())).toEpochMilli());
  }

  public void changeTags(Transaction<Groups> tx, Map<String, String> tags) {
    tx.useReserve();
    change(tx, record.withTags(tags));
  }

  public void changeProtection(Transaction<Groups> tx, boolean wanted) {
    change(tx, record.withProtection(wanted));
  }

  /// Keeps events for so many days; 0 for ever.
  public void changeRetention(Transaction<Groups> tx, int days) {
    cancelSweep(tx);
    change(tx, record.with(new GroupRecord.Retention(days, 0)));
    EventPosition oldest = days == 0 ? null : events.first(tx, 0);
    if (oldest != null) {
      planSweep(tx, oldest.timeMillis());
    }
  }

  private void change(Transaction<Groups> tx, GroupRecord changed) {
    record = changed;
    tx.put(LogKeys.group(address), changed.encode());
  }

  private void count(Transaction<Groups> tx, GroupCounters changed) {
    counters = changed;
    tx.put(LogKeys.counters(record.id()), changed.encode());
  }

  /// The stream of a name, or null.
  public @Nullable StreamRecord stream(Transaction<Groups> tx, String name) {
    Groups.StreamKey key = new Groups.StreamKey(record.id(), name);
    StreamRecord known = groups.streams().get(key);
    if (known == null) {
      byte[] stored = tx.get(LogKeys.stream(record.id(), name));
      known = stored == null ? null : StreamRecord.decode(stored);
      if (known != null) {
        groups.streams().put(key, known);
      }
    }
    return known;
  }

  /// Creates a stream.
  ///
  /// @param isDelivered whether it goes away with its last event
  public StreamRecord createStream(Transaction<Groups> tx, String name, boolean isDelivered) {
    count(tx, counters.plusStream());
    StreamRecord created =
        StreamRecord.created(counters.streams(), tx.now().toEpochMilli(), isDelivered);
    keep(tx, name, created);
    tx.put(LogKeys.streamByTime(record.id(), created.timeInList(), name), new byte[] {1});
    tx.put(LogKeys.streamName(record.id(), created.id()), GroupEvents.nameValue(name));
    return created;
  }

  private void keep(Transaction<Groups> tx, String name, StreamRecord stream) {
    groups.streams().put(new Groups.StreamKey(record.id(), name), stream);
    tx.put(LogKeys.stream(record.id(), name), stream.encode());
  }

  /// Deletes a stream; its events are gone at once and removed in a while.
  public void deleteStream(Transaction<Groups> tx, String name, StreamRecord stream) {
    forget(tx, name, stream);
    count(tx, counters.plusBytes(-stream.storedBytes()));
    LogTimer purge = new LogTimer(record.id(), stream.id(), 0);
    tx.setTimer(tx.now(), purge.encode(), purge.encode());
  }

  private void forget(Transaction<Groups> tx, String name, StreamRecord stream) {
    groups.streams().remove(new Groups.StreamKey(record.id(), name));
    groups.names().remove(new Groups.StreamNumber(record.id(), stream.id()));
    tx.delete(LogKeys.stream(record.id(), name));
    tx.delete(LogKeys.streamByTime(record.id(), stream.timeInList(), name));
    tx.delete(LogKeys.streamName(record.id(), stream.id()));
  }

  /// Writes events, which were checked as a batch, into a stream; those that are too old or too new
  /// are left out.
  public EventBatch put(
      Transaction<Groups> tx, String name, StreamRecord stream, List<NewEvent> wanted) {
    long now = tx.now().toEpochMilli();
    EventBatch batch = EventBatch.of(wanted, now, keptSinceMillis(tx.now()));
    List<NewEvent> taken = batch.taken();
    if (taken.isEmpty()) {
      return batch;
    }
    long bytes = taken.stream().mapToLong(NewEvent::sizeBytes).sum();
    List<LogEvent> written = events.append(tx, name, stream, taken);
    StreamRecord changed =
        stream.written(
            new StreamRecord.Written(
                taken.getFirst().timeMillis(), taken.getLast().timeMillis(), taken.size(), bytes),
            now);
    keep(tx, name, changed);
    if (changed.timeInList() != stream.timeInList()) {
      tx.delete(LogKeys.streamByTime(record.id(), stream.timeInList(), name));
      tx.put(LogKeys.streamByTime(record.id(), changed.timeInList(), name), new byte[] {1});
    }
    count(tx, counters.plusBytes(bytes));
    if (isSweptTooLate(taken.getFirst().timeMillis())) {
      cancelSweep(tx);
      planSweep(tx, taken.getFirst().timeMillis());
    }
    followers.tell(tx, written);
    return batch;
  }

  private boolean isSweptTooLate(long eventMillis) {
    GroupRecord.Retention retention = record.retention();
    if (retention.days() == 0 || retention.sweepAtMillis() == 0) {
      return retention.days() > 0;
    }
    long expires = eventMillis + Duration.ofDays(retention.days()).toMillis();
    return expires < retention.sweepAtMillis() - SWEEP_PAUSE.toMillis();
  }

  private void planSweep(Transaction<Groups> tx, long oldestMillis) {
    Duration retention = Duration.ofDays(record.retention().days());
    Instant expires = Instant.ofEpochMilli(oldestMillis).plus(retention).plusMillis(1);
    Instant soonest = tx.now().plus(SWEEP_PAUSE);
    Instant due = expires.isAfter(soonest) ? expires : soonest;
    change(
        tx, record.with(new GroupRecord.Retention(record.retention().days(), due.toEpochMilli())));
    LogTimer sweep = new LogTimer(record.id(), 0, 0);
    tx.setTimer(
        Instant.ofEpochMilli(record.retention().sweepAtMillis()), sweep.encode(), sweep.encode());
  }

  private void cancelSweep(Transaction<Groups> tx) {
    if (record.retention().sweepAtMillis() > 0) {
      LogTimer sweep = new LogTimer(record.id(), 0, 0);
      tx.cancelTimer(Instant.ofEpochMilli(record.retention().sweepAtMillis()), sweep.encode());
    }
  }

  /// Removes what has expired, or what a deleted stream has left, a part at a time.
  void onTimer(Transaction<Groups> tx, LogTimer timer) {
    tx.useReserve();
    if (timer.stream() > 0) {
      if (events.purge(tx, timer.stream())) {
        again(tx, timer);
      }
      return;
    }
    if (record.retention().sweepAtMillis() == 0
        || record.retention().sweepAtMillis() > tx.now().toEpochMilli()) {
      // It was planned anew since.
      return;
    }
    long keptSince = keptSinceMillis(tx.now());
    GroupEvents.Swept swept = events.sweep(tx, keptSince);
    long bytes = 0;
    for (GroupEvents.SweptStream stream : swept.streams()) {
      bytes += shrink(tx, stream);
    }
    if (bytes > 0) {
      count(tx, counters.plusBytes(-bytes));
    }
    if (swept.isMore()) {
      again(tx, timer);
      return;
    }
    EventPosition oldest = events.first(tx, keptSince);
    if (oldest == null) {
      change(tx, record.with(new GroupRecord.Retention(record.retention().days(), 0)));
    } else {
      planSweep(tx, oldest.timeMillis());
    }
  }

  private static void again(Transaction<Groups> tx, LogTimer timer) {
    LogTimer next = timer.next();
    tx.setTimer(tx.now(), next.encode(), next.encode());
  }

  /// Answers by how much; what a deleted stream has left was taken off when it was deleted.
  private long shrink(Transaction<Groups> tx, GroupEvents.SweptStream swept) {
    String name = events.name(tx, swept.stream());
    StreamRecord stream = name == null ? null : stream(tx, name);
    if (name == null || stream == null) {
      return 0;
    }
    if (stream.isDelivered() && swept.isEmpty()) {
      forget(tx, name, stream);
    } else {
      keep(tx, name, stream.withoutBytes(swept.bytes()));
    }
    return swept.bytes();
  }

  /// Removes everything.
  void erase(Transaction<Groups> tx) {
    tx.useReserve();
    cancelSweep(tx);
    tx.delete(LogKeys.group(address));
    for (byte[][] range : LogKeys.everythingOf(record.id())) {
      tx.deleteRange(range[0], range[1]);
    }
    groups.streams().keySet().removeIf(key -> key.group() == record.id());
    groups.names().keySet().removeIf(key -> key.group() == record.id());
    followers.end(tx);
  }
}
