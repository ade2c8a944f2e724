package dev.junction.resilience.power;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A file or folder of the disk, apart from its names: what of it is durable, and what was done to
/// it since.
///
/// Durable content lies in a file of its own; what is not durable yet lies in the log.
final class DiskNode {

  static final int SECTOR_BYTES = 512;

  /// Something that was done and is not durable yet.
  ///
  /// @param number its place in the order of everything that was done
  private record Change(PowerLog.Kind kind, long number, long offset, long length, long dataAt) {

    long sectors() {
      return kind == PowerLog.Kind.WRITE
          ? (offset + length - 1) / SECTOR_BYTES - offset / SECTOR_BYTES + 1
          : 1;
    }
  }

  /// What became of the changes that no sync had covered.
  ///
  /// @param sectors how many there were
  /// @param kept how many are as they were written
  /// @param garbage how many are garbage now
  record Fate(long sectors, long kept, long garbage) {

    /// Whether a part of them survived and a part did not.
    boolean isTorn() {
      return garbage > 0 || (kept > 0 && kept < sectors);
    }
  }

  final boolean isFolder;
  private final Path content;
  private final Deque<Change> changes = new ArrayDeque<>();
  private @Nullable FileChannel channel;

  private DiskNode(boolean isFolder, Path content) {
    this.isFolder = isFolder;
    this.content = content;
  }

  static DiskNode folder() {
    return new DiskNode(true, Path.of(""));
  }

  static DiskNode file(Path content) throws IOException {
    if (!Files.exists(content)) {
      Files.createFile(content);
    }
    return new DiskNode(false, content);
  }

  void change(PowerLog.Entry entry, long number) {
    changes.add(new Change(entry.kind(), number, entry.offset(), entry.length(), entry.dataAt()));
  }

  void truncate(long number) {
    changes.add(new Change(PowerLog.Kind.SIZE, number, 0, 0, 0));
  }

  /// Makes durable what was done up to a number.
  void sync(PowerLog log, long upTo) throws IOException {
    for (Change change = changes.peek();
        change != null && change.number() <= upTo;
        change = changes.peek()) {
      apply(log, change);
      changes.remove();
    }
  }

  /// Lets a random beginning of what is not durable survive, half of its sectors as garbage, and
  /// forgets the rest.
  ///
  /// A sector that is written in part is garbage in that part only: like every log that appends to
  /// a sector that is durable already, ours rests on that.
  Fate lose(PowerLog log, Random random, long upTo) throws IOException {
    long all = 0;
    for (Change change : changes) {
      all += change.number() <= upTo ? change.sectors() : 0;
    }
    long left = random.nextInt(4) == 0 ? all : random.nextLong(all + 1);
    long kept = 0;
    long garbage = 0;
    for (Change change = changes.peek();
        change != null && change.number() <= upTo;
        change = changes.peek()) {
      changes.remove();
      long survive = Math.min(left, change.sectors());
      left -= survive;
      if (change.kind() != PowerLog.Kind.WRITE && survive > 0) {
        apply(log, change);
        kept++;
        continue;
      }
      for (long sector = 0; sector < survive; sector++) {
        boolean isGarbage = random.nextBoolean();
        applySector(log, change, sector, isGarbage ? random : null);
        kept += isGarbage ? 0 : 1;
        garbage += isGarbage ? 1 : 0;
      }
    }
    return new Fate(all, kept, garbage);
  }

  private void applySector(PowerLog log, Change change, long sector, @Nullable Random garbage)
      throws IOException {
    long first = change.offset() / SECTOR_BYTES + sector;
    long from = Math.max(change.offset(), first * SECTOR_BYTES);
    long to = Math.min(change.offset() + change.length(), (first + 1) * SECTOR_BYTES);
    if (garbage == null) {
      write(from, log.data(change.dataAt() + from - change.offset(), (int) (to - from)));
    } else {
      byte[] noise = new byte[(int) (to - from)];
      garbage.nextBytes(noise);
      write(from, ByteBuffer.wrap(noise));
    }
  }

  private void apply(PowerLog log, Change change) throws IOException {
    switch (change.kind()) {
      case WRITE -> write(change.offset(), log.data(change.dataAt(), (int) change.length()));
      case ZEROS -> writeZeros(change.offset(), change.length());
      case SIZE -> resize(change.length());
      default -> throw new IllegalStateException("No change of content: " + change);
    }
  }

  private void write(long offset, ByteBuffer data) throws IOException {
    long at = offset;
    while (data.hasRemaining()) {
      at += open().write(data, at);
    }
  }

  private void writeZeros(long offset, long length) throws IOException {
    long size = open().size();
    if (offset < size) {
      write(offset, ByteBuffer.allocate((int) Math.min(length, size - offset)));
    }
    if (offset + length > size) {
      resize(offset + length);
    }
  }

  private void resize(long bytes) throws IOException {
    FileChannel file = open();
    if (bytes < file.size()) {
      file.truncate(bytes);
    } else if (bytes > file.size()) {
      file.write(ByteBuffer.allocate(1), bytes - 1);
    }
  }

  private FileChannel open() throws IOException {
    if (channel == null) {
      channel = FileChannel.open(content, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
    return channel;
  }

  /// Copies what is durable to a new file, without spelling out long runs of zeros.
  void copyTo(Path file) throws IOException {
    close();
    ByteBuffer block = ByteBuffer.allocate(64 << 10);
    byte[] zeros = new byte[block.capacity()];
    try (FileChannel from = FileChannel.open(content, StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long size = from.size();
      for (long at = 0; at < size; at += block.capacity()) {
        block.clear();
        while (block.hasRemaining() && from.read(block, at + block.position()) > 0) {}
        block.flip();
        boolean last = at + block.limit() >= size;
        if (last || Arrays.mismatch(block.array(), zeros) >= 0) {
          to.write(block, at);
        }
      }
    }
  }

  void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  void delete() throws IOException {
    close();
    if (!isFolder) {
      Files.deleteIfExists(content);
    }
  }
}
