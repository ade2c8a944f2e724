package dev.junction.bus.archive;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.expression.pattern.EventObject;
import dev.junction.expression.pattern.Pattern;
import dev.junction.storage.StateStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The events of one archive: the latest in the map, the others in chunks. Memory: a few numbers
/// and what is said about each chunk. Threads: the partition's.
public final class ArchiveLog {

  /// How many bytes of events lie in the map before they are sealed.
  static final long OPEN_BYTES_MAX = 4 << 20;

  private final List<SealedChunk> chunks = new ArrayList<>();
  private ArchiveRecord record;
  private @Nullable Pattern pattern;
  private long next = 1;
  private long openFirst = 1;
  private long openBytes;
  private long count;
  private long bytes;

  ArchiveLog(ArchiveRecord record, @Nullable Pattern pattern) {
    this.record = record;
    this.pattern = pattern;
  }

  void open(PartitionContext context) {
    byte[] from = ArchiveKeys.key(ArchiveKeys.CHUNK, record.id());
    try (StateStore.Cursor cursor =
        context.scan(from, ArchiveKeys.key(ArchiveKeys.CHUNK, record.id() + 1))) {
      while (cursor.next()) {
        add(SealedChunk.decode(cursor.value()));
      }
    }
    try (StateStore.Cursor cursor =
        context.scan(event(openFirst), ArchiveKeys.key(ArchiveKeys.EVENT, record.id() + 1))) {
      while (cursor.next()) {
        long number = ArchiveKeys.secondOf(cursor.key());
        grow(ArchivedEvent.decode(number, cursor.value()));
      }
    }
  }

  private byte[] event(long number) {
    return ArchiveKeys.key(ArchiveKeys.EVENT, record.id(), number);
  }

  private void add(SealedChunk chunk) {
    chunks.add(chunk);
    count += chunk.count();
    bytes += chunk.eventBytes();
    openFirst = chunk.last() + 1;
    next = Math.max(next, openFirst);
  }

  private void grow(ArchivedEvent event) {
    next = event.number() + 1;
    openBytes += event.json().length;
    count++;
    bytes += event.json().length;
  }

  public ArchiveRecord record() {
    return record;
  }

  /// How many events there are.
  public long count() {
    return count;
  }

  /// How many bytes they have.
  public long bytes() {
    return bytes;
  }

  /// The number of the last event that came.
  public long last() {
    return next - 1;
  }

  /// Whether events lie in the map.
  boolean hasOpen() {
    return openFirst < next;
  }

  public List<SealedChunk> chunks() {
    return List.copyOf(chunks);
  }

  void change(ArchiveRecord changed, @Nullable Pattern read) {
    record = changed;
    pattern = read;
  }

  /// Keeps an event if it is one of those that are kept; whether it is time to seal.
  boolean append(Transaction<?> tx, EventObject tree, long timeMillis, byte[] json) {
    if (pattern != null && !pattern.matches(tree)) {
      return false;
    }
    ArchivedEvent event = new ArchivedEvent(next, timeMillis, json);
    tx.put(event(next), event.encode());
    grow(event);
    return openBytes >= OPEN_BYTES_MAX;
  }

  /// The events in the map, the earliest first: about as many as a chunk holds.
  public List<ArchivedEvent> openEvents(Transaction<?> tx) {
    List<ArchivedEvent> events = new ArrayList<>();
    long read = 0;
    try (StateStore.Cursor cursor =
        tx.scan(event(openFirst), ArchiveKeys.key(ArchiveKeys.EVENT, record.id() + 1))) {
      while (read < OPEN_BYTES_MAX && cursor.next()) {
        ArchivedEvent event =
            ArchivedEvent.decode(ArchiveKeys.secondOf(cursor.key()), cursor.value());
        events.add(event);
        read += event.json().length;
      }
    }
    return events;
  }

  /// Lets a chunk take the place of events in the map; false when they are in another already.
  public boolean seal(Transaction<?> tx, SealedChunk chunk) {
    if (chunk.first() != openFirst || chunk.last() >= next) {
      return false;
    }
    tx.useReserve();
    tx.put(ArchiveKeys.key(ArchiveKeys.CHUNK, record.id(), chunk.first()), chunk.encode());
    tx.deleteRange(event(chunk.first()), event(chunk.last() + 1));
    chunks.add(chunk);
    openFirst = chunk.last() + 1;
    openBytes -= chunk.eventBytes();
    return true;
  }

  /// Forgets chunks that are too old; their names.
  List<String> forgetSealedBefore(Transaction<?> tx, long millis) {
    List<String> names = new ArrayList<>();
    while (!chunks.isEmpty() && chunks.getFirst().sealedMillis() < millis) {
      SealedChunk old = chunks.removeFirst();
      tx.delete(ArchiveKeys.key(ArchiveKeys.CHUNK, record.id(), old.first()));
      count -= old.count();
      bytes -= old.eventBytes();
      names.add(old.name());
    }
    return names;
  }

  void erase(Transaction<?> tx) {
    tx.useReserve();
    tx.delete(ArchiveKeys.key(ArchiveKeys.ARCHIVE, record.id()));
    for (byte kind : new byte[] {ArchiveKeys.EVENT, ArchiveKeys.CHUNK}) {
      tx.deleteRange(ArchiveKeys.key(kind, record.id()), ArchiveKeys.key(kind, record.id() + 1));
    }
  }
}
