package dev.junction.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/// One open file of a [Disk].
///
/// Threads: any; reads and writes of different places may overlap in time.
public interface DiskFile extends AutoCloseable {

  /// Fills the buffer from the given place; fewer bytes when the file ends before.
  ///
  /// @return how many bytes were read
  int read(ByteBuffer target, long position) throws IOException;

  /// Writes all remaining bytes of the buffer at the given place.
  void write(ByteBuffer source, long position) throws IOException;

  /// Makes everything written so far durable. A failure is final: what was not yet on the disk may
  /// be gone from the cache, so a second try proves nothing.
  void sync() throws IOException;

  @Override
  void close() throws IOException;
}
