package dev.junction.storage.file;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What a journal's segment files hold, as the offline check found them.
///
/// @param segments in order of their sequence
/// @param damages what makes the journal refuse to open; empty when it is sound
public record JournalReport(List<Segment> segments, List<Damage> damages) {

  /// One segment file.
  ///
  /// @param frames how many whole frames it holds, batches and others
  /// @param batches the LSNs of its batches by partition
  /// @param endOffset where its last whole frame ends
  /// @param sealed whether it says itself that it is complete
  /// @param cutTail what an opening would cut away; null when nothing
  public record Segment(
      String file,
      long sequence,
      long frames,
      SortedMap<Integer, LsnRange> batches,
      int endOffset,
      boolean sealed,
      @Nullable Tail cutTail) {}

  /// The first and the last LSN, both included.
  public record LsnRange(long first, long last) {}

  /// An incomplete end that was never synced, from one offset to before the other.
  public record Tail(int fromOffset, int toOffset) {}

  /// A place that cannot be read although it was synced.
  public record Damage(String file, long offset, String reason) {}

  public JournalReport {
    segments = List.copyOf(segments);
    damages = List.copyOf(damages);
  }

  public boolean isSound() {
    return damages.isEmpty();
  }

  /// The report for a person to read, one fact a line.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Segment segment : segments) {
      text.append(
          "%s: %d frames, ends at %d%s%n"
              .formatted(
                  segment.file(),
                  segment.frames(),
                  segment.endOffset(),
                  segment.sealed() ? ", sealed" : ""));
      segment
          .batches()
          .forEach(
              (partition, lsns) ->
                  text.append(
                      "  partition %d: LSN %d to %d%n"
                          .formatted(partition, lsns.first(), lsns.last())));
      Tail tail = segment.cutTail();
      if (tail != null) {
        text.append(
            "  incomplete tail from %d to %d%n".formatted(tail.fromOffset(), tail.toOffset()));
      }
    }
    for (Damage damage : damages) {
      text.append(
          "DAMAGED %s at %d: %s%n".formatted(damage.file(), damage.offset(), damage.reason()));
    }
    text.append(isSound() ? "The journal is sound." : "The journal is damaged.")
        .append(System.lineSeparator());
    return text.toString();
  }
}
