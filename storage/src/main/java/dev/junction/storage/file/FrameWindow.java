package dev.junction.storage.file;

import dev.junction.storage.file.Frames.Frame;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A view of one segment file that moves over it piece by piece.
///
/// Threads: one at a time.
final class FrameWindow {
  private static final int WINDOW_BYTES = 1 << 20;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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

  /// The next place, from this one on, where magic and salt of this segment stand; -1 when there is
  /// none.
  int nextMark(int position) throws IOException {
    int from = position;
    while (from + Frames.HEADER_BYTES <= segmentBytes) {
      int at = load(from, Frames.HEADER_BYTES);
      if (at < 0) {
        return -1;
      }
      int last = window.limit() - Frames.HEADER_BYTES;
      byte[] bytes = window.array();
      for (; at <= last; at += Frames.ALIGNMENT) {
        if ((long) LONG.get(bytes, at + Frames.SALT_AT) == salt
            && window.getInt(at) == Frames.MAGIC) {
          return windowAt + at;
        }
      }
      from = windowAt + at;
    }
    return -1;
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
