package dev.junction.storage.file;

import dev.junction.kernel.Invariant;
import dev.junction.storage.file.FrameQueue.QueuedFrame;
import dev.junction.storage.file.Frames.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The segments of a journal as one endless place to write frames to.
///
/// Threads: the writer's; only [#readable] may be called from others. Errors: every failure is
/// final, the caller must not go on with this object.
final class SegmentLog {
  private static final int STAGED_BYTES = 1 << 20;

  private final SegmentSupply supply;
  private final LongSupplier salts;
  private final List<PartitionStanding> standings;

  /// Guarded by itself; only the writer changes it, and looks at it without the guard.
  private final List<Segment> segments = new ArrayList<>();

  /// How many read now; guarded by the list.
  private int readers;

  private ByteBuffer staged = ByteBuffer.allocateDirect(STAGED_BYTES);
  private @Nullable DiskFile file;
  private long nextSequence = 1;
  private long salt;
  private int segmentBytes;
  private int writeAt;
  private int syncedTo;
  private boolean unsynced;
  private boolean spareWanted;
  private long syncs;
  private long bytes;

  SegmentLog(SegmentSupply supply, LongSupplier salts, List<PartitionStanding> standings) {
    this.supply = supply;
    this.salts = salts;
    this.standings = standings;
  }

  /// Goes on behind the segments that were found: cuts the incomplete tail and syncs the rest,
  /// because what was read may not have reached the disk yet.
  void resume(Disk disk, List<JournalScan.Scanned> found) throws IOException {
    disk.syncDirectory();
    for (JournalScan.Scanned scanned : found) {
      segments.add(Segment.of(scanned.header(), scanned.scan().batches()));
      nextSequence = scanned.header().sequence() + 1;
    }
    if (found.isEmpty()) {
      begin(0);
    } else {
      resume(disk, found.getLast());
    }
    flush();
    sync();
  }

  private void resume(Disk disk, JournalScan.Scanned found) throws IOException {
    SegmentScan scan = found.scan();
    DiskFile last = disk.open(found.header().fileName());
    file = last;
    salt = found.header().salt();
    segmentBytes = found.header().segmentBytes();
    writeAt = scan.end();
    JournalReport.Tail tail = scan.tail();
    if (tail != null) {
      last.write(ByteBuffer.allocate(tail.toOffset() - tail.fromOffset()), tail.fromOffset());
    }
    last.sync();
    syncedTo = writeAt;
    if (scan.isSealed()) {
      last.close();
      begin(0);
    } else if (!scan.isBegun()) {
      stagePositions();
    }
  }

  /// Puts a frame behind all others; it is on the disk after [#flush] and safe after [#sync].
  void append(QueuedFrame queued) throws IOException {
    byte[] frame = queued.bytes();
    if (writeAt + (long) frame.length + Frames.HEADER_BYTES > segmentBytes) {
      seal();
      begin(frame.length);
    }
    int partition = queued.by().partition();
    String fault =
        standings
            .get(partition)
            .follow(
                new Frame(queued.kind(), partition, queued.epoch(), queued.lsn(), writeAt, 0, 0),
                0);
    if (fault != null) {
      throw new Invariant.Broken("The journal was about to write what it refuses: " + fault);
    }
    if (queued.kind() == FrameKind.BATCH) {
      segments.getLast().batch(partition, queued.lsn());
    }
    stage(frame);
  }

  /// Hands everything staged to the operating system.
  void flush() throws IOException {
    if (staged.position() == 0) {
      return;
    }
    staged.flip();
    int count = staged.remaining();
    file().write(staged, writeAt - count);
    staged.clear();
    bytes += count;
    unsynced = true;
    if (writeAt > segmentBytes / 2 && !spareWanted) {
      spareWanted = true;
      supply.want();
    }
  }

  /// Makes everything flushed durable.
  void sync() throws IOException {
    if (unsynced) {
      file().sync();
      syncs++;
      syncedTo = writeAt;
      unsynced = false;
    }
  }

  boolean isUnsynced() {
    return unsynced;
  }

  /// Gives back the oldest segments whose batches are all trimmed.
  ///
  /// @return whether that is done; false while somebody reads
  boolean recycle() throws IOException {
    while (segments.size() > 1 && isTrimmed(segments.getFirst())) {
      // The positions in the segment after it, and the trim itself, must outlive it.
      flush();
      sync();
      synchronized (segments) {
        if (readers > 0) {
          return false;
        }
        supply.give(segments.removeFirst().header());
      }
    }
    return true;
  }

  /// Syncs everything and says so in a last frame, so that later damage to it is recognised.
  void close() throws IOException {
    flush();
    sync();
    if (writeAt + 2L * Frames.HEADER_BYTES <= segmentBytes) {
      stage(Frames.bare(FrameKind.MARK, 0, 0, 0));
      flush();
      sync();
    }
    file().close();
  }

  /// Closes the file as it is, after a failure.
  void abandon() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  /// How many bytes of frames the segment still takes.
  int roomBytes() {
    return segmentBytes - writeAt;
  }

  int segmentBytes() {
    return segmentBytes;
  }

  long syncs() {
    return syncs;
  }

  long bytes() {
    return bytes;
  }

  int segmentCount() {
    synchronized (segments) {
      return segments.size();
    }
  }

  /// Hands the segments to a reader and keeps them from being recycled meanwhile.
  void readable(SegmentReader reader) throws IOException {
    List<Segment> now;
    synchronized (segments) {
      readers++;
      now = List.copyOf(segments);
    }
    try {
      for (Segment segment : now) {
        reader.read(segment);
      }
    } finally {
      synchronized (segments) {
        readers--;
      }
    }
  }

  /// Reads one segment after the other.
  interface SegmentReader {
    void read(Segment segment) throws IOException;
  }

  private boolean isTrimmed(Segment segment) {
    for (int partition = 0; partition < standings.size(); partition++) {
      if (segment.lastLsn(partition) > standings.get(partition).trimmedLsn()) {
        return false;
      }
    }
    return true;
  }

  private void seal() throws IOException {
    stage(Frames.bare(FrameKind.SEAL, 0, 0, 0));
    flush();
    sync();
    file().close();
  }

  private void begin(int frameBytes) throws IOException {
    SegmentSupply.Taken taken = supply.take(nextSequence++, salts.getAsLong(), frameBytes);
    SegmentHeader header = taken.header();
    file = taken.file();
    salt = header.salt();
    segmentBytes = header.segmentBytes();
    spareWanted = false;
    writeAt = SegmentHeader.BYTES;
    syncedTo = writeAt;
    synchronized (segments) {
      segments.add(new Segment(header));
    }
    stagePositions();
  }

  private void stagePositions() throws IOException {
    for (int partition = 0; partition < standings.size(); partition++) {
      PartitionStanding at = standings.get(partition);
      stage(Frames.position(partition, at.epoch(), at.lastLsn(), at.trimmedLsn()));
    }
  }

  private void stage(byte[] frame) throws IOException {
    if (frame.length > staged.remaining()) {
      flush();
      if (frame.length > staged.capacity()) {
        staged = ByteBuffer.allocateDirect(frame.length);
      }
    }
    int at = staged.position();
    staged.put(frame);
    Frames.stamp(staged, at, salt, writeAt, syncedTo);
    writeAt += frame.length;
  }

  private DiskFile file() {
    DiskFile open = file;
    if (open == null) {
      throw new IllegalStateException("The journal has no open segment");
    }
    return open;
  }
}
