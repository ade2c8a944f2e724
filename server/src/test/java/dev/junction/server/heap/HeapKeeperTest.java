package dev.junction.server.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeapKeeperTest {

  private static final long MIB = 1L << 20;

  @Test
  void fullCollectionsComeWithWhatLives() {
    PlayedHeap heap = new PlayedHeap(10 * MIB);
    HeapKeeper keeper = new HeapKeeper(heap);

    heap.grow(keeper, 1_000 * MIB);
    assertThat(heap.highestBytes).isLessThan((2 * 10 + 64 + 2) * MIB);
    assertThat(heap.collections).isLessThanOrEqualTo(1_000 / 64 + 1);

    heap.livingBytes = 500 * MIB;
    heap.usedBytes = 500 * MIB;
    heap.collections = 0;
    heap.grow(keeper, 1_000 * MIB);
    assertThat(heap.collections).as("the first one learns how much lives").isLessThanOrEqualTo(3);
  }

  @Test
  void keepsTheHeapOfAProcessSmallThatTheCollectorWouldLetGrow() throws Exception {
    assertThat(heapAfterMuchGarbage("alone")).isGreaterThan(300);
    assertThat(heapAfterMuchGarbage("kept")).isLessThan(150);
  }

  /// MiB of the heap of a process through which 1,000 MiB went, of which 6 MiB lived at a time.
  private static long heapAfterMuchGarbage(String how) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xms24m",
            "-Xmn16m",
            "-Xmx1g",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), GarbageMain.class.getName(), how));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return Long.parseLong(said.strip());
  }

  /// Everything but what lives is garbage, a MiB at a time.
  private static final class PlayedHeap implements HeapKeeper.Heap {

    private long livingBytes;
    private long usedBytes;
    private long highestBytes;
    private int collections;

    private PlayedHeap(long livingBytes) {
      this.livingBytes = livingBytes;
      usedBytes = livingBytes;
    }

    private void grow(HeapKeeper keeper, long bytes) {
      for (long grown = 0; grown < bytes; grown += MIB) {
        usedBytes += MIB;
        highestBytes = Math.max(highestBytes, usedBytes);
        keeper.look();
      }
    }

    @Override
    public long usedBytes() {
      return usedBytes;
    }

    @Override
    public void collect() {
      usedBytes = livingBytes;
      collections++;
    }
  }
}
