package dev.junction.storage.file;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where every partition stands at one place of the journal: epoch, last LSN, trimmed LSN.
///
/// Threads: belongs to whoever made it.
final class PartitionTable {

  static final int BYTES_PER_PARTITION = 24;

  private final long[] epochs;
  private final long[] lastLsns;
  private final long[] trimmedLsns;

  PartitionTable(int partitions) {
    this(new long[partitions], new long[partitions], new long[partitions]);
  }

  private PartitionTable(long[] epochs, long[] lastLsns, long[] trimmedLsns) {
    this.epochs = epochs;
    this.lastLsns = lastLsns;
    this.trimmedLsns = trimmedLsns;
  }

  PartitionTable copy() {
    return new PartitionTable(epochs.clone(), lastLsns.clone(), trimmedLsns.clone());
  }

  int partitions() {
    return epochs.length;
  }

  long epoch(int partition) {
    return epochs[partition];
  }

  long lastLsn(int partition) {
    return lastLsns[partition];
  }

  long trimmedLsn(int partition) {
    return trimmedLsns[partition];
  }

  /// Follows a record; answers what is impossible about it, or null when it fits.
  @Nullable String follow(RecordHeader record) {
    int partition = record.partition();
    if (partition < 0 || partition >= epochs.length) {
      return "there is no partition " + partition;
    }
    return switch (record.kind()) {
      case BATCH -> batch(partition, record);
      case CLAIM -> {
        if (record.epoch() <= epochs[partition] || record.lsn() != lastLsns[partition]) {
          yield "a claim of epoch " + record.epoch() + " at LSN " + record.lsn() + after(partition);
        }
        epochs[partition] = record.epoch();
        yield null;
      }
      case TRIM -> {
        if (record.lsn() > lastLsns[partition]) {
          yield "a trim to LSN " + record.lsn() + after(partition);
        }
        trimmedLsns[partition] = Math.max(trimmedLsns[partition], record.lsn());
        yield null;
      }
      case MARK -> "a mark of a partition";
    };
  }

  /// Whether nothing before this place is needed any more, given how far partitions are trimmed.
  boolean isTrimmedBy(PartitionTable later) {
    for (int partition = 0; partition < epochs.length; partition++) {
      if (lastLsns[partition] > later.trimmedLsns[partition]) {
        return false;
      }
    }
    return true;
  }

  void writeTo(ByteBuffer buffer) {
    for (int partition = 0; partition < epochs.length; partition++) {
      buffer.putLong(epochs[partition]);
      buffer.putLong(lastLsns[partition]);
      buffer.putLong(trimmedLsns[partition]);
    }
  }

  static PartitionTable readFrom(ByteBuffer buffer, int partitions) {
    PartitionTable table = new PartitionTable(partitions);
    for (int partition = 0; partition < partitions; partition++) {
      table.epochs[partition] = buffer.getLong();
      table.lastLsns[partition] = buffer.getLong();
      table.trimmedLsns[partition] = buffer.getLong();
    }
    return table;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PartitionTable that
        && Arrays.equals(epochs, that.epochs)
        && Arrays.equals(lastLsns, that.lastLsns)
        && Arrays.equals(trimmedLsns, that.trimmedLsns);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lastLsns);
  }

  private @Nullable String batch(int partition, RecordHeader record) {
    if (record.lsn() != lastLsns[partition] + 1 || record.epoch() != epochs[partition]) {
      return "LSN " + record.lsn() + " of epoch " + record.epoch() + after(partition);
    }
    lastLsns[partition] = record.lsn();
    return null;
  }

  private String after(int partition) {
    return " of partition "
        + partition
        + " follows LSN "
        + lastLsns[partition]
        + " of epoch "
        + epochs[partition];
  }
}
