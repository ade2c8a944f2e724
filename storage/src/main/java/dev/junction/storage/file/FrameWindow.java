package dev.junction.storage.file;

import dev.junction.storage.file.Frames.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A view of one segment file that moves over it piece by piece.
///
/// Threads: one at a time.
final class FrameWindow {
  private static final int WINDOW_BYTES = 1 << 20;

  private final DiskFile file;
  private final long salt;
  private final int segmentBytes;
  private ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
  private int windowAt;

  FrameWindow(DiskFile file, SegmentHeader header) {
    this.file = file;
    this.salt = header.salt();
    this.segmentBytes = header.segmentBytes();
  }

  /// The frame that begins here, whole; null when there is none.
  @Nullable Frame wholeAt(int position) throws IOException {
    Frame frame = headerAt(position);
    if (frame == null) {
      return null;
    }
    int at = load(position, Frames.HEADER_BYTES + frame.bodyBytes());
    return at >= 0 && Frames.isWhole(window, at, frame.bodyBytes()) ? frame : null;
  }

  /// What claims to be a frame of this segment here, its checksum not looked at.
  @Nullable Frame headerAt(int position) throws IOException {
    int at = load(position, Frames.HEADER_BYTES);
    return at < 0 ? null : Frames.header(window, at, salt, position, segmentBytes);
  }

  /// Whether magic and salt of this segment stand here.
  boolean isMarkedAt(int position) throws IOException {
    int at = load(position, Frames.HEADER_BYTES);
    return at >= 0
        && window.getInt(at) == Frames.MAGIC
        && window.getLong(at + Frames.SALT_AT) == salt;
  }

  /// The body of a frame.
  byte[] body(Frame frame) throws IOException {
    int at = load(frame.position(), Frames.HEADER_BYTES + frame.bodyBytes());
    if (at < 0) {
      throw new IOException("The segment ends before the frame at " + frame.position());
    }
    int body = window.arrayOffset() + at + Frames.HEADER_BYTES;
    return Arrays.copyOfRange(window.array(), body, body + frame.bodyBytes());
  }

  /// Brings these bytes into the window.
  ///
  /// @return where they are in it, or -1 when the segment ends before
  private int load(int position, int bytes) throws IOException {
    if (position + (long) bytes > segmentBytes) {
      return -1;
    }
    if (position < windowAt || position + bytes > windowAt + window.limit()) {
      if (bytes > window.capacity()) {
        window = ByteBuffer.allocate(bytes);
      }
      window.clear();
      windowAt = position;
      window.limit(file.read(window, position));
      if (window.limit() < bytes) {
        return -1;
      }
    }
    return position - windowAt;
  }
}
