package dev.junction.topic.state;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.expression.filter.FilterPolicy;
import dev.junction.kernel.ServiceError;
import dev.junction.storage.StateStore;
import dev.junction.topic.domain.ReplayPolicy;
import dev.junction.topic.domain.SubscriptionSettings;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicSettings;
import dev.junction.topic.protection.MessageLook;
import dev.junction.topic.state.archive.Archive;
import dev.junction.topic.state.archive.ArchivedMessage;
import dev.junction.topic.state.archive.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The archive of one FIFO topic and the replays of it. Threads: the partition's.
final class Replays {

  /// How many messages, and about how many bytes of them, one step of a replay reads.
  private static final int MESSAGES_AT_ONCE = 100;

  private static final int BYTES_AT_ONCE = 4 << 20;

  private final Topic topic;
  private final long bytesMax;
  private final Map<String, Replay> bySubscription = new HashMap<>();
  private @Nullable Archive archive;

  /// @param bytesMax how much the archive keeps
  Replays(Topic topic, long bytesMax) {
    this.topic = topic;
    this.bytesMax = bytesMax;
  }

  private Archive fresh() {
    return new Archive(TopicKeys.KEYSPACE, topic.record().id(), bytesMax);
  }

  /// Reads back the archive and how far replays have come.
  void open(PartitionContext context) {
    Archive found = fresh();
    archive = found.open(context) ? found : null;
    byte[][] range = TopicKeys.replays(topic.record().id());
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        bySubscription.put(TopicKeys.subscriptionOf(cursor.key()), Replay.decode(cursor.value()));
      }
    }
  }

  private @Nullable Duration retention() {
    return topic.record().settings().archiveRetention();
  }

  /// Whether messages reach a subscription through a replay at present.
  boolean withholds(Subscription subscription) {
    Replay replay = bySubscription.get(subscription.record().id());
    return replay != null && replay.isActive();
  }

  @Nullable Replay find(String id) {
    return bySubscription.get(id);
  }

  /// The time from which on the archive has every message; null without an archive.
  @Nullable Instant beginning(Instant now) {
    Duration retention = retention();
    return archive == null || retention == null ? null : archive.beginning(now, retention);
  }

  /// Why the topic's settings cannot become these; null when they can.
  @Nullable ServiceError problem(TopicSettings changed) {
    boolean ends = archive != null && changed.archiveRetention() == null;
    return ends && bySubscription.values().stream().anyMatch(Replay::isActive)
        ? TopicErrors.invalid(TopicSettings.ARCHIVE_POLICY, "a replay is in progress")
        : null;
  }

  /// Begins or ends the archive as the topic's settings say.
  void settingsChanged(Transaction<Topics> tx) {
    if (retention() != null && archive == null) {
      archive = fresh();
      archive.begin(tx, topic.lastSequence());
    } else if (retention() == null && archive != null) {
      archive.erase(tx);
      archive = null;
    }
  }

  /// Keeps a message that is published.
  void keep(Transaction<Topics> tx, long sequence, ArchivedMessage message) {
    Duration retention = retention();
    if (archive == null || retention == null) {
      return;
    }
    long keptFrom =
        bySubscription.values().stream()
            .filter(Replay::isActive)
            .mapToLong(Replay::next)
            .min()
            .orElse(Long.MAX_VALUE);
    archive.add(tx, sequence, message, retention, keptFrom);
  }

  /// Why a subscription cannot have a replay policy; null when it can.
  @Nullable ServiceError problem(Instant now, String policy) {
    Instant beginning = beginning(now);
    if (beginning == null) {
      return TopicErrors.invalid(
          SubscriptionSettings.REPLAY_POLICY, "the topic does not archive its messages");
    }
    // Times in policies may have no milliseconds where the beginning has some.
    return ReplayPolicy.parse(policy).from().isBefore(beginning.minusMillis(999))
        ? TopicErrors.invalid(
            SubscriptionSettings.REPLAY_POLICY,
            "StartingPoint must not be before " + beginning + ", the BeginningArchiveTime")
        : null;
  }

  /// Begins the replay that a subscription's policy asks for, or ends the one that it no longer
  /// asks for.
  void begin(Transaction<Topics> tx, Subscription subscription) {
    String id = subscription.record().id();
    String written =
        subscription.record().settings().values().get(SubscriptionSettings.REPLAY_POLICY);
    Replay before = bySubscription.get(id);
    if (written == null || archive == null) {
      if (before != null && before.isActive()) {
        save(tx, id, before.stopping());
        proceed(tx, id);
      } else if (before != null) {
        forget(tx, id);
      }
      return;
    }
    ReplayPolicy policy = ReplayPolicy.parse(written);
    long newFrom =
        before != null && before.isActive()
            ? Math.max(before.newFrom(), before.next())
            : archive.last() + 1;
    long first = Math.min(archive.findFrom(tx, policy.from()), newFrom);
    Instant to = policy.to();
    save(
        tx,
        id,
        new Replay(Replay.Status.PENDING, first, newFrom, to == null ? -1 : to.toEpochMilli()));
    proceed(tx, id);
  }

  private void save(Transaction<Topics> tx, String id, Replay replay) {
    bySubscription.put(id, replay);
    tx.put(TopicKeys.replay(topic.record().id(), id), replay.encode());
  }

  /// Forgets the replay of a subscription that is removed.
  void forget(Transaction<Topics> tx, String id) {
    if (bySubscription.remove(id) != null) {
      tx.delete(TopicKeys.replay(topic.record().id(), id));
    }
  }

  private void proceed(Transaction<Topics> tx, String id) {
    Replay replay = bySubscription.get(id);
    if (replay != null) {
      setTimer(tx, id, replay, tx.now());
    }
  }

  private void setTimer(Transaction<Topics> tx, String id, Replay replay, Instant due) {
    TopicTimer timer =
        new TopicTimer(
            topic.address(), topic.record().id(), id, TopicTimer.Kind.REPLAY, replay.next());
    tx.setTimer(due, timer.id(), timer.encode());
  }

  /// Hands some messages over.
  ///
  /// @param expected where the replay stood when this step was planned: when it has moved since,
  ///     another step is planned
  void step(Transaction<Topics> tx, String id, long expected) {
    Replay replay = bySubscription.get(id);
    Subscription subscription = topic.subscription(id);
    Archive source = archive;
    if (replay == null || subscription == null || source == null || !replay.isActive()) {
      return;
    }
    if (expected != TopicTimer.ANYWHERE && expected != replay.next()) {
      return;
    }
    if (!tx.hasSpace()) {
      tx.useReserve();
      setTimer(tx, id, replay, tx.now().plusSeconds(1));
      return;
    }
    FilterPolicy filter = subscription.record().settings().filter();
    long[] progress = {replay.next(), 0, 0, 0};
    source.read(
        tx,
        replay.next(),
        (sequence, message, bytes) -> {
          if (progress[1]++ == MESSAGES_AT_ONCE
              || progress[2] > BYTES_AT_ONCE
              || progress[3] > MessageLook.LOOKS_AT_ONCE) {
            return false;
          }
          progress[2] += bytes;
          progress[0] = sequence + 1;
          boolean isOld = replay.isOld(sequence);
          boolean isWanted = !isOld || replay.wants(message.atMillis());
          if (isWanted && (filter == null || filter.accepts(message.message().forFilters()))) {
            progress[3] += topic.deliverAgain(tx, subscription, sequence, message, isOld);
          }
          return true;
        });
    if (progress[0] <= source.last()) {
      boolean stops = replay.status() == Replay.Status.STOPPING;
      Replay.Status status = stops ? Replay.Status.STOPPING : Replay.Status.IN_PROGRESS;
      save(tx, id, replay.at(status, progress[0]));
      proceed(tx, id);
    } else if (replay.status() == Replay.Status.STOPPING) {
      forget(tx, id);
    } else {
      save(tx, id, replay.at(Replay.Status.COMPLETED, progress[0]));
    }
  }
}
