package dev.junction.storage.file;

import dev.junction.storage.disk.DiskFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Collects records of one segment and writes them to another under its salt.
final class RecordCopier implements RecordScanner.Visitor {

  private final DiskFile to;
  private final int position;
  private final long salt;
  private final ByteArrayOutputStream copied = new ByteArrayOutputStream();

  RecordCopier(DiskFile to, int position, long salt) {
    this.to = to;
    this.position = position;
    this.salt = salt;
  }

  @Override
  public boolean record(int at, RecordHeader record, ByteBuffer buffer, int bodyAt) {
    byte[] bytes = new byte[record.recordBytes()];
    buffer.get(bodyAt - RecordHeader.BYTES, bytes);
    RecordHeader.stamp(ByteBuffer.wrap(bytes), 0, salt, 0);
    copied.writeBytes(bytes);
    return true;
  }

  /// Writes the records, padded to a block, and answers where they end.
  int finish(int blockBytes) throws IOException {
    int end = position + copied.size();
    if (copied.size() > 0) {
      copied.writeBytes(new byte[-end & (blockBytes - 1)]);
      to.write(position, ByteBuffer.wrap(copied.toByteArray()));
    }
    return end;
  }
}
