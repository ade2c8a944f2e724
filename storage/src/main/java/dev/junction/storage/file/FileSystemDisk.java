package dev.junction.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder of the operating system's file system as a [Disk].
public final class FileSystemDisk implements Disk {
  private static final int ZERO_BYTES = 1 << 20;

  /// Zeros are synced in pieces: on many file systems one large sync holds up all others.
  private static final int ZERO_BYTES_PER_SYNC = 4 << 20;

  private final Path folder;

  /// Looked up once: finding it reads the table of all mounts.
  private volatile @Nullable FileStore store;

  /// @param folder a folder that exists
  public FileSystemDisk(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return new Channel(
        FileChannel.open(file(name), StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public DiskFile openToRead(String name) throws IOException {
    return new Channel(FileChannel.open(file(name), StandardOpenOption.READ));
  }

  @Override
  public void preallocate(String name, long sizeBytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file(name), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(ZERO_BYTES);
      for (long at = 0; at < sizeBytes; at += ZERO_BYTES) {
        zeros.clear().limit((int) Math.min(ZERO_BYTES, sizeBytes - at));
        writeAll(channel, zeros, at);
        if ((at + ZERO_BYTES) % ZERO_BYTES_PER_SYNC == 0) {
          channel.force(false);
        }
      }
      channel.force(true);
    }
  }

  @Override
  public long size(String name) throws IOException {
    return Files.size(file(name));
  }

  @Override
  public long usableBytes() throws IOException {
    FileStore found = store;
    if (found == null) {
      found = Files.getFileStore(folder);
      store = found;
    }
    return found.getUsableSpace();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    if (Files.exists(file(to))) {
      throw new FileAlreadyExistsException(file(to).toString());
    }
    Files.move(file(from), file(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(file(name));
  }

  @Override
  public void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static void writeAll(FileChannel channel, ByteBuffer source, long position)
      throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += channel.write(source, at);
    }
  }

  private record Channel(FileChannel channel) implements DiskFile {
    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      int total = 0;
      while (target.hasRemaining()) {
        int count = channel.read(target, position + total);
        if (count < 0) {
          break;
        }
        total += count;
      }
      return total;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      writeAll(channel, source, position);
    }

    @Override
    public void sync() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
