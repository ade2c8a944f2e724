package dev.junction.storage.file;

import dev.junction.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A part of a segment's file in memory, moved forward by whoever reads it.
final class SegmentWindow {

  private static final int WINDOW_BYTES = 256 << 10;

  private final DiskFile file;
  private final int fileBytes;
  private ByteBuffer buffer = ByteBuffer.allocate(WINDOW_BYTES);
  private int start;

  SegmentWindow(DiskFile file, int fileBytes) {
    this.file = file;
    this.fileBytes = fileBytes;
    buffer.limit(0);
  }

  int fileBytes() {
    return fileBytes;
  }

  /// Brings a stretch of the file into the window; false when the file ends before its end.
  boolean has(int position, int bytes) throws IOException {
    if (bytes < 0 || bytes > fileBytes - position) {
      return false;
    }
    if (position < start || position + bytes > start + buffer.limit()) {
      if (bytes > buffer.capacity()) {
        buffer = ByteBuffer.allocate(bytes);
      }
      buffer.clear();
      start = position;
      int count = file.read(position, buffer);
      buffer.position(0).limit(count);
    }
    return bytes <= start + buffer.limit() - position;
  }

  /// The bytes that [#has] brought in, at [#indexOf] their position.
  ByteBuffer buffer() {
    return buffer;
  }

  int indexOf(int position) {
    return position - start;
  }
}
