package dev.junction.storage.file;

import dev.junction.storage.WriteBatch;
import dev.junction.storage.file.Frames.Frame;
import dev.junction.storage.file.JournalReport.Damage;
import dev.junction.storage.file.JournalReport.LsnRange;
import dev.junction.storage.file.JournalReport.Tail;
import dev.junction.storage.file.JournalVerifier.BatchCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One pass over a segment's frames that tells a sound end, an incomplete tail and damage apart.
///
/// A place without a whole frame is damage when a later frame of the same use of the file says that
/// the place was synced; otherwise the writer stopped there and the rest was never acknowledged.
final class SegmentScan {
  private final String name;
  private final SegmentHeader header;
  private final FrameWindow window;
  private final List<PartitionStanding> standings;
  private final boolean last;
  private final @Nullable BatchCheck check;
  private final SortedMap<Integer, LsnRange> batches = new TreeMap<>();
  private long frames;
  private final long[] lsnsAtBegin;
  private int positions;
  private int end = SegmentHeader.BYTES;
  private boolean sealed;
  private @Nullable Tail tail;
  private @Nullable Damage damage;

  /// @param standings what the segments before led to; moved on by this pass
  /// @param last whether no later segment exists, so that the end may be incomplete
  /// @param check what looks into the batches; null when nothing does
  SegmentScan(
      String name,
      SegmentHeader header,
      DiskFile file,
      List<PartitionStanding> standings,
      boolean last,
      @Nullable BatchCheck check) {
    this.name = name;
    this.header = header;
    this.window = new FrameWindow(file, header);
    this.standings = standings;
    this.last = last;
    this.check = check;
    this.lsnsAtBegin = new long[header.partitions()];
  }

  /// Goes over all frames.
  void run() throws IOException {
    while (!sealed && damage == null) {
      Frame frame = window.wholeAt(end);
      if (frame == null) {
        endAt(end);
        return;
      }
      String fault = follow(frame);
      if (fault != null) {
        damage = new Damage(name, end, fault);
        return;
      }
      frames++;
      sealed = frame.kind() == FrameKind.SEAL;
      end = frame.end();
    }
  }

  @Nullable Damage damage() {
    return damage;
  }

  @Nullable Tail tail() {
    return tail;
  }

  int end() {
    return end;
  }

  boolean isSealed() {
    return sealed;
  }

  /// Whether the segment begins with where every partition stood, so that it explains itself.
  boolean isBegun() {
    return positions == header.partitions();
  }

  /// The last LSN of a partition before this segment.
  long lsnAtBegin(int partition) {
    return lsnsAtBegin[partition];
  }

  SortedMap<Integer, LsnRange> batches() {
    return batches;
  }

  JournalReport.Segment report() {
    return new JournalReport.Segment(name, header.sequence(), frames, batches, end, sealed, tail);
  }

  private @Nullable String follow(Frame frame) throws IOException {
    int partition = frame.partition();
    if (partition < 0 || partition >= standings.size()) {
      return "there is no partition " + partition;
    }
    boolean isPosition = frame.kind() == FrameKind.POSITION;
    if (isPosition != !isBegun() || (isPosition && partition != positions)) {
      return "the segment does not begin with the positions of its partitions";
    }
    long trimmedLsn = 0;
    if (isPosition) {
      trimmedLsn = ByteBuffer.wrap(window.body(frame)).getLong();
      lsnsAtBegin[partition] = frame.lsn();
      positions++;
    }
    String fault = standings.get(partition).follow(frame, trimmedLsn);
    if (fault == null && frame.kind() == FrameKind.BATCH) {
      batches.merge(
          partition,
          new LsnRange(frame.lsn(), frame.lsn()),
          (before, next) -> new LsnRange(before.first(), next.last()));
      if (check != null) {
        return check.faultOf(partition, frame.lsn(), WriteBatch.decode(window.body(frame)));
      }
    }
    return fault;
  }

  private void endAt(int place) throws IOException {
    if (!last) {
      damage = new Damage(name, place, "no whole frame, and a later segment exists");
      return;
    }
    int tailEnd = 0;
    int at = window.nextMark(place);
    while (at >= 0) {
      Frame claimed = window.headerAt(at);
      Frame whole = claimed == null ? null : window.wholeAt(at);
      if (whole != null && whole.syncedTo() > place) {
        damage =
            new Damage(
                name,
                place,
                "no whole frame, but the one at %d says that this was synced".formatted(at));
        return;
      }
      tailEnd = Math.max(tailEnd, claimed == null ? at + Frames.HEADER_BYTES : claimed.end());
      at = window.nextMark(whole == null ? at + Frames.ALIGNMENT : whole.end());
    }
    if (!isBegun()) {
      // The positions of a new segment are all written before anything else counts.
      end = SegmentHeader.BYTES;
      tailEnd = Math.max(tailEnd, place > end ? place : 0);
    }
    if (tailEnd > 0) {
      tail = new Tail(end, tailEnd);
    }
  }
}
