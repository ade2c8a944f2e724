package dev.junction.storage.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// The content of one file: what a reader sees, what is durable, and the sectors that differ.
final class SimInode {

  private static final int SECTOR = SimDisk.SECTOR_BYTES;

  private byte[] visible = new byte[0];
  private byte[] durable = new byte[0];
  private int size;
  private int durableSize;
  // In the order of writing; a sector written again goes to the end.
  private final Set<Integer> unsynced = new LinkedHashSet<>();
  // Sectors that a failed sync has given up: they read back, and no later sync looks at them.
  private final BitSet dropped = new BitSet();

  SimInode copy() {
    SimInode copy = new SimInode();
    copy.visible = visible.clone();
    copy.size = size;
    copy.allDurable();
    return copy;
  }

  int sizeBytes() {
    return size;
  }

  byte[] content() {
    return Arrays.copyOf(visible, size);
  }

  int read(int position, byte[] target) {
    int count = Math.max(0, Math.min(target.length, size - position));
    System.arraycopy(visible, Math.min(position, size), target, 0, count);
    return count;
  }

  void write(int position, byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    int end = position + bytes.length;
    if (end > visible.length) {
      visible = Arrays.copyOf(visible, Math.max(roundedUp(end), visible.length * 2));
    }
    System.arraycopy(bytes, 0, visible, position, bytes.length);
    size = Math.max(size, end);
    for (int sector = position / SECTOR; sector <= (end - 1) / SECTOR; sector++) {
      unsynced.remove(sector);
      unsynced.add(sector);
      dropped.clear(sector);
    }
  }

  void sync() {
    growDurable(size);
    for (int sector : unsynced) {
      System.arraycopy(visible, sector * SECTOR, durable, sector * SECTOR, SECTOR);
    }
    unsynced.clear();
    durableSize = size;
  }

  void dropUnsynced() {
    unsynced.forEach(dropped::set);
    unsynced.clear();
  }

  void flipBit(int position, int bit) {
    visible[position] ^= (byte) (1 << bit);
    allDurable();
  }

  void truncate(int newSize) {
    Arrays.fill(visible, Math.min(newSize, visible.length), visible.length, (byte) 0);
    size = newSize;
    allDurable();
  }

  void powerLoss(Random random) {
    List<Integer> kept = new ArrayList<>(unsynced);
    if (random.nextBoolean()) {
      kept = kept.subList(0, random.nextInt(kept.size() + 1));
    } else {
      kept.removeIf(_ -> random.nextBoolean());
    }
    boolean garbles = random.nextInt(4) > 0;
    growDurable(size);
    for (int sector : kept) {
      byte[] content = Arrays.copyOfRange(visible, sector * SECTOR, (sector + 1) * SECTOR);
      if (garbles && random.nextBoolean()) {
        random.nextBytes(content);
      }
      System.arraycopy(content, 0, durable, sector * SECTOR, SECTOR);
      durableSize = Math.max(durableSize, Math.min(size, (sector + 1) * SECTOR));
    }
    visible = durable.clone();
    size = durableSize;
    unsynced.clear();
    dropped.clear();
  }

  private void allDurable() {
    durable = visible.clone();
    durableSize = size;
    unsynced.clear();
    dropped.clear();
  }

  private void growDurable(int bytes) {
    if (durable.length < roundedUp(bytes)) {
      durable = Arrays.copyOf(durable, Math.max(roundedUp(bytes), visible.length));
    }
  }

  private static int roundedUp(int bytes) {
    return (bytes + SECTOR - 1) / SECTOR * SECTOR;
  }
}
