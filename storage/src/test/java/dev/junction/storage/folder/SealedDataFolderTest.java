package dev.junction.storage.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.storage.seal.LocalKey;
import dev.junction.storage.seal.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which key opens which folder, and that a refusal touches nothing.
class SealedDataFolderTest {
  private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
  private static final LocalKey KEY = LocalKey.of("0f".repeat(32));
  private static final LocalKey ANOTHER = LocalKey.of("10".repeat(32));
  private static final byte[] PLACE = {1};

  /// The checksum was reckoned outside of Java, over the two lines before it.
  private static final String OPEN_FORMAT = "version=2\npartitions=8\nchecksum=57b0570a\n";

  @TempDir Path parent;
  private Path root = Path.of("");

  @BeforeEach
  void choose() {
    root = parent.resolve("data");
  }

  private DataFolder open(@Nullable LocalKey key) {
    return DataFolder.open(root, 8, STARTED, "127.0.0.1:4566", key);
  }

  @Test
  void whatOneStartSealsTheNextOneOpens() throws IOException {
    byte[] sealed;
    try (DataFolder folder = open(KEY)) {
      sealed = sealer(folder).seal(PLACE, new byte[] {42});
      assertThat(folder.partitions()).isEqualTo(8);
    }
    assertThat(Files.readAllLines(root.resolve("format")))
        .startsWith("version=3", "partitions=8", "encryption=AES-256-GCM")
        .element(3)
        .asString()
        .matches("wrapped-key=[A-Za-z0-9+/]{80}");
    try (DataFolder folder = open(KEY)) {
      assertThat(sealer(folder).open(PLACE, sealed, () -> "it")).containsExactly(42);
    }
  }

  @Test
  void everyFolderHasAKeyOfItsOwn() throws IOException {
    open(KEY).close();
    String one = Files.readString(root.resolve("format"));
    root = parent.resolve("other");
    open(KEY).close();

    assertThat(Files.readString(root.resolve("format"))).isNotEqualTo(one);
  }

  @Test
  void withoutAKeyNothingIsSealed() {
    try (DataFolder folder = open(null)) {
      assertThat(folder.newSealer()).isEmpty();
    }
    assertThat(root.resolve("format")).hasContent(OPEN_FORMAT);
  }

  @Test
  void aMissingOrWrongKeyIsRefusedAndTouchesNothing() throws IOException {
    open(KEY).close();
    Map<String, List<Object>> before = snapshot();

    assertThatThrownBy(() -> open(null))
        .isInstanceOf(DataFolderRefused.class)
        .hasNoCause()
        .hasMessageContaining("The data folder " + root + " is encrypted")
        .hasMessageContaining("storage.encryption.key-file");
    assertThatThrownBy(() -> open(ANOTHER))
        .isInstanceOf(DataFolderRefused.class)
        .hasNoCause()
        .hasMessageContaining("The key that was given does not open the data folder " + root);
    assertThat(snapshot()).isEqualTo(before);
    open(KEY).close();
  }

  @Test
  void aFolderThatWasMadeWithoutEncryptionStaysSo() throws IOException {
    open(null).close();
    Map<String, List<Object>> before = snapshot();

    assertThatThrownBy(() -> open(KEY))
        .isInstanceOf(DataFolderRefused.class)
        .hasMessageContaining("The data folder " + root + " was made without encryption")
        .hasMessageContaining("Start without storage.encryption.key-file");
    assertThat(snapshot()).isEqualTo(before);
    open(null).close();
  }

  @Test
  void aChangedKeyOpensWhatWasSealedBefore() throws IOException {
    byte[] sealed;
    try (DataFolder folder = open(KEY)) {
      sealed = sealer(folder).seal(PLACE, new byte[] {42});
      folder.changeKey(ANOTHER);
    }
    assertThatThrownBy(() -> open(KEY)).isInstanceOf(DataFolderRefused.class);
    try (DataFolder folder = open(ANOTHER)) {
      assertThat(sealer(folder).open(PLACE, sealed, () -> "it")).containsExactly(42);
    }
    root = parent.resolve("open");
    try (DataFolder folder = open(null)) {
      assertThatThrownBy(() -> folder.changeKey(KEY))
          .isInstanceOf(DataFolderRefused.class)
          .hasMessageContaining("is not encrypted");
    }
    assertThat(root.resolve("format")).hasContent(OPEN_FORMAT);
  }

  @Test
  void aChangedFormatIsRefused() throws IOException {
    open(KEY).close();
    Path file = root.resolve("format");
    String text = Files.readString(file);

    Files.writeString(file, text.replace("partitions=8", "partitions=9"));
    assertThatThrownBy(() -> open(KEY))
        .isInstanceOf(DataFolderRefused.class)
        .hasMessageContaining("its checksum does not fit");
    String withoutChecksum = text.replaceFirst("checksum=.*\n", "");
    Files.writeString(file, withoutChecksum.replace("partitions=8", "partitions=9"));
    assertThatThrownBy(() -> open(KEY))
        .isInstanceOf(DataFolderRefused.class)
        .hasMessageContaining("'format' was changed");
    Files.writeString(file, text.replaceFirst("wrapped-key=.*\n", ""));
    assertThatThrownBy(() -> open(KEY))
        .isInstanceOf(DataFolderRefused.class)
        .hasMessageContaining("names no key of AES-256-GCM");
    Files.writeString(file, text.replace("AES-256-GCM", "ROT13"));
    assertThatThrownBy(() -> open(KEY)).isInstanceOf(DataFolderRefused.class);
    Files.writeString(file, text);
    open(KEY).close();
  }

  /// Names, contents and times of everything in the folder.
  private Map<String, List<Object>> snapshot() throws IOException {
    Map<String, List<Object>> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        String content = Files.isDirectory(path) ? "" : Files.readString(path);
        found.put(path.toString(), List.of(Files.getLastModifiedTime(path), content));
      }
    }
    return found;
  }

  private static Sealer sealer(DataFolder folder) {
    return folder.newSealer().orElseThrow();
  }
}
