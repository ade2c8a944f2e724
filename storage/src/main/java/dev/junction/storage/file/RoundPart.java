package dev.junction.storage.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The records that go to the disk in one write, and whom to tell afterwards.
///
/// Threads: the journal's writer.
final class RoundPart {

  private final List<ByteBuffer> slices = new ArrayList<>();
  private final List<ClaimRequest> claims = new ArrayList<>();
  private final long[] lastLsns;
  private int bytes;
  private int batches;
  private int batchBytes;
  private boolean trims;

  RoundPart(int partitions) {
    lastLsns = new long[partitions];
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  int bytes() {
    return bytes;
  }

  int batches() {
    return batches;
  }

  int batchBytes() {
    return batchBytes;
  }

  boolean trims() {
    return trims;
  }

  List<ByteBuffer> slices() {
    return slices;
  }

  List<ClaimRequest> claims() {
    return claims;
  }

  /// The last LSN of a partition in this part; zero when it has none.
  long lastLsn(int partition) {
    return lastLsns[partition];
  }

  /// Adds a record that starts at a place of a chunk.
  void add(RecordHeader record, ByteBuffer chunk, int at) {
    int length = record.recordBytes();
    extend(chunk, at, length);
    bytes += length;
    switch (record.kind()) {
      case BATCH -> {
        batches++;
        batchBytes += record.bodyBytes();
        lastLsns[record.partition()] = record.lsn();
      }
      case TRIM -> trims = true;
      case CLAIM, MARK -> {}
    }
  }

  void add(ClaimRequest claim) {
    claims.add(claim);
  }

  void clear() {
    slices.clear();
    claims.clear();
    Arrays.fill(lastLsns, 0);
    bytes = 0;
    batches = 0;
    batchBytes = 0;
    trims = false;
  }

  /// A record right behind the one before it shares its slice, unless a new chunk has begun.
  private void extend(ByteBuffer chunk, int at, int length) {
    if (at > 0 && !slices.isEmpty() && slices.getLast().limit() == at) {
      slices.getLast().limit(at + length);
    } else {
      ByteBuffer slice = chunk.duplicate();
      slice.clear().position(at).limit(at + length);
      slices.add(slice);
    }
  }
}
