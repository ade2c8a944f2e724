package dev.junction.storage.file;

import dev.junction.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Walks over the records of one segment, from one place to the first that is not a whole record.
final class RecordScanner {

  /// Sees the whole records in order.
  interface Visitor {
    /// @param position where the record starts
    /// @param record its header
    /// @param buffer holds the body at `bodyAt`, for the length of the call
    /// @param bodyAt where the body starts
    /// @return whether to go on
    boolean record(int position, RecordHeader record, ByteBuffer buffer, int bodyAt);
  }

  /// Where a scan stopped.
  ///
  /// @param position the first byte that was not taken
  /// @param why why it stopped there
  /// @param syncedTo the highest synced-to of all records seen, the mark included
  record Stop(int position, Why why, int syncedTo) {}

  /// Why a scan stopped.
  enum Why {
    /// At the end that was asked for, or that of the file.
    END,
    /// Before something that is not a whole record of this segment's life.
    NO_RECORD,
    /// Before a record whose body does not fit its checksum.
    BROKEN_BODY,
    /// Before a mark.
    MARK,
    /// The visitor had enough.
    VISITOR
  }

  private static final int ALL_PARTITIONS = -1;

  private final JournalIdentity identity;
  private final long salt;
  private final SegmentWindow window;
  private final int checkedPartition;

  RecordScanner(JournalIdentity identity, long sequence, DiskFile file, int fileBytes) {
    this(identity, sequence, new SegmentWindow(file, fileBytes), ALL_PARTITIONS);
  }

  private RecordScanner(
      JournalIdentity identity, long sequence, SegmentWindow window, int checkedPartition) {
    this.identity = identity;
    this.salt = identity.saltOf(sequence);
    this.window = window;
    this.checkedPartition = checkedPartition;
  }

  /// A scanner that checks the bodies of one partition only; the headers are always checked.
  static RecordScanner ofPartition(
      JournalIdentity identity, long sequence, DiskFile file, int fileBytes, int partition) {
    return new RecordScanner(identity, sequence, new SegmentWindow(file, fileBytes), partition);
  }

  /// Walks on until the end is reached or something else stops it.
  Stop scan(int from, int end, Visitor visitor) throws IOException {
    int position = from;
    int syncedTo = 0;
    while (position < end) {
      RecordHeader record = headerAt(position);
      if (record == null) {
        int behind = behindPadding(position, end);
        if (behind < 0) {
          return new Stop(position, Why.NO_RECORD, syncedTo);
        }
        position = behind;
        continue;
      }
      syncedTo = Math.max(syncedTo, record.syncedTo());
      if (record.kind() == RecordKind.MARK) {
        return new Stop(position, Why.MARK, syncedTo);
      }
      if (record.recordBytes() > end - position || !bodyFits(position, record)) {
        return new Stop(position, Why.BROKEN_BODY, syncedTo);
      }
      int bodyAt = window.indexOf(position) + RecordHeader.BYTES;
      if (!visitor.record(position, record, window.buffer(), bodyAt)) {
        return new Stop(position, Why.VISITOR, syncedTo);
      }
      position += record.recordBytes();
    }
    return new Stop(position, Why.END, syncedTo);
  }

  /// Looks behind a place for a record of this life that was written when more than that place was
  /// synced; its position, or -1 when there is none.
  int proofBehind(int place) throws IOException {
    for (int at = aligned(place);
        window.has(at, RecordHeader.BYTES);
        at += RecordHeader.ALIGNMENT) {
      RecordHeader record = headerAt(at);
      if (record != null && record.syncedTo() > place) {
        return at;
      }
    }
    return -1;
  }

  /// Looks behind a place for any record of this life but a mark; its position, or -1.
  int recordBehind(int place) throws IOException {
    for (int at = aligned(place);
        window.has(at, RecordHeader.BYTES);
        at += RecordHeader.ALIGNMENT) {
      RecordHeader record = headerAt(at);
      if (record != null && record.kind() != RecordKind.MARK) {
        return at;
      }
    }
    return -1;
  }

  private static int aligned(int place) {
    return (place + RecordHeader.ALIGNMENT - 1) & -RecordHeader.ALIGNMENT;
  }

  private @Nullable RecordHeader headerAt(int position) throws IOException {
    if (!window.has(position, RecordHeader.BYTES)) {
      return null;
    }
    RecordHeader record = RecordHeader.read(window.buffer(), window.indexOf(position), salt);
    return record == null || record.bodyBytes() < 0 ? null : record;
  }

  private boolean bodyFits(int position, RecordHeader record) throws IOException {
    boolean unchecked =
        checkedPartition != ALL_PARTITIONS && checkedPartition != record.partition();
    return window.has(position, record.recordBytes())
        && (unchecked
            || RecordHeader.checksum(
                    window.buffer(),
                    window.indexOf(position) + RecordHeader.BYTES,
                    record.bodyBytes())
                == record.bodyChecksum());
  }

  /// The block boundary behind a place when nothing but zeros lies between, or -1.
  private int behindPadding(int position, int end) throws IOException {
    int boundary = Math.min(identity.toBlock(position), end);
    if (boundary == position || !window.has(position, boundary - position)) {
      return -1;
    }
    ByteBuffer buffer = window.buffer();
    for (int at = window.indexOf(position); at < window.indexOf(boundary); at++) {
      if (buffer.get(at) != 0) {
        return -1;
      }
    }
    return boundary;
  }
}
