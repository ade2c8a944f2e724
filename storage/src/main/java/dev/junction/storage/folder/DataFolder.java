package dev.junction.storage.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The folder of one server, locked for as long as this object is open.
///
/// Shape: `format` (version and number of partitions), `lock` (who has it open), and the folders
/// `journal`, `state` and `chunks`. Only its owner may read it (0700). Threads: any.
public final class DataFolder implements AutoCloseable {
  private static final int LOCK_BYTES_MAX = 4096;

  /// What a folder holds whose making was cut short.
  private static final Set<String> UNFINISHED = Set.of("lock", "format.new");

  /// What this process holds, and what it says about itself there. Asked before the lock file is
  /// even opened: to close any descriptor of it gives up the process's own lock on many systems.
  private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

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
    String process = "pid %d\nstarted %s\n".formatted(ProcessHandle.current().pid(), startedAt);
    try {
      checkOurs(root);
      makeFolder(root);
      Path real = root.toRealPath();
      String holder = HELD_HERE.putIfAbsent(real, process);
      if (holder != null) {
        throw new DataFolderLockedException(root, holder);
      }
      try {
        return openLocked(real, partitionsWhenNew, process);
      } catch (IOException | RuntimeException failure) {
        HELD_HERE.remove(real);
        throw failure;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("The data folder " + root + " cannot be opened", failure);
    }
  }

  private static DataFolder openLocked(Path root, int partitionsWhenNew, String process)
      throws IOException {
    FileChannel lockChannel = lock(root);
    try {
      DataFolder folder =
          new DataFolder(root, format(root, partitionsWhenNew), lockChannel, process);
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
      HELD_HERE.remove(root);
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
    if (channel.tryLock() == null) {
      ByteBuffer text = ByteBuffer.allocate(LOCK_BYTES_MAX);
      channel.read(text, 0);
      channel.close();
      throw new DataFolderLockedException(
          root, StandardCharsets.UTF_8.decode(text.flip()).toString());
    }
    return channel;
  }

  private void writeLock(String endpoint) throws IOException {
    byte[] text = (process + endpoint).getBytes(StandardCharsets.UTF_8);
    lockChannel.write(ByteBuffer.wrap(text), 0);
    lockChannel.truncate(text.length);
    HELD_HERE.put(root, process + endpoint);
  }

  private static DataFolderFormat format(Path root, int partitionsWhenNew) throws IOException {
    Path file = root.resolve("format");
    if (Files.exists(file)) {
      return DataFolderFormat.parse(Files.readString(file));
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

  /// Refuses a folder that holds something else, before anything in it is touched.
  private static void checkOurs(Path root) throws IOException {
    if (!Files.isDirectory(root) || Files.exists(root.resolve("format"))) {
      return;
    }
    try (Stream<Path> content = Files.list(root)) {
      if (!content.allMatch(file -> UNFINISHED.contains(file.getFileName().toString()))) {
        throw new IOException("The folder is not empty and has no format file");
      }
    }
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
