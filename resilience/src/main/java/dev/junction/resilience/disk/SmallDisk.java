package dev.junction.resilience.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A small disk in memory (tmpfs) that can be filled and freed. It needs Linux and the right to
/// mount.
public final class SmallDisk implements AutoCloseable {

  private static final int PIECE_BYTES = 64 << 10;

  private final Path mountPoint;
  private final Path filler;

  private SmallDisk(Path mountPoint) {
    this.mountPoint = mountPoint;
    this.filler = mountPoint.resolve("filler");
  }

  /// Mounts a disk at a folder, which is made; nothing where that is not possible, and why is
  /// printed.
  public static Optional<SmallDisk> mount(Path mountPoint, int megabytes)
      throws IOException, InterruptedException {
    Files.createDirectories(mountPoint);
    String size = "size=" + megabytes + "m";
    if (run("mount", "-t", "tmpfs", "-o", size, "tmpfs", mountPoint.toString()) != 0) {
      System.err.println("A small disk cannot be mounted here: that needs root on Linux.");
      return Optional.empty();
    }
    SmallDisk disk = new SmallDisk(mountPoint);
    Runtime.getRuntime().addShutdownHook(new Thread(disk::unmount));
    return Optional.of(disk);
  }

  private static int run(String... words) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(words)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      if (Files.exists(Path.of("/bin/mount"))) {
        throw e;
      }
      return -1;
    }
  }

  /// Lets a data folder live on the disk: the folder itself is the disk, without what else lies on
  /// it being in the way.
  Path folder() {
    return mountPoint;
  }

  /// Fills the disk until so many bytes are left.
  public void fill(long leftBytes) throws IOException {
    FileStore store = Files.getFileStore(mountPoint);
    byte[] piece = new byte[PIECE_BYTES];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (store.getUsableSpace() > leftBytes) {
        int some = (int) Math.min(piece.length, store.getUsableSpace() - leftBytes);
        out.write(piece, 0, some);
      }
    } catch (IOException full) {
      if (leftBytes > 0) {
        throw full;
      }
    }
  }

  public void free() throws IOException {
    Files.deleteIfExists(filler);
  }

  private void unmount() {
    try {
      int _ = run("umount", "-l", mountPoint.toString());
    } catch (IOException | InterruptedException _) {
      // It goes with the machine then.
    }
  }

  @Override
  public void close() {
    unmount();
  }
}
