package dev.junction.storage.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.storage.Journal;
import dev.junction.storage.StateStore;
import dev.junction.storage.Told;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.folder.DataFolder;
import dev.junction.storage.memory.MemoryChunkStore;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the first version sealed opens in every later one. The files were made by `make.mjs` beside
/// them, with another implementation of the same forms.
class GoldenSealTest {
  @TempDir Path parent;

  @Test
  void theFirstVersionOpens() throws IOException {
    Path root = Files.createDirectory(parent.resolve("data"));
    Files.write(root.resolve("format"), golden("format"));
    LocalKey key = LocalKey.of(new String(golden("key"), UTF_8));
    try (DataFolder folder = DataFolder.open(root, 8, Instant.EPOCH, "test", key)) {
      Sealer sealer = folder.newSealer().orElseThrow();

      assertThat(journal(sealer)).containsExactly(put("text", "golden body"));
      assertThat(value(sealer)).asString(UTF_8).isEqualTo("golden value");
      assertThat(chunk(sealer)).asString(UTF_8).isEqualTo("golden chunk");
    }
  }

  private static List<byte[]> journal(Sealer sealer) throws IOException {
    MemoryJournals journals = new MemoryJournals(2);
    Journal below = journals.journal(1);
    below.claim(1, new Told());
    below.append(WriteBatch.decode(golden("batch")));
    journals.release();
    List<byte[]> found = new ArrayList<>();
    new SealedJournal(below, sealer).read(1, (_, batch) -> found.add(batch.encode()));
    return found;
  }

  private static byte[] value(Sealer sealer) throws IOException {
    StateStore below = MemoryStateStore.ephemeral();
    WriteBatch batch = new WriteBatch();
    batch.put("name".getBytes(UTF_8), golden("value"));
    below.apply(1, batch);
    return Objects.requireNonNull(
        new SealedStateStore(below, 3, sealer).get("name".getBytes(UTF_8)));
  }

  private static byte[] chunk(Sealer sealer) throws IOException {
    MemoryChunkStore below = new MemoryChunkStore();
    below.put("golden/chunk", golden("chunk"));
    return new SealedChunkStore(below, sealer, new SecureRandom()).get("golden/chunk", 0, 100);
  }

  private static byte[] put(String key, String value) {
    WriteBatch batch = new WriteBatch();
    batch.put(key.getBytes(UTF_8), value.getBytes(UTF_8));
    return batch.encode();
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GoldenSealTest.class.getResourceAsStream("/golden/seal-1/" + name), name)) {
      return in.readAllBytes();
    }
  }
}
