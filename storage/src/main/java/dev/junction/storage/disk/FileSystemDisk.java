package dev.junction.storage.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A folder of the machine's file system.
///
/// Shape: files are created with mode 0600, folders with 0700. Threads: any.
public final class FileSystemDisk implements Disk {

  private final Path root;

  public FileSystemDisk(Path root) {
    this.root = root;
  }

  @Override
  public DiskFile open(String name) throws IOException {
    return opened(name, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public DiskFile openToRead(String name) throws IOException {
    return opened(name, Set.of(StandardOpenOption.READ));
  }

  @Override
  public DiskFile create(String name) throws IOException {
    return opened(
        name,
        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(root.resolve(name));
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  @Override
  public void createFolder(String name) throws IOException {
    Path folder = root.resolve(name);
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException _) {
      // Somebody else was faster; the folder is there, which is all that was asked for.
    }
    sync(folder.resolve(".."));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        root.resolve(from),
        root.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(root.resolve(name));
  }

  @Override
  public void syncFolder(String folder) throws IOException {
    sync(root.resolve(folder));
  }

  private DiskFile opened(String name, Set<StandardOpenOption> options) throws IOException {
    return new FileSystemFile(
        FileChannel.open(
            root.resolve(name),
            options,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
