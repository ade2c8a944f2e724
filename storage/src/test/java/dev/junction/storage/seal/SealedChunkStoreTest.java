package dev.junction.storage.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.storage.ChunkStore;
import dev.junction.storage.ChunkStoreContract;
import dev.junction.storage.SealBroken;
import dev.junction.storage.chunk.FileChunkStore;
import dev.junction.storage.memory.MemoryChunkStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The chunk store's contract, sealed, over files.
class SealedChunkStoreTest extends ChunkStoreContract {
  private static final int BLOCK = 64 << 10;

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();
  private final DataKey key = DataKey.random(random);
  private final MemoryChunkStore below = new MemoryChunkStore();

  @Override
  protected ChunkStore create() {
    return sealed(FileChunkStore.open(folder.resolve("chunks")));
  }

  private ChunkStore sealed(ChunkStore other) {
    return new SealedChunkStore(other, key.newSession(random), random);
  }

  @Test
  void anyPartOfAChunkOfManyBlocksIsRead() {
    Random seeded = new Random(5);
    for (int length : new int[] {BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 3 * BLOCK + 17}) {
      byte[] content = new byte[length];
      seeded.nextBytes(content);
      String name = "of-" + length;
      chunks.put(name, content);
      // Sealed by another session than the one that reads.
      ChunkStore later = create();

      assertThat(later.get(name, 0, Integer.MAX_VALUE)).isEqualTo(content);
      for (int i = 0; i < 200; i++) {
        int from = seeded.nextInt(length + 2);
        int wanted = seeded.nextInt(2 * BLOCK);
        int begin = Math.min(from, length);
        assertThat(later.get(name, from, wanted))
            .as("%d bytes from %d of %d", wanted, from, length)
            .isEqualTo(
                Arrays.copyOfRange(content, begin, (int) Math.min((long) begin + wanted, length)));
      }
    }
  }

  @Test
  void everyFlippedByteIsRefusedByWhoeverReadsIt() {
    sealed(below).put("a", new byte[20]);
    byte[] stored = below.get("a", 0, 1_000);
    for (int at = 0; at < stored.length; at++) {
      byte[] bad = stored.clone();
      bad[at] ^= 4;
      assertBroken(bad);
    }
    for (int length = 0; length < stored.length; length++) {
      assertBroken(Arrays.copyOf(stored, length));
    }
  }

  /// Also by a read that wants nothing, which would else believe the length in the header.
  private void assertBroken(byte[] bad) {
    below.delete("a");
    below.put("a", bad);
    for (int wanted : new int[] {0, 1, 20}) {
      assertThatThrownBy(() -> sealed(below).get("a", 0, wanted))
          .isInstanceOf(SealBroken.class)
          .hasMessageContaining("chunk a");
    }
  }

  @Test
  void blocksOfAnotherChunkOrPlaceDoNotOpen() {
    ChunkStore store = sealed(below);
    byte[] content = new byte[2 * BLOCK];
    content[0] = 1;
    store.put("a", content);
    byte[] first = below.get("a", 0, Integer.MAX_VALUE);
    store.delete("a");
    store.put("a", content);
    byte[] second = below.get("a", 0, Integer.MAX_VALUE);
    int header = 25;
    int sealedBlock = (first.length - header) / 2;

    byte[] mixed = second.clone();
    System.arraycopy(first, header, mixed, header, sealedBlock);
    byte[] swapped = second.clone();
    System.arraycopy(second, header, swapped, header + sealedBlock, sealedBlock);
    System.arraycopy(second, header + sealedBlock, swapped, header, sealedBlock);
    below.put("b", second);

    assertThat(store.get("a", 0, 1)).containsExactly(1);
    assertThatThrownBy(() -> store.get("b", 0, 1)).isInstanceOf(SealBroken.class);
    for (byte[] bad : new byte[][] {mixed, swapped}) {
      below.delete("a");
      below.put("a", bad);
      assertThatThrownBy(() -> store.get("a", 0, 1))
          .isInstanceOf(SealBroken.class)
          .hasMessageContaining("Block 0 of the chunk a");
    }
  }

  @Test
  void aChunkThatWasNotSealedIsRefused() {
    below.put("plain", new byte[100]);

    assertThatThrownBy(() -> sealed(below).get("plain", 0, 1)).isInstanceOf(SealBroken.class);
  }
}
