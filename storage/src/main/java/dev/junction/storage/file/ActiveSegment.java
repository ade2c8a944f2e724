package dev.junction.storage.file;

import dev.junction.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The segment that is being written: where the next write goes and how far it is synced.
///
/// Threads: the journal's writer.
final class ActiveSegment {

  private final JournalIdentity identity;
  private final Segment segment;
  private final DiskFile file;
  private final long salt;
  private final ByteBuffer zeros;
  private final ByteBuffer mark;
  private @Nullable ByteBuffer unwrittenHeader;
  private int position;
  private int syncedTo;
  private int markedAt = -1;

  private ActiveSegment(
      JournalIdentity identity, Segment segment, DiskFile file, @Nullable ByteBuffer header) {
    this.identity = identity;
    this.segment = segment;
    this.file = file;
    this.salt = identity.saltOf(segment.sequence());
    this.zeros = ByteBuffer.allocateDirect(identity.blockBytes());
    this.mark = ByteBuffer.allocateDirect(identity.blockBytes());
    this.unwrittenHeader = header;
  }

  /// A segment whose header goes out with its first records.
  static ActiveSegment begun(JournalIdentity identity, SegmentHeader header, DiskFile file) {
    return new ActiveSegment(identity, Segment.of(header), file, header.encode(identity));
  }

  /// A segment that is written and synced up to a position.
  static ActiveSegment continued(
      JournalIdentity identity, SegmentHeader header, DiskFile file, int position) {
    ActiveSegment active = new ActiveSegment(identity, Segment.of(header), file, null);
    active.position = position;
    active.syncedTo = position;
    return active;
  }

  Segment segment() {
    return segment;
  }

  long salt() {
    return salt;
  }

  /// Where the next write starts.
  int position() {
    return position;
  }

  /// Below which everything is synced.
  int syncedTo() {
    return syncedTo;
  }

  boolean isSynced() {
    return syncedTo == position;
  }

  /// How many bytes of records still fit in.
  int remainingBytes() {
    return segment.sizeBytes() - position - headerBytes();
  }

  /// Writes records in one go, with the header before the first ones and zeros to the end of the
  /// block; answers how many bytes that were.
  int write(List<ByteBuffer> records, int recordBytes) throws IOException {
    int header = headerBytes();
    int end = identity.toBlock(position + header + recordBytes);
    ByteBuffer[] all = new ByteBuffer[records.size() + 2];
    all[0] = unwrittenHeader == null ? zeros.clear().limit(0) : unwrittenHeader;
    for (int i = 0; i < records.size(); i++) {
      all[i + 1] = records.get(i);
    }
    int padding = end - position - header - recordBytes;
    all[records.size() + 1] = zeros.duplicate().clear().limit(padding);
    file.write(position, all);
    int written = end - position;
    position = end;
    unwrittenHeader = null;
    return written;
  }

  void sync() throws IOException {
    file.syncContent();
    syncedTo = position;
  }

  /// Leaves word, where the next write will go, that everything before is synced. It need not be
  /// synced itself: it is a help, not a promise.
  void mark() throws IOException {
    if (markedAt == position || !isSynced() || position + mark.capacity() > segment.sizeBytes()) {
      return;
    }
    mark.clear();
    new RecordHeader(RecordKind.MARK, 0, 0, 0, 0, 0, 0).writeTo(mark, 0);
    RecordHeader.stamp(mark, 0, salt, syncedTo);
    file.write(position, mark);
    markedAt = position;
  }

  /// Marks the end durably and lets go of the file.
  void finish() throws IOException {
    mark();
    file.syncContent();
    close();
  }

  void close() throws IOException {
    file.close();
  }

  private int headerBytes() {
    return unwrittenHeader == null ? 0 : unwrittenHeader.capacity();
  }
}
