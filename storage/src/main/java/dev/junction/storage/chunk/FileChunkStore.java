package dev.junction.storage.chunk;

import dev.junction.storage.ChunkStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/// Chunks as files below one folder, named like the chunks.
///
/// Shape: the content, then a footer of 16 bytes: magic `JCK1`, `int crc32c` of the content, `long
/// contentBytes`, big-endian. Limits: a chunk is at most 1 GiB; none is named like the folder of
/// another. Threads: any. Durability: [#put] writes a temporary file, syncs it, renames it and
/// syncs the folder. Errors: a file without its footer, or whose content a full read finds changed,
/// throws [ChunkDamagedException]; taken or unknown names throw [IllegalStateException] and
/// [IllegalArgumentException]; a failing disk throws [UncheckedIOException].
public final class FileChunkStore implements ChunkStore {
  private static final int MAGIC = 0x4a434b31;
  private static final int FOOTER_BYTES = 16;
  private static final int CONTENT_BYTES_MAX = 1 << 30;

  /// No chunk can be named so, since no part of a name begins with a dot.
  private static final String TEMPORARY = ".temporary";

  private final Path folder;
  private final Path temporary;
  private final AtomicLong nextTemporary = new AtomicLong();

  private FileChunkStore(Path folder) {
    this.folder = folder;
    temporary = folder.resolve(TEMPORARY);
  }

  /// Opens the chunks in a folder, creating it when it is missing and clearing away what a crash
  /// left half written.
  public static FileChunkStore open(Path folder) {
    FileChunkStore store = new FileChunkStore(folder.toAbsolutePath().normalize());
    try {
      store.createFolders(store.temporary);
      try (Stream<Path> left = Files.list(store.temporary)) {
        for (Path file : left.toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The chunk folder " + folder + " cannot be opened", e);
    }
    return store;
  }

  @Override
  public void put(String name, byte[] content) {
    Path file = file(name);
    if (content.length > CONTENT_BYTES_MAX) {
      throw new IllegalArgumentException("A chunk of %d bytes".formatted(content.length));
    }
    Path draft = temporary.resolve(Long.toString(nextTemporary.incrementAndGet()));
    try {
      write(draft, content);
      publish(draft, file, name);
    } catch (IOException e) {
      throw new UncheckedIOException("The chunk " + name + " cannot be stored", e);
    }
  }

  @Override
  public byte[] get(String name, long offset, int length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("No range of %d bytes at %d".formatted(length, offset));
    }
    Path file = file(name);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long contentBytes = channel.size() - FOOTER_BYTES;
      int crc = crcInFooter(file, channel, contentBytes);
      int from = (int) Math.min(offset, contentBytes);
      byte[] content = new byte[(int) Math.min(length, contentBytes - from)];
      readFully(file, channel, ByteBuffer.wrap(content), from);
      if (content.length == contentBytes && crc(content) != crc) {
        throw new ChunkDamagedException(file, "its checksum does not match");
      }
      return content;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("There is no chunk named " + name, e);
    } catch (IOException e) {
      throw new UncheckedIOException("The chunk " + name + " cannot be read", e);
    }
  }

  @Override
  public List<String> list(String prefix) {
    int folderEnd = prefix.lastIndexOf('/');
    Path start = folderEnd < 0 ? folder : file(prefix.substring(0, folderEnd));
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try {
      Files.walkFileTree(start, new Names(names));
    } catch (IOException e) {
      throw new UncheckedIOException("The chunks in " + start + " cannot be listed", e);
    }
    return names.stream().filter(name -> name.startsWith(prefix)).sorted().toList();
  }

  @Override
  public void delete(String name) {
    Path file = file(name);
    try {
      if (Files.deleteIfExists(file)) {
        sync(parent(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The chunk " + name + " cannot be deleted", e);
    }
  }

  private Path file(String name) {
    return folder.resolve(ChunkName.check(name));
  }

  private static void write(Path draft, byte[] content) throws IOException {
    ByteBuffer footer = ByteBuffer.allocate(FOOTER_BYTES);
    footer.putInt(MAGIC).putInt(crc(content)).putLong(content.length).flip();
    try (FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeFully(channel, ByteBuffer.wrap(content));
      writeFully(channel, footer);
      channel.force(true);
    } catch (IOException e) {
      // On a full disk the half of a chunk would keep others from being written.
      Files.deleteIfExists(draft);
      throw e;
    }
  }

  /// One at a time: between the check that a name is free and the rename nobody may take it.
  private synchronized void publish(Path draft, Path file, String name) throws IOException {
    if (Files.exists(file)) {
      Files.delete(draft);
      throw new IllegalStateException("There is a chunk named " + name + " already");
    }
    createFolders(parent(file));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    sync(parent(file));
  }

  /// Creates a folder and those above it, each made durable in the one that holds it.
  private void createFolders(Path wanted) throws IOException {
    if (!Files.isDirectory(wanted)) {
      Path above = wanted.getParent();
      if (above != null) {
        createFolders(above);
      }
      Files.createDirectory(wanted);
      if (above != null) {
        sync(above);
      }
    }
  }

  private static int crcInFooter(Path file, FileChannel channel, long contentBytes)
      throws IOException {
    if (contentBytes < 0) {
      throw new ChunkDamagedException(file, "it is cut off");
    }
    ByteBuffer footer = ByteBuffer.allocate(FOOTER_BYTES);
    readFully(file, channel, footer, contentBytes);
    footer.flip();
    int magic = footer.getInt();
    int crc = footer.getInt();
    if (magic != MAGIC || footer.getLong() != contentBytes) {
      throw new ChunkDamagedException(file, "it does not end with its footer");
    }
    return crc;
  }

  private static void readFully(Path file, FileChannel channel, ByteBuffer target, long from)
      throws IOException {
    long position = from;
    while (target.hasRemaining()) {
      int count = channel.read(target, position);
      if (count < 0) {
        throw new ChunkDamagedException(file, "it ended while it was read");
      }
      position += count;
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      channel.write(source);
    }
  }

  private static int crc(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return (int) crc.getValue();
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " has no folder");
    }
    return parent;
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Collects the names of chunks while others come and go.
  private final class Names extends SimpleFileVisitor<Path> {
    private final List<String> names;

    Names(List<String> names) {
      this.names = names;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
      return visited.equals(temporary) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      names.add(folder.relativize(file).toString());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
