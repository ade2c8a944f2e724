package dev.junction.storage.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.storage.ChunkStore;
import dev.junction.storage.ChunkStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChunkStoreTest extends ChunkStoreContract {
  private static final byte[] CONTENT = {10, 20, 30};

  @TempDir Path folder;

  @Override
  protected ChunkStore create() {
    return FileChunkStore.open(folder.resolve("chunks"));
  }

  @Test
  void chunksOutliveTheStore() {
    chunks.put("a/b", CONTENT);

    assertThat(create().get("a/b", 0, 3)).isEqualTo(CONTENT);
  }

  @Test
  void everyFlippedBitOfAFileIsFound() throws IOException {
    chunks.put("a", CONTENT);
    Path file = folder.resolve("chunks/a");
    byte[] good = Files.readAllBytes(file);
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file, bad);
      assertThatThrownBy(() -> chunks.get("a", 0, 3))
          .as("bit %d", bit)
          .isInstanceOf(ChunkDamagedException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void everyCutOfAFileIsFoundEvenByAPartialRead() throws IOException {
    chunks.put("a", CONTENT);
    Path file = folder.resolve("chunks/a");
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length++) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> chunks.get("a", 0, 1))
          .as("%d bytes", length)
          .isInstanceOf(ChunkDamagedException.class);
    }
  }

  @Test
  void whatACrashLeftHalfWrittenIsNoChunkAndIsCleared() throws IOException {
    Path left = folder.resolve("chunks/.temporary/17");
    Files.write(left, CONTENT);
    assertThat(chunks.list("")).isEmpty();

    create();

    assertThat(left).doesNotExist();
  }
}
