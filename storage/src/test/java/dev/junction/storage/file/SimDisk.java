package dev.junction.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/// A disk that can lose power: what was synced stays, of the rest a random part of the sectors,
/// half of them as garbage.
final class SimDisk implements Disk {

  static final int SECTOR_BYTES = 512;

  private final Random random;
  private final TreeMap<String, SimFile> files = new TreeMap<>();
  private int syncsUntilFailure = Integer.MAX_VALUE;

  SimDisk(long seed) {
    this.random = new Random(seed);
  }

  final class SimFile implements DiskFile {
    private byte[] now = new byte[0];
    private byte[] synced = new byte[0];
    private final TreeSet<Integer> dirtySectors = new TreeSet<>();

    @Override
    public void write(long position, ByteBuffer bytes) {
      int at = (int) position;
      int count = bytes.remaining();
      if (at + count > now.length) {
        now = Arrays.copyOf(now, at + count);
      }
      bytes.get(now, at, count);
      for (int s = at / SECTOR_BYTES; s <= (at + count - 1) / SECTOR_BYTES && count > 0; s++) {
        dirtySectors.add(s);
      }
    }

    @Override
    public int read(long position, ByteBuffer into) {
      int count = Math.max(0, Math.min(into.remaining(), now.length - (int) position));
      into.put(now, (int) position, count);
      return count;
    }

    @Override
    public void sync() throws IOException {
      if (--syncsUntilFailure < 0) {
        throw new IOException("simulated failure of a sync");
      }
      synced = now.clone();
      dirtySectors.clear();
    }

    @Override
    public long size() {
      return now.length;
    }

    @Override
    public void close() {}

    void flipBit(int at) {
      now[at] ^= 1;
      synced[at] ^= 1;
    }

    private void losePower() {
      byte[] after = Arrays.copyOf(synced, Math.max(synced.length, now.length));
      for (int sector : dirtySectors) {
        int from = sector * SECTOR_BYTES;
        int to = Math.min(from + SECTOR_BYTES, after.length);
        switch (random.nextInt(4)) {
          case 0 -> System.arraycopy(now, from, after, from, Math.min(to, now.length) - from);
          case 1 -> {
            for (int i = from; i < to; i++) {
              after[i] = (byte) random.nextInt(256);
            }
          }
          default -> {}
        }
      }
      now = after;
      synced = after.clone();
      dirtySectors.clear();
    }
  }

  void losePower() {
    files.values().forEach(SimFile::losePower);
  }

  void failSyncAfter(int count) {
    syncsUntilFailure = count;
  }

  SimFile file(String name) {
    return Objects.requireNonNull(files.get(name));
  }

  @Override
  public DiskFile open(String name) {
    return files.computeIfAbsent(name, _ -> new SimFile());
  }

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }

  @Override
  public void syncNames() {}

  @Override
  public String path() {
    return "sim";
  }
}
