package dev.junction.storage.file;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;

/// A stretch of memory outside the heap in which records wait to be written.
///
/// Threads: whoever holds the queue's lock, then the journal's writer.
final class AppendChunk {

  private final Arena arena = Arena.ofShared();
  private final ByteBuffer buffer;

  AppendChunk(int bytes) {
    buffer = arena.allocate(bytes, RecordHeader.ALIGNMENT).asByteBuffer();
  }

  int capacity() {
    return buffer.capacity();
  }

  boolean fits(int bytes) {
    return bytes <= buffer.remaining();
  }

  /// The memory; its position is the end of what it holds.
  ByteBuffer buffer() {
    return buffer;
  }

  void clear() {
    buffer.clear();
  }

  /// Gives the memory back to the operating system.
  void free() {
    arena.close();
  }
}
