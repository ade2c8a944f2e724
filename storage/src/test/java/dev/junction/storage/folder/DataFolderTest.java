package dev.junction.storage.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");

  private static final String HOLDER = "127.0.0.1:4566";

  @TempDir Path parent;

  @Test
  void aNewFolderHasItsPartsAndBelongsToItsOwnerOnly() throws IOException {
    Path root = parent.resolve("data");
    try (DataFolder folder = DataFolder.open(root, 8, STARTED, HOLDER)) {
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
    DataFolder.open(parent.resolve("data"), 8, STARTED, HOLDER).close();
    try (DataFolder folder = DataFolder.open(parent.resolve("data"), 16, STARTED, HOLDER)) {
      assertThat(folder.partitions()).isEqualTo(8);
    }
  }

  @Test
  void aSecondOpenerLearnsWhoHoldsTheFolder() {
    Path root = parent.resolve("data");
    try (DataFolder folder = DataFolder.open(root, 8, STARTED, HOLDER)) {
      assertThat(folder.partitions()).isEqualTo(8);
      assertThatThrownBy(() -> DataFolder.open(root, 8, STARTED, HOLDER))
          .isInstanceOf(DataFolderRefused.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("started 2026-01-02T03:04:05Z")
          .hasMessageContaining("(127.0.0.1:4566)");
    }
    DataFolder.open(root, 8, STARTED, HOLDER).close();
  }

  @Test
  void aFolderWithoutAFormatThatHoldsSomethingIsRefused() throws IOException {
    Files.createDirectories(parent.resolve("photos/holiday"));
    assertThatThrownBy(() -> DataFolder.open(parent.resolve("photos"), 8, STARTED, HOLDER))
        .isInstanceOf(DataFolderRefused.class)
        .hasMessageContaining("is not empty and has no file 'format'");
    assertThat(parent.resolve("photos")).isDirectoryNotContaining("glob:**lock");
  }

  @Test
  void anotherFormatIsRefusedAndKept() throws IOException {
    Path root = parent.resolve("data");
    DataFolder.open(root, 8, STARTED, HOLDER).close();
    for (String version : new String[] {"1", "4", ""}) {
      String text = "version=" + version + "\npartitions=8\n";
      Files.writeString(root.resolve("format"), text);
      assertThatThrownBy(() -> DataFolder.open(root, 8, STARTED, HOLDER))
          .isInstanceOf(DataFolderRefused.class)
          .hasMessageContaining("format version '" + version + "'")
          .hasMessageContaining("knows versions 2 and 3 only");
      assertThat(root.resolve("format")).hasContent(text);
    }
  }

  @Test
  void aFormatWithoutPartitionsIsRefused() throws IOException {
    Path root = parent.resolve("data");
    DataFolder.open(root, 8, STARTED, HOLDER).close();
    for (String partitions : new String[] {"", "0", "eight"}) {
      Files.writeString(root.resolve("format"), "version=2\npartitions=" + partitions + "\n");
      assertThatThrownBy(() -> DataFolder.open(root, 8, STARTED, HOLDER))
          .isInstanceOf(DataFolderRefused.class)
          .hasMessageContaining("no number of partitions: '" + partitions + "'");
    }
  }

  @Test
  void everyFlippedBitOfTheFormatIsRefused() throws IOException {
    Path root = parent.resolve("data");
    DataFolder.open(root, 8, STARTED, HOLDER).close();
    Path file = root.resolve("format");
    byte[] sound = Files.readAllBytes(file);
    for (int bit = 0; bit < sound.length * 8; bit++) {
      byte[] damaged = sound.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, damaged);
      assertThatThrownBy(() -> DataFolder.open(root, 8, STARTED, HOLDER))
          .as("bit %d", bit)
          .isInstanceOf(DataFolderRefused.class)
          .hasMessageContaining(root.toString());
    }
    Files.write(file, sound);
    DataFolder.open(root, 8, STARTED, HOLDER).close();
  }

  @Test
  void aFormatFromBeforeTheChecksumIsRead() throws IOException {
    Path root = parent.resolve("data");
    DataFolder.open(root, 8, STARTED, HOLDER).close();
    Files.writeString(root.resolve("format"), "version=2\npartitions=8\n");
    assertThat(DataFolder.readFormat(root)).isEqualTo(8);
    Files.writeString(root.resolve("format"), "version=2\npartitions=8");
    assertThatThrownBy(() -> DataFolder.readFormat(root)).hasMessageContaining("is damaged");
  }

  @Test
  void theFormatIsReadWithoutOpening() throws IOException {
    Path root = parent.resolve("data");
    try (DataFolder folder = DataFolder.open(root, 4, STARTED, HOLDER)) {
      assertThat(DataFolder.readFormat(root)).isEqualTo(folder.partitions());
    }
    assertThatThrownBy(() -> DataFolder.readFormat(parent)).isInstanceOf(DataFolderRefused.class);
  }

  @Test
  void anotherProcessIsKeptOut() throws IOException, InterruptedException {
    Path root = parent.resolve("data");
    try (DataFolder folder = DataFolder.open(root, 8, STARTED, HOLDER)) {
      assertThatThrownBy(() -> DataFolder.open(root, 8, STARTED, HOLDER))
          .isInstanceOf(DataFolderRefused.class);
      assertThat(folder.partitions()).isEqualTo(8);
      assertThat(openElsewhere(root)).contains("held").contains("in use by process ");
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
      try (DataFolder folder = DataFolder.open(Path.of(arguments[0]), 8, STARTED, HOLDER)) {
        System.out.println("free, " + folder.partitions());
      } catch (DataFolderRefused refused) {
        System.out.println("held: " + refused.getMessage());
      }
    }
  }
}
