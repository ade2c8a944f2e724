package dev.junction.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file.
///
/// Threads: one writer at a time; readers any.
public interface DiskFile extends AutoCloseable {

  long sizeBytes() throws IOException;

  /// Reads into the buffer until it is full or the file ends, and answers how many bytes it read.
  int read(long position, ByteBuffer target) throws IOException;

  /// Writes all remaining bytes of all buffers, one after the other, from a position on.
  void write(long position, ByteBuffer... sources) throws IOException;

  /// Makes the content durable, and of the file's description only what reading it back needs.
  void syncContent() throws IOException;

  /// Makes the content and the whole description durable.
  void syncAll() throws IOException;

  @Override
  void close() throws IOException;
}
