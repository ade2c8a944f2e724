package dev.junction.bus.operation.archive;

import dev.junction.bus.archive.ArchivedEvent;
import dev.junction.bus.archive.ReplayRecord;
import dev.junction.bus.archive.SealedChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The events of a replay in their order: minute by minute of the time that they say, in a minute
/// as they came. Memory: one chunk, whatever the archive holds.
///
/// Source: EventBridge User Guide, "Archiving and replaying events": events are replayed based on
/// their time, in intervals of a minute.
final class ReplayReader {

  /// How many bytes of events are given at once; the last one may go beyond.
  static final int BYTES_AT_ONCE = 4 << 20;

  private final Function<SealedChunk, List<ArchivedEvent>> chunks;
  private @Nullable SealedChunk held;
  private List<ArchivedEvent> heldEvents = List.of();

  /// @param chunks reads a chunk
  ReplayReader(Function<SealedChunk, List<ArchivedEvent>> chunks) {
    this.chunks = chunks;
  }

  /// Some events and how far the replay is with them; no events when it is at its end.
  record Batch(List<ArchivedEvent> events, ReplayRecord.Place reached) {}

  private List<ArchivedEvent> events(SealedChunk chunk) {
    if (!chunk.equals(held)) {
      heldEvents = chunks.apply(chunk);
      held = chunk;
    }
    return heldEvents;
  }

  private static boolean isFull(List<ArchivedEvent> found, int most) {
    long bytes = 0;
    for (ArchivedEvent event : found) {
      bytes += event.json().length;
    }
    return found.size() >= most || bytes >= BYTES_AT_ONCE;
  }

  /// The events after the place that a replay has reached.
  Batch next(ReplayRecord replay, List<SealedChunk> sealed, int most) {
    long minute = Math.max(replay.place().minute(), Math.floorDiv(replay.fromMillis(), 60_000L));
    long number = minute == replay.place().minute() ? replay.place().number() : 0;
    while (true) {
      List<ArchivedEvent> found = new ArrayList<>();
      long later = Long.MAX_VALUE;
      for (SealedChunk chunk : sealed) {
        boolean isDone = chunk.toMillis() < Math.max(replay.fromMillis(), minute * 60_000L);
        if (isDone || chunk.fromMillis() >= replay.toMillis() || isFull(found, most)) {
          continue;
        }
        if (Math.floorDiv(chunk.fromMillis(), 60_000L) > minute) {
          later = Math.min(later, Math.floorDiv(chunk.fromMillis(), 60_000L));
          continue;
        }
        if (minute == replay.place().minute() && chunk.last() <= number) {
          // The replay has had this minute of the chunk; only later ones may be left.
          if (Math.floorDiv(chunk.toMillis(), 60_000L) > minute) {
            later = Math.min(later, minute + 1);
          }
          continue;
        }
        for (ArchivedEvent event : events(chunk)) {
          boolean isWanted =
              event.timeMillis() >= replay.fromMillis()
                  && event.timeMillis() < replay.toMillis()
                  && event.number() <= replay.lastNumber();
          if (isWanted && event.minute() == minute && event.number() > number) {
            found.add(event);
          } else if (isWanted && event.minute() > minute) {
            later = Math.min(later, event.minute());
          }
          if (isFull(found, most)) {
            break;
          }
        }
      }
      if (!found.isEmpty()) {
        ArchivedEvent last = found.getLast();
        return new Batch(found, new ReplayRecord.Place(minute, last.number(), last.timeMillis()));
      }
      if (later == Long.MAX_VALUE) {
        return new Batch(List.of(), replay.place());
      }
      minute = later;
      number = 0;
    }
  }
}
