package dev.junction.storage.file;

import dev.junction.storage.file.Frames.Frame;
import org.jspecify.annotations.Nullable;

/// How far one partition has come, frame by frame: the rule of what may follow what.
///
/// Used by recovery to check what it reads and by the writer to know what it wrote. Threads: one at
/// a time.
final class PartitionStanding {
  private final int partition;
  private boolean known;
  private long epoch;
  private long lastLsn;
  private long trimmedLsn;

  PartitionStanding(int partition) {
    this.partition = partition;
  }

  long epoch() {
    return epoch;
  }

  long lastLsn() {
    return lastLsn;
  }

  long trimmedLsn() {
    return trimmedLsn;
  }

  /// Takes the standing that the journal's first segment begins with.
  void begin(long firstEpoch, long firstLsn, long firstTrimmedLsn) {
    known = true;
    epoch = firstEpoch;
    lastLsn = firstLsn;
    trimmedLsn = firstTrimmedLsn;
  }

  /// Takes the next frame of this partition.
  ///
  /// @return why it cannot follow what was before; null when it can
  @Nullable String follow(Frame frame, long positionTrimmedLsn) {
    return switch (frame.kind()) {
      case BATCH -> followBatch(frame);
      case CLAIM -> followClaim(frame);
      case POSITION -> followPosition(frame, positionTrimmedLsn);
      case TRIM -> followTrim(frame.lsn());
      case SEAL, MARK -> null;
    };
  }

  private @Nullable String followBatch(Frame frame) {
    if (frame.lsn() != lastLsn + 1) {
      return "LSN %d of partition %d follows LSN %d".formatted(frame.lsn(), partition, lastLsn);
    }
    if (frame.epoch() != epoch) {
      return "partition %d is written to by epoch %d while epoch %d holds it"
          .formatted(partition, frame.epoch(), epoch);
    }
    lastLsn = frame.lsn();
    return null;
  }

  private @Nullable String followClaim(Frame frame) {
    if (frame.epoch() <= epoch) {
      return "epoch %d claims partition %d after epoch %d"
          .formatted(frame.epoch(), partition, epoch);
    }
    epoch = frame.epoch();
    return null;
  }

  private @Nullable String followPosition(Frame frame, long positionTrimmedLsn) {
    if (!known) {
      begin(frame.epoch(), frame.lsn(), positionTrimmedLsn);
      return null;
    }
    if (frame.lsn() != lastLsn || frame.epoch() != epoch || positionTrimmedLsn != trimmedLsn) {
      return "the segment expects partition %d at LSN %d, epoch %d, not at LSN %d, epoch %d"
          .formatted(partition, frame.lsn(), frame.epoch(), lastLsn, epoch);
    }
    return null;
  }

  private @Nullable String followTrim(long lsn) {
    if (lsn > lastLsn || lsn < trimmedLsn) {
      return "partition %d is trimmed to LSN %d while at %d and trimmed to %d"
          .formatted(partition, lsn, lastLsn, trimmedLsn);
    }
    trimmedLsn = lsn;
    return null;
  }
}
