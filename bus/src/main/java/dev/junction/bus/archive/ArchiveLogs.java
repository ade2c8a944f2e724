package dev.junction.bus.archive;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.expression.pattern.EventObject;
import dev.junction.expression.pattern.Pattern;
import dev.junction.storage.StateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The archives and replays of the buses of one partition. Threads: the partition's.
public final class ArchiveLogs {

  /// What happens outside of the partition.
  public interface Keeper {

    /// An archive has so much in the map that it can be sealed.
    void grown(int partition, long archiveId);

    /// Chunks are not needed any more, once what was written so far is durable.
    void unneeded(int partition, List<String> chunks);
  }

  private final Map<Long, ArchiveLog> byId = new HashMap<>();
  private final Map<String, List<ArchiveLog>> byBus = new HashMap<>();
  private final Map<String, ReplayRecord> replays = new HashMap<>();
  private final int partition;
  private final Keeper keeper;
  private final Function<String, Pattern> patterns;

  /// @param patterns reads a pattern that was accepted before
  public ArchiveLogs(int partition, Keeper keeper, Function<String, Pattern> patterns) {
    this.partition = partition;
    this.keeper = keeper;
    this.patterns = patterns;
  }

  /// Reads everything back.
  public void open(PartitionContext context) {
    byte[][] range = ArchiveKeys.all(ArchiveKeys.ARCHIVE);
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        ArchiveLog log = add(ArchiveRecord.decode(cursor.value()));
        log.open(context);
      }
    }
    byte[][] running = ArchiveKeys.all(ArchiveKeys.REPLAY);
    try (StateStore.Cursor cursor = context.scan(running[0], running[1])) {
      while (cursor.next()) {
        ReplayRecord replay = ReplayRecord.decode(cursor.value());
        replays.put(replay.arn(), replay);
      }
    }
  }

  private ArchiveLog add(ArchiveRecord record) {
    ArchiveLog log = new ArchiveLog(record, pattern(record));
    byId.put(record.id(), log);
    byBus.computeIfAbsent(record.busArn(), _ -> new ArrayList<>()).add(log);
    return log;
  }

  private @Nullable Pattern pattern(ArchiveRecord record) {
    return record.pattern() == null ? null : patterns.apply(record.pattern());
  }

  public Collection<ArchiveLog> all() {
    return List.copyOf(byId.values());
  }

  public @Nullable ArchiveLog find(long id) {
    return byId.get(id);
  }

  public @Nullable ArchiveLog find(String arn) {
    return byId.values().stream()
        .filter(log -> log.record().arn().equals(arn))
        .findFirst()
        .orElse(null);
  }

  /// How many archives keep events of a bus.
  public int countOf(String busArn) {
    return byBus.getOrDefault(busArn, List.of()).size();
  }

  /// Begins to keep events for an archive, or changes which; an earlier one of its name goes.
  ///
  /// @param wanted with a fresh number, which counts if the archive is new
  public void attach(Transaction<?> tx, ArchiveRecord wanted) {
    ArchiveLog known = find(wanted.arn());
    if (known != null && !known.record().isSame(wanted)) {
      detach(tx, known);
      known = null;
    }
    ArchiveRecord record = known == null ? wanted : wanted.withId(known.record().id());
    if (known == null) {
      add(record);
    } else {
      known.change(record, pattern(record));
    }
    tx.put(ArchiveKeys.key(ArchiveKeys.ARCHIVE, record.id()), record.encode());
  }

  /// Lets an archive keep nothing more; one that is not there is left alone.
  public void close(Transaction<?> tx, String arn) {
    ArchiveLog log = find(arn);
    if (log != null) {
      attach(tx, log.record().closed());
    }
  }

  /// Removes an archive with its events.
  public void detach(Transaction<?> tx, ArchiveLog log) {
    byId.remove(log.record().id());
    byBus.getOrDefault(log.record().busArn(), new ArrayList<>()).remove(log);
    log.erase(tx);
    keeper.unneeded(partition, log.chunks().stream().map(SealedChunk::name).toList());
  }

  /// Keeps an event for every archive of its bus that wants it.
  public void append(
      Transaction<?> tx, String busArn, EventObject tree, long timeMillis, byte[] json) {
    for (ArchiveLog log : byBus.getOrDefault(busArn, List.of())) {
      if (log.append(tx, tree, timeMillis, json)) {
        keeper.grown(partition, log.record().id());
      }
    }
  }

  /// Whether a bus has an archive.
  public boolean keeps(String busArn) {
    return !byBus.getOrDefault(busArn, List.of()).isEmpty();
  }

  /// Forgets what archives have kept long enough.
  public void forgetOld(Transaction<?> tx) {
    for (ArchiveLog log : byId.values()) {
      int days = log.record().retentionDays();
      if (days > 0) {
        long before = tx.now().minus(Duration.ofDays(days)).toEpochMilli();
        List<String> gone = log.forgetSealedBefore(tx, before);
        if (!gone.isEmpty()) {
          keeper.unneeded(partition, gone);
        }
        // What lies in the map ages only once it is sealed.
        if (log.hasOpen()) {
          keeper.grown(partition, log.record().id());
        }
      }
    }
  }

  public @Nullable ReplayRecord replay(String arn) {
    return replays.get(arn);
  }

  public Collection<ReplayRecord> replays() {
    return List.copyOf(replays.values());
  }

  /// Writes down how far a replay is.
  public void put(Transaction<?> tx, ReplayRecord replay) {
    replays.put(replay.arn(), replay);
    tx.put(ArchiveKeys.key(ArchiveKeys.REPLAY, replay.id()), replay.encode());
  }
}
