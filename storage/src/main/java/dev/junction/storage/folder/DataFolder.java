package dev.junction.storage.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder of one server, locked for as long as this object is open.
///
/// Shape: `format` (version and number of partitions), `lock` (who has it open), and the folders
/// `journal`, `state` and `chunks`. Only its owner may read it (0700). Threads: any.
public final class DataFolder implements AutoCloseable {
  private static final int LOCK_BYTES_MAX = 4096;

  private final Path root;
  private final DataFolderFormat format;
  private final FileChannel lockChannel;
  private final String process;

  private DataFolder(Path root, DataFolderFormat format, FileChannel lockChannel, String process) {
    this.root = root;
    this.format = format;
    this.lockChannel = lockChannel;
    this.process = process;
  }

  /// Opens the folder, or makes it when there is none.
  ///
  /// @param partitionsWhenNew taken when the folder is made; later it keeps what it was made with
  /// @param startedAt what to tell another one who tries to open it
  /// @throws DataFolderLockedException when somebody has it open
  public static DataFolder open(Path root, int partitionsWhenNew, Instant startedAt) {
    try {
      makeFolder(root);
      FileChannel lockChannel = lock(root);
      try {
        String process = "pid %d\nstarted %s\n".formatted(ProcessHandle.current().pid(), startedAt);
        DataFolderFormat format = format(root, partitionsWhenNew);
        DataFolder folder = new DataFolder(root, format, lockChannel, process);
        makeFolder(folder.journal());
        makeFolder(folder.state());
        makeFolder(folder.chunks());
        syncFolder(root);
        folder.writeLock("");
        return folder;
      } catch (IOException | RuntimeException failure) {
        lockChannel.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("The data folder " + root + " cannot be opened", failure);
    }
  }

  public Path root() {
    return root;
  }

  public Path journal() {
    return root.resolve("journal");
  }

  public Path state() {
    return root.resolve("state");
  }

  public Path chunks() {
    return root.resolve("chunks");
  }

  /// How many partitions the folder was made with.
  public int partitions() {
    return format.partitions();
  }

  /// Tells others who look at the lock where this server listens.
  public void announce(String endpoint) {
    try {
      writeLock("endpoint " + endpoint + "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException("The lock of " + root + " cannot be written", failure);
    }
  }

  @Override
  public void close() {
    try {
      // Closing the channel gives up the lock; the file stays, because removing it would let two
      // others lock two different files of that name.
      lockChannel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("The lock of " + root + " cannot be given up", failure);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve("lock"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE);
    if (tryLock(channel) == null) {
      ByteBuffer text = ByteBuffer.allocate(LOCK_BYTES_MAX);
      channel.read(text, 0);
      channel.close();
      throw new DataFolderLockedException(
          root, StandardCharsets.UTF_8.decode(text.flip()).toString());
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private void writeLock(String endpoint) throws IOException {
    byte[] text = (process + endpoint).getBytes(StandardCharsets.UTF_8);
    lockChannel.write(ByteBuffer.wrap(text), 0);
    lockChannel.truncate(text.length);
  }

  private static DataFolderFormat format(Path root, int partitionsWhenNew) throws IOException {
    Path file = root.resolve("format");
    if (Files.exists(file)) {
      return DataFolderFormat.parse(Files.readString(file));
    }
    try (Stream<Path> content = Files.list(root)) {
      if (content.anyMatch(Files::isDirectory)) {
        throw new IOException("The folder is not empty and has no format file");
      }
    }
    DataFolderFormat format =
        new DataFolderFormat(DataFolderFormat.CURRENT_VERSION, partitionsWhenNew);
    Path unfinished = root.resolve("format.new");
    Files.writeString(unfinished, format.text());
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(root);
    return format;
  }

  private static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
