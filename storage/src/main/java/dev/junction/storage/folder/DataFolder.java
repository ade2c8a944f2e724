package dev.junction.storage.folder;

import dev.junction.kernel.OwnerFile;
import dev.junction.storage.seal.DataKey;
import dev.junction.storage.seal.LocalKey;
import dev.junction.storage.seal.Sealer;
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
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder that holds everything that must survive, locked for as long as this object is open.
///
/// Shape: `format` (version, number of partitions, and its sealed key if it is encrypted), `lock`
/// (who holds it), `journal/`, `state/`, `chunks/`, `keys/`; readable by its owner only. Threads:
/// any.
public final class DataFolder implements AutoCloseable {

  private static final int LOCK_BYTES_MAX = 4096;
  private static final String FORMAT = "format";
  private static final String UNFINISHED_FORMAT = "format.new";
  private static final String LOCK = "lock";

  /// What a folder holds whose making was cut short.
  private static final Set<String> UNFINISHED = Set.of(LOCK, UNFINISHED_FORMAT);

  /// What this process holds, and what it says about itself there. Asked before the lock file is
  /// even opened: to close any descriptor of it gives up the process's own lock on many systems.
  private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

  private final Path root;
  private final DataFolderFormat format;
  private final @Nullable DataKey dataKey;
  private final FileChannel lockFile;

  private DataFolder(
      Path root, DataFolderFormat format, @Nullable DataKey dataKey, FileChannel lockFile) {
    this.root = root;
    this.format = format;
    this.dataKey = dataKey;
    this.lockFile = lockFile;
  }

  /// Opens a folder that is not encrypted, as below.
  public static DataFolder open(Path root, int newPartitions, Instant now, String holder) {
    return open(root, newPartitions, now, holder, null);
  }

  /// Opens a folder for this process alone, and makes it when it is not there.
  ///
  /// @param newPartitions how many partitions a new folder gets; an old one keeps its number
  /// @param holder what others are told of who holds it, as in an endpoint
  /// @param key the operator's key, which a new folder is encrypted with; null for none
  /// @throws DataFolderRefused when somebody has it open, it is none that this release knows, or
  ///     the key does not fit it
  public static DataFolder open(
      Path root, int newPartitions, Instant now, String holder, @Nullable LocalKey key) {
    String process =
        "process " + ProcessHandle.current().pid() + " (" + holder + "), started " + now;
    try {
      checkOurs(root, key);
      makeFolder(root);
      Path real = root.toRealPath();
      String other = HELD_HERE.putIfAbsent(real, process);
      if (other != null) {
        throw inUse(real, other);
      }
      try {
        return openLocked(real, newPartitions, process, key);
      } catch (IOException | RuntimeException e) {
        HELD_HERE.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The data folder " + root + " cannot be used", e);
    }
  }

  private static DataFolder openLocked(
      Path root, int newPartitions, String process, @Nullable LocalKey key) throws IOException {
    FileChannel lockFile = lock(root);
    try {
      DataFolderFormat format = format(root, newPartitions, key);
      DataFolder folder = new DataFolder(root, format, format.unlock(root, key), lockFile);
      for (Path part :
          new Path[] {folder.journal(), folder.state(), folder.chunks(), folder.keys()}) {
        makeFolder(part);
      }
      syncFolder(root);
      byte[] text = (process + "\n").getBytes(StandardCharsets.UTF_8);
      lockFile.write(ByteBuffer.wrap(text), 0);
      lockFile.truncate(text.length);
      return folder;
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      ByteBuffer text = ByteBuffer.allocate(LOCK_BYTES_MAX);
      channel.read(text, 0);
      channel.close();
      throw inUse(root, StandardCharsets.UTF_8.decode(text.flip()).toString().strip());
    }
    return channel;
  }

  private static DataFolderRefused inUse(Path root, String who) {
    return new DataFolderRefused(
        "The data folder "
            + root
            + " is in use by "
            + (who.isEmpty() ? "another process" : who)
            + ". Stop that one first, or choose another folder with --data.");
  }

  private static DataFolderFormat format(Path root, int newPartitions, @Nullable LocalKey key)
      throws IOException {
    Path file = root.resolve(FORMAT);
    if (Files.exists(file)) {
      return DataFolderFormat.read(root, file);
    }
    DataFolderFormat format = DataFolderFormat.current(newPartitions, key);
    write(root, format);
    return format;
  }

  /// Puts the file in its place as a whole, so that at any moment there is the old or the new one.
  private static void write(Path root, DataFolderFormat format) throws IOException {
    Path unfinished = root.resolve(UNFINISHED_FORMAT);
    Files.writeString(unfinished, format.text());
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(unfinished, root.resolve(FORMAT), StandardCopyOption.ATOMIC_MOVE);
    syncFolder(root);
  }

  /// How many partitions a folder was made with, without opening it.
  ///
  /// @throws DataFolderRefused when it is no data folder, or none that this release knows
  public static int readFormat(Path root) throws IOException {
    Path file = root.resolve(FORMAT);
    if (!Files.exists(file)) {
      throw new DataFolderRefused(root + " is no data folder: it has no file '" + FORMAT + "'.");
    }
    return DataFolderFormat.read(root, file).partitions();
  }

  /// Refuses a folder that holds something else or has another key, before anything in it is
  /// touched.
  private static void checkOurs(Path root, @Nullable LocalKey key) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    Path format = root.resolve(FORMAT);
    if (Files.exists(format)) {
      DataFolderFormat.read(root, format).unlock(root, key);
      return;
    }
    try (Stream<Path> content = Files.list(root)) {
      if (!content.allMatch(file -> UNFINISHED.contains(file.getFileName().toString()))) {
        throw new DataFolderRefused(
            "The folder "
                + root
                + " is not empty and has no file '"
                + FORMAT
                + "', so it is no data folder. Choose another one with --data.");
      }
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// How many partitions the folder was made with.
  public int partitions() {
    return format.partitions();
  }

  /// What seals everything in the folder from now on, in a session of its own; empty when the
  /// folder is not encrypted.
  public Optional<Sealer> newSealer() {
    return Optional.ofNullable(dataKey).map(key -> key.newSession(new SecureRandom()));
  }

  /// What seals secrets in the folder, whether all of it is encrypted or not: with a key of its own
  /// in `keys/secrets.key`, which the first start makes.
  ///
  /// @throws DataFolderRefused when the file holds no key
  public Sealer newSealerOfSecrets() {
    Path file = keys().resolve("secrets.key");
    SecureRandom random = new SecureRandom();
    try {
      if (!Files.exists(file)) {
        OwnerFile.write(file, DataKey.random(random).reveal() + '\n');
      }
      DataKey key = DataKey.of(Files.readString(file).strip());
      if (key == null) {
        throw new DataFolderRefused(file + " holds no key, and secrets cannot be read without it.");
      }
      return key.newSession(random);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read or written", e);
    }
  }

  /// Has another key of the operator open the folder from now on, and no longer the one before.
  /// What is sealed stays as it is: the folder's own key does not change. Durable when it returns.
  ///
  /// @throws DataFolderRefused when the folder is not encrypted
  public void changeKey(LocalKey next) {
    if (dataKey == null) {
      throw new DataFolderRefused("The data folder " + root + " is not encrypted: it has no key.");
    }
    try {
      write(root, format.sealedBy(dataKey, next, new SecureRandom()));
    } catch (IOException e) {
      throw new UncheckedIOException("The key of " + root + " cannot be changed", e);
    }
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

  public Path keys() {
    return root.resolve("keys");
  }

  /// Lets other processes use the folder. The lock file stays: removing it would let two others
  /// lock two different files of that name.
  @Override
  public void close() {
    try {
      lockFile.close();
      HELD_HERE.remove(root);
    } catch (IOException e) {
      throw new UncheckedIOException("The lock of " + root + " cannot be given up", e);
    }
  }
}
