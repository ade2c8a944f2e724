package dev.junction.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a journal's segments at opening: finds the end, cuts off a torn tail, refuses damage.
final class Recovery {

  /// What was found.
  ///
  /// @param segments the segments in order
  /// @param end the offset in the last segment at which writing goes on
  /// @param lastLsn the last batch of each partition, or 0
  /// @param epoch the highest epoch of each partition, or 0
  /// @param cutBytes how many bytes of a torn tail were found
  record Found(List<Segment> segments, int end, long[] lastLsn, long[] epoch, int cutBytes) {}

  private final Disk disk;
  private final JournalSettings settings;
  private final long[] lastLsn;
  private final long[] epoch;

  Recovery(Disk disk, JournalSettings settings) {
    this.disk = disk;
    this.settings = settings;
    this.lastLsn = new long[settings.partitions()];
    this.epoch = new long[settings.partitions()];
  }

  /// Reads everything. With `repair` a torn tail is overwritten with zeros and unfinished files are
  /// removed; without it nothing is changed.
  Found run(boolean repair) throws IOException {
    List<String> names = disk.list().stream().filter(Segment::isName).toList();
    List<Segment> segments = new ArrayList<>();
    int end = Segment.HEADER_BYTES;
    int cut = 0;
    for (int i = 0; i < names.size(); i++) {
      boolean last = i == names.size() - 1;
      Segment segment = Segment.open(disk, names.get(i), settings.partitions());
      if (segment == null) {
        // A segment is complete and synced before the first frame goes to it.
        if (!last) {
          throw damaged(names.get(i), 0, "its header cannot be read");
        }
        if (repair) {
          disk.delete(names.get(i));
        }
        continue;
      }
      segments.add(segment);
      ByteBuffer content = segment.readAll();
      end = scan(segment, content, frame -> {});
      if (!isZero(content, end)) {
        boolean followed = i + 1 < names.size() && hasFrames(names.get(i + 1));
        long proof = followed ? end : proofOfDamage(segment, content, end);
        if (proof >= 0) {
          throw damaged(
              names.get(i),
              end,
              "a frame that was synced cannot be read (followed at " + proof + ")");
        }
        cut = content.limit() - end;
        if (repair) {
          cut(segment, end, content.limit());
        }
      }
    }
    return new Found(segments, end, lastLsn, epoch, cut);
  }

  /// Walks over the readable frames; answers the offset behind the last one.
  int scan(Segment segment, ByteBuffer content, Consumer<Frame> consumer) {
    int at = Segment.HEADER_BYTES;
    for (Frame frame = Frame.at(content, at, segment.salt);
        frame != null;
        frame = Frame.at(content, at, segment.salt)) {
      checkOrder(segment, frame, at);
      segment.note(frame);
      consumer.accept(frame);
      at += frame.sizeBytes();
    }
    return at;
  }

  private void checkOrder(Segment segment, Frame frame, int at) {
    int partition = frame.partition();
    if (partition < 0 || partition >= settings.partitions()) {
      throw damaged(Segment.name(segment.number), at, "no partition " + partition);
    }
    boolean first = lastLsn[partition] == 0;
    long expected = frame.isClaim() ? lastLsn[partition] : lastLsn[partition] + 1;
    if (!first && frame.lsn() != expected) {
      throw damaged(
          Segment.name(segment.number),
          at,
          "partition %d goes on at %d instead of %d".formatted(partition, frame.lsn(), expected));
    }
    lastLsn[partition] = frame.lsn();
    epoch[partition] = Math.max(epoch[partition], frame.epoch());
  }

  /// The offset of a readable frame behind the bad place that was written after the bad place had
  /// been synced; -1 when there is none, so that the bad place is the torn end.
  private long proofOfDamage(Segment segment, ByteBuffer content, int bad) {
    long badPosition = position(segment.number, bad, settings.segmentBytes());
    for (int at = bad + 1; at + Frame.HEADER_BYTES <= content.limit(); at++) {
      Frame frame = Frame.at(content, at, segment.salt);
      if (frame != null && frame.watermark() > badPosition) {
        return at;
      }
    }
    return -1;
  }

  private boolean hasFrames(String name) throws IOException {
    try (Segment next = Segment.open(disk, name, settings.partitions())) {
      return next != null && Frame.at(next.readAll(), Segment.HEADER_BYTES, next.salt) != null;
    }
  }

  private static void cut(Segment segment, int from, int to) throws IOException {
    segment.file.write(from, ByteBuffer.allocate(to - from));
    segment.file.sync();
  }

  private static boolean isZero(ByteBuffer content, int from) {
    for (int at = from; at < content.limit(); at++) {
      if (content.get(at) != 0) {
        return false;
      }
    }
    return true;
  }

  /// The position in the whole journal of an offset in a segment.
  static long position(long segmentNumber, long offset, int segmentBytes) {
    return segmentNumber * segmentBytes + offset;
  }

  private JournalDamagedException damaged(String name, long offset, @Nullable String what) {
    return new JournalDamagedException(disk.path() + "/" + name, offset, what == null ? "" : what);
  }
}
