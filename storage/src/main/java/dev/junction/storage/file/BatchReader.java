package dev.junction.storage.file;

import dev.junction.storage.Journal.Reader;
import dev.junction.storage.JournalDamaged;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.disk.DiskFile;
import dev.junction.storage.file.RecordScanner.Stop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Reads the batches of one partition from some segments, up to an LSN that is durable.
final class BatchReader implements RecordScanner.Visitor {

  private final int partition;
  private final long lastLsn;
  private final Reader reader;
  private long nextLsn;

  BatchReader(int partition, long fromLsn, long lastLsn, Reader reader) {
    this.partition = partition;
    this.nextLsn = fromLsn;
    this.lastLsn = lastLsn;
    this.reader = reader;
  }

  void read(JournalIdentity identity, SegmentFiles files, List<Segment.Readable> segments)
      throws IOException {
    for (Segment.Readable readable : segments) {
      Segment segment = readable.segment();
      try (DiskFile file = files.openToRead(segment.sequence())) {
        RecordScanner scanner =
            RecordScanner.ofPartition(
                identity, segment.sequence(), file, segment.sizeBytes(), partition);
        Stop stop = scanner.scan(identity.headerBytes(), readable.end(), this);
        if (nextLsn > lastLsn) {
          return;
        }
        if (stop.why() != RecordScanner.Why.END || readable.equals(segments.getLast())) {
          throw new JournalDamaged(
              segment.file(), stop.position(), "LSN " + nextLsn + " cannot be read any more");
        }
      }
    }
  }

  @Override
  public boolean record(int position, RecordHeader record, ByteBuffer buffer, int bodyAt) {
    if (record.kind() == RecordKind.BATCH
        && record.partition() == partition
        && record.lsn() == nextLsn) {
      byte[] body = new byte[record.bodyBytes()];
      buffer.get(bodyAt, body);
      reader.batch(nextLsn, WriteBatch.decode(body));
      nextLsn++;
    }
    return nextLsn <= lastLsn;
  }
}
