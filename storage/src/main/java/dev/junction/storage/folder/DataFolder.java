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
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A folder that holds everything that must survive, locked for one process.
///
/// Shape: `format` (version and number of partitions), `lock` (who holds it), `journal/`, `state/`,
/// `chunks/`, `keys/`; readable by its owner only.
public final class DataFolder implements AutoCloseable {

  private static final int VERSION = 1;
  private static final String FORMAT = "format";

  private final Path root;
  private final int partitions;
  private final FileChannel lockFile;

  private DataFolder(Path root, int partitions, FileChannel lockFile) {
    this.root = root;
    this.partitions = partitions;
    this.lockFile = lockFile;
  }

  /// Opens a folder for this process alone, and makes it when it is not there.
  ///
  /// @param newPartitions how many partitions a new folder gets
  /// @param holder what others are told of who holds it, as in an endpoint
  public static DataFolder open(Path root, int newPartitions, Instant now, String holder) {
    try {
      boolean isNew = !Files.exists(root);
      Files.createDirectories(root);
      if (isNew && root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
      }
      FileChannel lockFile = lock(root, now, holder);
      try {
        for (String name : new String[] {"journal", "state", "chunks", "keys"}) {
          Files.createDirectories(root.resolve(name));
        }
        return new DataFolder(root, partitions(root, newPartitions), lockFile);
      } catch (IOException | RuntimeException e) {
        lockFile.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The data folder " + root + " cannot be used", e);
    }
  }

  private static FileChannel lock(Path root, Instant now, String holder) throws IOException {
    Path file = root.resolve("lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = tryLock(channel);
    if (lock == null) {
      String who = Files.readString(file).strip();
      channel.close();
      throw new DataFolderRefused(
          "The data folder "
              + root.toAbsolutePath().normalize()
              + " is in use by "
              + (who.isEmpty() ? "another process" : who)
              + ". Stop that one first, or choose another folder with --data.");
    }
    String text =
        "process " + ProcessHandle.current().pid() + " (" + holder + "), started " + now + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static int partitions(Path root, int newPartitions) throws IOException {
    Path file = root.resolve(FORMAT);
    if (!Files.exists(file)) {
      if (!isEmpty(root.resolve("journal"))) {
        throw new DataFolderRefused(
            "The data folder " + root + " holds a journal but no file '" + FORMAT + "'.");
      }
      write(file, "version=" + VERSION + "\npartitions=" + newPartitions + "\n");
      return newPartitions;
    }
    return readFormat(root);
  }

  /// How many partitions a folder was made with, without opening it.
  public static int readFormat(Path root) throws IOException {
    Path file = root.resolve(FORMAT);
    if (!Files.exists(file)) {
      throw new DataFolderRefused(root + " is no data folder: it has no file '" + FORMAT + "'.");
    }
    Properties format = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      format.load(in);
    }
    String version = format.getProperty("version", "");
    if (!version.equals(String.valueOf(VERSION))) {
      throw new DataFolderRefused(
          "The data folder "
              + root
              + " has the format version '"
              + version
              + "', and this release knows version "
              + VERSION
              + " only.");
    }
    try {
      return Integer.parseInt(format.getProperty("partitions", ""));
    } catch (NumberFormatException _) {
      throw new DataFolderRefused("The file " + file + " names no number of partitions.");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    try (FileChannel names = FileChannel.open(file.toAbsolutePath().getParent())) {
      names.force(true);
    }
  }

  public int partitions() {
    return partitions;
  }

  public Path journal() {
    return root.resolve("journal");
  }

  public Path state() {
    return root.resolve("state");
  }

  public Path keys() {
    return root.resolve("keys");
  }

  /// Lets other processes use the folder.
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
