package dev.junction.bus.operation.archive;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.archive.ArchiveLog;
import dev.junction.bus.archive.ArchiveLogs;
import dev.junction.bus.archive.ArchivedEvent;
import dev.junction.bus.archive.SealedChunk;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.storage.ChunkStore;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Seals events of archives into chunks, outside of the partitions, and reads chunks.
///
/// Durability: a chunk is durable before the map says that it takes the place of events; a crash
/// between leaves a chunk that nobody reads. Threads: any.
public final class ArchiveKeeper implements ArchiveLogs.Keeper {

  private static final ServiceError NOT_YET =
      ServiceError.server("NotYet", 503, "The server has not started");

  private final ChunkStore chunks;
  private final Executor workers;

  /// The archives that are being sealed, so that each is sealed by one at a time.
  private final Map<Long, CompletableFuture<Outcome<Boolean>>> sealing = new ConcurrentHashMap<>();

  private volatile @Nullable BusAccess access;

  /// @param workers what may block
  public ArchiveKeeper(ChunkStore chunks, Executor workers) {
    this.chunks = chunks;
    this.workers = workers;
  }

  /// Lets events be sealed; the engine may still be opening.
  public void begin(BusAccess how) {
    access = how;
  }

  @Override
  public void grown(int partition, long archiveId) {
    var _ = seal(partition, archiveId);
  }

  private static long keyOf(int partition, long archiveId) {
    return ((long) partition << 48) | archiveId;
  }

  /// Seals what an archive has in the map; whether that was anything.
  CompletableFuture<Outcome<Boolean>> seal(int partition, long archiveId) {
    BusAccess way = access;
    if (way == null) {
      return BusAccess.done(Outcome.rejected(NOT_YET));
    }
    long key = keyOf(partition, archiveId);
    CompletableFuture<Outcome<Boolean>> mine = new CompletableFuture<>();
    CompletableFuture<Outcome<Boolean>> other = sealing.putIfAbsent(key, mine);
    if (other != null) {
      return other;
    }
    var _ =
        way.submit(
                partition,
                (buses, tx) -> {
                  ArchiveLog log = buses.archives().find(archiveId);
                  return Outcome.accepted(
                      log == null ? List.<ArchivedEvent>of() : log.openEvents(tx));
                })
            .thenAcceptAsync(
                events -> {
                  switch (events) {
                    case Outcome.Rejected<List<ArchivedEvent>>(var error) ->
                        finish(key, mine, Outcome.rejected(error));
                    case Outcome.Accepted<List<ArchivedEvent>>(var open) ->
                        put(way, partition, archiveId, open, outcome -> finish(key, mine, outcome));
                  }
                },
                workers);
    return mine;
  }

  /// Another may seal before anybody hears of this one.
  private void finish(
      long key, CompletableFuture<Outcome<Boolean>> mine, Outcome<Boolean> outcome) {
    sealing.remove(key, mine);
    mine.complete(outcome);
  }

  private void put(
      BusAccess way,
      int partition,
      long archiveId,
      List<ArchivedEvent> events,
      Consumer<Outcome<Boolean>> done) {
    if (events.isEmpty()) {
      done.accept(Outcome.accepted(false));
      return;
    }
    byte[] chunk = ArchivedEvent.chunk(events);
    String name =
        String.format(
            Locale.ROOT,
            "bus/%d/%d/%016x-%016x",
            partition,
            archiveId,
            events.getFirst().number(),
            ThreadLocalRandom.current().nextLong());
    try {
      chunks.put(name, chunk);
    } catch (RuntimeException full) {
      // The events stay where they are and are sealed with later ones.
      done.accept(
          Outcome.rejected(ServiceError.server("InternalException", 500, "No chunk: " + full)));
      return;
    }
    var _ =
        way.submit(
                partition,
                (buses, tx) -> {
                  ArchiveLog log = buses.archives().find(archiveId);
                  SealedChunk sealed = sealed(name, chunk, events, tx.now().toEpochMilli());
                  return Outcome.accepted(log != null && log.seal(tx, sealed));
                })
            .thenAcceptAsync(
                outcome -> {
                  if (outcome instanceof Outcome.Accepted<Boolean>(Boolean used) && !used) {
                    chunks.delete(name);
                  }
                  done.accept(outcome);
                },
                workers);
  }

  private static SealedChunk sealed(
      String name, byte[] chunk, List<ArchivedEvent> events, long nowMillis) {
    long bytes = events.stream().mapToLong(event -> event.json().length).sum();
    long from = events.stream().mapToLong(ArchivedEvent::timeMillis).min().orElse(0);
    long to = events.stream().mapToLong(ArchivedEvent::timeMillis).max().orElse(0);
    return new SealedChunk(
        name,
        events.getFirst().number(),
        events.getLast().number(),
        events.size(),
        chunk.length,
        bytes,
        from,
        to,
        nowMillis);
  }

  /// The events of a chunk. Blocks.
  List<ArchivedEvent> read(SealedChunk chunk) {
    return ArchivedEvent.ofChunk(chunks.get(chunk.name(), 0, chunk.chunkBytes()));
  }

  Executor workers() {
    return workers;
  }

  @Override
  public void unneeded(int partition, List<String> names) {
    BusAccess way = access;
    if (way == null || names.isEmpty()) {
      return;
    }
    // The answer comes when what was written before it is durable.
    var _ =
        way.submit(partition, (_, _) -> Outcome.accepted(true))
            .thenAcceptAsync(
                outcome -> {
                  if (outcome instanceof Outcome.Accepted<Boolean>) {
                    names.forEach(chunks::delete);
                  }
                },
                workers);
  }
}
