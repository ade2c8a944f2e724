package dev.junction.log.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.engine.Transaction;
import dev.junction.log.domain.EventPosition;
import dev.junction.log.domain.LogEvent;
import dev.junction.log.domain.NewEvent;
import dev.junction.storage.StateStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The events of one group in the map: by stream and time, and an index by time alone. Every read
/// begins where it wants to, never at the beginning. Threads: the partition's.
public final class GroupEvents {

  private static final int AT_ONCE = 1_000;
  private static final long BYTES_AT_ONCE = 4L << 20;
  private static final int NAME_VERSION = 1;

  private final long group;
  private final Groups groups;

  /// No event lies before this position: what was deleted there would have to be skipped one
  /// by one.
  private EventPosition oldest = EventPosition.before(0);

  GroupEvents(long group, Groups groups) {
    this.group = group;
    this.groups = groups;
  }

  /// How much is read at once.
  ///
  /// @param events how many events at most
  /// @param bytes how many bytes of events at most, but one event in any case
  public record Portion(int events, long bytes) {}

  /// A part of a group's events.
  ///
  /// @param events what was found
  /// @param next after which position to go on; null at the end
  /// @param looked at how many events was looked
  public record Chunk(List<LogEvent> events, @Nullable EventPosition next, int looked) {}

  private byte[] byTime(EventPosition position) {
    return LogKeys.eventByTime(group, position);
  }

  private boolean isBefore(EventPosition one, EventPosition other) {
    return Arrays.compareUnsigned(byTime(one), byTime(other)) < 0;
  }

  List<LogEvent> append(
      Transaction<Groups> tx, String name, StreamRecord stream, List<NewEvent> events) {
    long now = tx.now().toEpochMilli();
    long sequence = stream.sequence();
    List<LogEvent> written = new ArrayList<>(events.size());
    for (NewEvent event : events) {
      EventPosition at = new EventPosition(event.timeMillis(), stream.id(), ++sequence);
      StoredEvent stored = new StoredEvent(now, event.message());
      tx.put(LogKeys.event(group, at), stored.encode());
      tx.put(LogKeys.eventByTime(group, at), new byte[] {1});
      written.add(new LogEvent(at, name, now, stored.text()));
      if (isBefore(at, oldest)) {
        oldest = at;
      }
    }
    return written;
  }

  /// The first events of a stream after a position and before a time.
  public List<LogEvent> after(
      Transaction<Groups> tx, Stream stream, EventPosition after, long endMillis, Portion portion) {
    byte[] from = LogKeys.behind(LogKeys.event(group, within(stream, after)));
    byte[] to = stream.end(group, endMillis);
    try (StateStore.Cursor cursor = tx.scan(from, greater(from, to))) {
      return read(cursor, stream.name, portion);
    }
  }

  /// The last events of a stream before a position and from a time on, in the order of their times.
  public List<LogEvent> before(
      Transaction<Groups> tx,
      Stream stream,
      EventPosition before,
      long fromMillis,
      Portion portion) {
    byte[] from = LogKeys.event(group, within(stream, EventPosition.before(fromMillis)));
    byte[] to = LogKeys.event(group, within(stream, before));
    try (StateStore.Cursor cursor = tx.scanBackward(from, greater(from, to))) {
      return read(cursor, stream.name, portion).reversed();
    }
  }

  /// A stream as it is read.
  ///
  /// @param id its number
  /// @param name its name
  public record Stream(long id, String name) {

    private byte[] end(long group, long endMillis) {
      return endMillis == Long.MAX_VALUE
          ? LogKeys.eventsEnd(group, id)
          : LogKeys.event(group, new EventPosition(endMillis, id, 0));
    }
  }

  private static EventPosition within(Stream stream, EventPosition position) {
    return new EventPosition(position.timeMillis(), stream.id, position.sequence());
  }

  private static byte[] greater(byte[] one, byte[] two) {
    return Arrays.compareUnsigned(one, two) < 0 ? two : one;
  }

  private static List<LogEvent> read(StateStore.Cursor cursor, String name, Portion portion) {
    List<LogEvent> found = new ArrayList<>();
    long bytes = 0;
    while (found.size() < portion.events && cursor.next()) {
      StoredEvent event = StoredEvent.decode(cursor.value());
      bytes += event.sizeBytes();
      if (bytes > portion.bytes && !found.isEmpty()) {
        break;
      }
      found.add(
          new LogEvent(
              LogKeys.positionOf(cursor.key()), name, event.ingestedAtMillis(), event.text()));
    }
    return found;
  }

  /// The events of all streams that are wanted, after a position and before a time.
  ///
  /// @param portion how many events are looked at or fetched, wanted or not
  public Chunk ofAllStreams(
      Transaction<Groups> tx,
      EventPosition after,
      long endMillis,
      Predicate<String> wanted,
      Portion portion) {
    boolean isAtStart =
        isBefore(after, oldest) || (oldest.sequence() == 0 && !isBefore(oldest, after));
    byte[] from = isBefore(after, oldest) ? byTime(oldest) : LogKeys.behind(byTime(after));
    byte[] to =
        endMillis == Long.MAX_VALUE
            ? LogKeys.eventsByTimeEnd(group)
            : byTime(EventPosition.before(endMillis));
    List<LogEvent> found = new ArrayList<>();
    Map<Long, Optional<String>> names = new HashMap<>();
    EventPosition last = after;
    int looked = 0;
    int fetched = 0;
    long bytes = 0;
    try (StateStore.Cursor cursor = tx.scan(from, greater(from, to))) {
      while (cursor.next()) {
        if (looked + fetched >= portion.events || bytes >= portion.bytes) {
          return new Chunk(found, last, looked);
        }
        last = LogKeys.positionByTimeOf(cursor.key());
        if (isAtStart && looked == 0) {
          oldest = last;
        }
        looked++;
        String name =
            names
                .computeIfAbsent(last.stream(), id -> Optional.ofNullable(name(tx, id)))
                .orElse(null);
        // A stream that was deleted leaves events behind for a while.
        if (name != null && wanted.test(name)) {
          fetched++;
          byte[] stored = tx.get(LogKeys.event(group, last));
          if (stored != null) {
            StoredEvent event = StoredEvent.decode(stored);
            bytes += event.sizeBytes();
            found.add(new LogEvent(last, name, event.ingestedAtMillis(), event.text()));
          }
        }
      }
    }
    if (isAtStart && looked == 0 && endMillis == Long.MAX_VALUE) {
      oldest = EventPosition.before(Long.MAX_VALUE);
    }
    return new Chunk(found, null, looked);
  }

  /// The name of a stream, or null when it is not there any more.
  @Nullable String name(Transaction<Groups> tx, long stream) {
    Groups.StreamNumber key = new Groups.StreamNumber(group, stream);
    String known = groups.names().get(key);
    if (known == null) {
      byte[] stored = tx.get(LogKeys.streamName(group, stream));
      if (stored != null) {
        known =
            new String(
                new FieldReader(stored).version(NAME_VERSION, "The name of a log stream").rest(),
                StandardCharsets.UTF_8);
        groups.names().put(key, known);
      }
    }
    return known;
  }

  /// How the name of a stream is stored. Shape, version 1: version, the name to the end.
  static byte[] nameValue(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return new FieldWriter(1 + text.length).octet(NAME_VERSION).raw(text).toBytes();
  }

  /// A name in the list of streams, and where it stands there.
  ///
  /// @param place what goes into a token to go on behind it
  public record Listed(String name, byte[] place) {}

  /// How streams are listed.
  ///
  /// @param byTime by the time of the last event instead of the name
  /// @param descending from the end
  /// @param prefix how names begin
  /// @param behind the place of the last one that is known; null to begin
  public record Listing(
      boolean byTime, boolean descending, String prefix, byte @Nullable [] behind) {}

  /// The next streams of a list.
  public List<Listed> streams(Transaction<Groups> tx, Listing listing, int max) {
    byte[][] range =
        listing.byTime ? LogKeys.streamsByTime(group) : LogKeys.streams(group, listing.prefix);
    byte[] from = range[0];
    byte[] to = range[1];
    if (listing.behind != null) {
      byte[] last = LogKeys.placed(listing.byTime, group, listing.behind);
      if (listing.descending) {
        to = smaller(to, last);
      } else {
        from = greater(from, LogKeys.behind(last));
      }
    }
    to = greater(from, to);
    List<Listed> found = new ArrayList<>();
    try (StateStore.Cursor cursor =
        listing.descending ? tx.scanBackward(from, to) : tx.scan(from, to)) {
      while (found.size() < max && cursor.next()) {
        byte[] key = cursor.key();
        found.add(new Listed(LogKeys.nameIn(key), LogKeys.placeIn(key)));
      }
    }
    return found;
  }

  private static byte[] smaller(byte[] one, byte[] two) {
    return Arrays.compareUnsigned(one, two) < 0 ? one : two;
  }

  /// The first event from a time on, or null.
  @Nullable EventPosition first(Transaction<Groups> tx, long fromMillis) {
    byte[] from = LogKeys.eventByTime(group, EventPosition.before(fromMillis));
    try (StateStore.Cursor cursor = tx.scan(from, LogKeys.eventsByTimeEnd(group))) {
      return cursor.next() ? LogKeys.positionByTimeOf(cursor.key()) : null;
    }
  }

  /// What a removal of expired events has removed.
  ///
  /// @param streams of which streams
  /// @param isMore whether more has expired
  record Swept(List<SweptStream> streams, boolean isMore) {}

  /// What was removed of one stream.
  ///
  /// @param stream its number
  /// @param bytes how much
  /// @param isEmpty whether nothing is left
  record SweptStream(long stream, long bytes, boolean isEmpty) {}

  /// Removes some of the events before a time.
  Swept sweep(Transaction<Groups> tx, long keptSinceMillis) {
    byte[] from = LogKeys.eventByTime(group, EventPosition.before(0));
    byte[] to = LogKeys.eventByTime(group, EventPosition.before(keptSinceMillis));
    Map<Long, Long> bytes = new HashMap<>();
    Map<Long, EventPosition> last = new HashMap<>();
    byte[] begun = null;
    byte[] reached = from;
    boolean more = false;
    int count = 0;
    long read = 0;
    try (StateStore.Cursor cursor = tx.scan(from, greater(from, to))) {
      while (cursor.next()) {
        if (count++ == AT_ONCE || read >= BYTES_AT_ONCE) {
          more = true;
          break;
        }
        begun = begun == null ? cursor.key() : begun;
        reached = LogKeys.behind(cursor.key());
        EventPosition at = LogKeys.positionByTimeOf(cursor.key());
        byte[] key = LogKeys.event(group, at);
        byte[] stored = tx.get(key);
        if (stored != null) {
          tx.delete(key);
          read += stored.length;
          bytes.merge(at.stream(), StoredEvent.decode(stored).sizeBytes(), Long::sum);
          last.put(at.stream(), at);
        }
      }
    }
    if (begun != null) {
      tx.deleteRange(begun, reached);
    }
    List<SweptStream> streams = new ArrayList<>();
    bytes.forEach(
        (stream, size) -> streams.add(new SweptStream(stream, size, isLast(tx, last.get(stream)))));
    return new Swept(streams, more);
  }

  private boolean isLast(Transaction<Groups> tx, @Nullable EventPosition position) {
    if (position == null) {
      return false;
    }
    byte[] from = LogKeys.behind(LogKeys.event(group, position));
    try (StateStore.Cursor cursor = tx.scan(from, LogKeys.eventsEnd(group, position.stream()))) {
      return !cursor.next();
    }
  }

  /// Removes some of what a deleted stream has left; answers whether there is more.
  boolean purge(Transaction<Groups> tx, long stream) {
    byte[] from = LogKeys.event(group, new EventPosition(0, stream, 0));
    byte[] begun = null;
    byte[] reached = from;
    boolean more = false;
    int count = 0;
    try (StateStore.Cursor cursor = tx.scan(from, LogKeys.eventsEnd(group, stream))) {
      while (cursor.next()) {
        if (count++ == AT_ONCE) {
          more = true;
          break;
        }
        begun = begun == null ? cursor.key() : begun;
        reached = LogKeys.behind(cursor.key());
        tx.delete(LogKeys.eventByTime(group, LogKeys.positionOf(cursor.key())));
      }
    }
    if (begun != null) {
      tx.deleteRange(begun, reached);
    }
    return more;
  }
}
