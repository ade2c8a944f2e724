package dev.junction.storage.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path parent;

  @Test
  void aNewFolderHasItsPartsAndBelongsToItsOwnerOnly() throws IOException {
    Path root = parent.resolve("data");
    try (DataFolder folder = DataFolder.open(root, 8, STARTED)) {
      assertThat(folder.partitions()).isEqualTo(8);
      assertThat(folder.journal()).isDirectory();
      assertThat(folder.state()).isDirectory();
      assertThat(folder.chunks()).isDirectory();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void theNumberOfPartitionsStaysWhatItWas() {
    DataFolder.open(parent.resolve("data"), 8, STARTED).close();
    try (DataFolder folder = DataFolder.open(parent.resolve("data"), 16, STARTED)) {
      assertThat(folder.partitions()).isEqualTo(8);
    }
  }

  @Test
  void aSecondOpenerLearnsWhoHoldsTheFolder() {
    Path root = parent.resolve("data");
    try (DataFolder folder = DataFolder.open(root, 8, STARTED)) {
      folder.announce("http://127.0.0.1:4566");
      assertThatThrownBy(() -> DataFolder.open(root, 8, STARTED))
          .isInstanceOf(DataFolderLockedException.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid())
          .hasMessageContaining("started 2026-01-02T03:04:05Z")
          .hasMessageContaining("endpoint http://127.0.0.1:4566");
    }
    DataFolder.open(root, 8, STARTED).close();
  }

  @Test
  void aFolderWithoutAFormatThatHoldsSomethingIsRefused() throws IOException {
    Files.createDirectories(parent.resolve("photos/holiday"));
    assertThatThrownBy(() -> DataFolder.open(parent.resolve("photos"), 8, STARTED))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("The folder is not empty and has no format file");
    assertThat(parent.resolve("photos")).isDirectoryNotContaining("glob:**lock");
  }

  @Test
  void anUnreadableFormatIsRefusedAndKept() throws IOException {
    Path root = parent.resolve("data");
    DataFolder.open(root, 8, STARTED).close();
    Files.writeString(root.resolve("format"), "version=2\npartitions=8\n");
    assertThatThrownBy(() -> DataFolder.open(root, 8, STARTED))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("The data folder has version 2, not 1");
    assertThat(root.resolve("format")).hasContent("version=2\npartitions=8\n");
  }

  @Test
  void anotherProcessIsKeptOut() throws IOException, InterruptedException {
    Path root = parent.resolve("data");
    try (DataFolder folder = DataFolder.open(root, 8, STARTED)) {
      assertThatThrownBy(() -> DataFolder.open(root, 8, STARTED))
          .isInstanceOf(DataFolderLockedException.class);
      assertThat(folder.partitions()).isEqualTo(8);
      assertThat(openElsewhere(root)).contains("held").contains("pid ");
    }
    assertThat(openElsewhere(root)).contains("free");
  }

  private static String openElsewhere(Path root) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockProbe.class.getName(),
                root.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  /// Opens a data folder in a process of its own and says how that went.
  static final class LockProbe {
    private LockProbe() {}

    public static void main(String[] arguments) {
      try (DataFolder folder = DataFolder.open(Path.of(arguments[0]), 8, STARTED)) {
        System.out.println("free, " + folder.partitions());
      } catch (DataFolderLockedException locked) {
        System.out.println("held by " + locked.holder());
      }
    }
  }
}
