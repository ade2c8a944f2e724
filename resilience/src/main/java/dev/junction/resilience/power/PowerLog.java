package dev.junction.resilience.power;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// What a process did to its files, in order, as `powerloss.c` has written it down.
///
/// Shape of a record: `struct record` in `powerloss.c`, then the path, another path and the data.
/// The killed process may leave an incomplete record at the end, which counts as not there.
final class PowerLog implements AutoCloseable {

  /// What was done; the order is that of `enum kind`.
  enum Kind {
    NONE,
    OPEN,
    WRITE,
    ZEROS,
    SIZE,
    SYNC_BEGIN,
    SYNC_END,
    RENAME,
    UNLINK,
    RMDIR,
    MKDIR,
    LINK,
    UNSUPPORTED
  }

  /// One call.
  ///
  /// @param offset where a write begins; the number of a sync
  /// @param length how much was written; the new size
  /// @param nanos when, on the clock of [System#nanoTime]
  /// @param dataAt where its data lie in the log
  record Entry(
      Kind kind,
      int flags,
      int handle,
      int result,
      long offset,
      long length,
      long nanos,
      String path,
      String otherPath,
      long dataAt) {

    boolean truncates() {
      return (flags & 2) != 0;
    }

    boolean creates() {
      return (flags & 1) != 0;
    }

    boolean syncsItself() {
      return (flags & 4) != 0;
    }
  }

  private static final int HEADER_BYTES = 56;
  private static final int MAGIC = 0x504c4f47;
  private static final int PATHS_BYTES_MAX = 16 << 10;

  private final FileChannel channel;
  private final long size;
  private final ByteBuffer window =
      ByteBuffer.allocateDirect(256 << 10).order(ByteOrder.LITTLE_ENDIAN);
  private long windowAt;
  private long at;

  PowerLog(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    size = channel.size();
    window.limit(0);
  }

  /// The next call, or null at the end.
  @Nullable Entry next() throws IOException {
    if (at + HEADER_BYTES > size) {
      return null;
    }
    fill();
    int from = (int) (at - windowAt);
    if (window.getInt(from) != MAGIC) {
      throw new IOException("The log is damaged at " + at);
    }
    int pathBytes = window.getInt(from + 40);
    int otherBytes = window.getInt(from + 44);
    long dataBytes = window.getInt(from + 48);
    long dataAt = at + HEADER_BYTES + pathBytes + otherBytes;
    if (dataAt + dataBytes > size) {
      return null;
    }
    Entry entry =
        new Entry(
            Kind.values()[window.getShort(from + 4)],
            window.getShort(from + 6),
            window.getInt(from + 8),
            window.getInt(from + 12),
            window.getLong(from + 16),
            window.getLong(from + 24),
            window.getLong(from + 32),
            text(from + HEADER_BYTES, pathBytes),
            text(from + HEADER_BYTES + pathBytes, otherBytes),
            dataAt);
    at = dataAt + dataBytes;
    return entry;
  }

  private void fill() throws IOException {
    long needed = Math.min(size, at + HEADER_BYTES + PATHS_BYTES_MAX);
    if (at >= windowAt && needed <= windowAt + window.limit()) {
      return;
    }
    windowAt = at;
    window.clear();
    while (window.hasRemaining() && channel.read(window, at + window.position()) > 0) {}
    window.flip();
  }

  private String text(int from, int bytes) {
    byte[] text = new byte[bytes];
    window.get(from, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /// The data of a write.
  ByteBuffer data(long dataAt, int bytes) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(bytes);
    while (data.hasRemaining()) {
      if (channel.read(data, dataAt + data.position()) < 0) {
        throw new IOException("The log has lost data at " + dataAt);
      }
    }
    return data.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
