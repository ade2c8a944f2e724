package dev.junction.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A disk in memory that can lose power: what was synced stays, of the rest a random part.
///
/// A power loss keeps each unsynced 512-byte sector with one chance in two, half of the kept ones
/// as garbage, and a random prefix of the directory changes since the last directory sync. The
/// seed decides everything. Threads: any, one at a time.
public final class SimDisk implements Disk {
  private static final int SECTOR_BYTES = 512;

  /// What every call answers once the power is gone.
  public static final class PowerLossException extends IOException {
    private static final long serialVersionUID = 1L;

    PowerLossException() {
      super("The power is gone");
    }
  }

  /// A sync or write that a test ordered to fail.
  public static final class OrderedFailureException extends IOException {
    private static final long serialVersionUID = 1L;

    OrderedFailureException(String what) {
      super(what + " failed as ordered");
    }
  }

  private interface DirectoryChange {
    void applyTo(Map<String, Content> files);
  }

  private static final class Content {
    private final byte[] live;
    private final byte[] synced;
    private final BitSet unsynced = new BitSet();

    Content(byte[] bytes) {
      live = bytes;
      synced = bytes.clone();
    }
  }

  private final Random random;
  private final TreeMap<String, Content> directory = new TreeMap<>();
  private final TreeMap<String, Content> syncedDirectory = new TreeMap<>();
  private final List<DirectoryChange> directoryChanges = new ArrayList<>();
  private long operationsLeft = Long.MAX_VALUE;
  private int filesMax = Integer.MAX_VALUE;
  private boolean syncFails;
  private boolean writeFails;
  private long syncs;

  public SimDisk(long seed) {
    random = new Random(seed);
  }

  /// Cuts the power at the given number of writes, syncs and directory changes from now.
  public synchronized void losePowerAfter(long operations) {
    operationsLeft = operations;
  }

  /// Makes every sync fail from now on.
  public synchronized void failSyncs() {
    syncFails = true;
  }

  /// Makes every write fail from now on.
  public synchronized void failWrites() {
    writeFails = true;
  }

  /// Heals what [#failSyncs] and [#failWrites] ordered.
  public synchronized void heal() {
    syncFails = false;
    writeFails = false;
  }

  /// Lets no more than so many files be on the disk.
  public synchronized void limitFiles(int most) {
    filesMax = most;
  }

  public synchronized long syncs() {
    return syncs;
  }

  /// The disk as it is found when the power is back.
  public synchronized SimDisk afterPowerLoss() {
    operationsLeft = 0;
    SimDisk after = new SimDisk(random.nextLong());
    TreeMap<String, Content> kept = new TreeMap<>(syncedDirectory);
    int changes = random.nextInt(directoryChanges.size() + 1);
    directoryChanges.subList(0, changes).forEach(change -> change.applyTo(kept));
    kept.forEach(
        (name, content) -> {
          Content survivor = new Content(survivors(content));
          after.directory.put(name, survivor);
          after.syncedDirectory.put(name, survivor);
        });
    return after;
  }

  /// The disk as it is found when only the process died: nothing is lost, and what was not synced
  /// still is not.
  public synchronized SimDisk afterKill() {
    operationsLeft = Long.MAX_VALUE;
    return this;
  }

  /// Changes one bit of a file behind everybody's back.
  public synchronized void flipBit(String name, long offset) throws IOException {
    Content content = content(name);
    content.live[(int) offset] ^= 1;
    content.synced[(int) offset] ^= 1;
  }

  /// Overwrites a range with zeros behind everybody's back.
  public synchronized void zero(String name, int fromOffset, int toOffset) throws IOException {
    Content content = content(name);
    Arrays.fill(content.live, fromOffset, toOffset, (byte) 0);
    Arrays.fill(content.synced, fromOffset, toOffset, (byte) 0);
  }

  /// The bytes of a file as a reader sees them now.
  public synchronized byte[] bytes(String name) throws IOException {
    return content(name).live.clone();
  }

  /// Another disk with the same files, everything synced.
  public synchronized SimDisk copy() {
    SimDisk copy = new SimDisk(random.nextLong());
    directory.forEach(
        (name, content) -> {
          Content same = new Content(content.live.clone());
          copy.directory.put(name, same);
          copy.syncedDirectory.put(name, same);
        });
    return copy;
  }

  @Override
  public synchronized List<String> list() throws IOException {
    checkPower();
    return List.copyOf(directory.keySet());
  }

  @Override
  public synchronized DiskFile open(String name) throws IOException {
    checkPower();
    return new SimFile(content(name));
  }

  @Override
  public synchronized DiskFile openToRead(String name) throws IOException {
    return open(name);
  }

  @Override
  public synchronized void preallocate(String name, long sizeBytes) throws IOException {
    operate();
    checkFree(name);
    if (directory.size() >= filesMax) {
      throw new OrderedFailureException("Making a file");
    }
    Content content = new Content(new byte[(int) sizeBytes]);
    change(files -> files.put(name, content));
  }

  @Override
  public synchronized long size(String name) throws IOException {
    checkPower();
    return content(name).live.length;
  }

  @Override
  public synchronized long usableBytes() throws IOException {
    checkPower();
    return directory.size() < filesMax ? Long.MAX_VALUE : 0;
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    operate();
    checkFree(to);
    Content content = content(from);
    change(
        files -> {
          files.remove(from);
          files.put(to, content);
        });
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    operate();
    content(name);
    change(files -> files.remove(name));
  }

  @Override
  public synchronized void syncDirectory() throws IOException {
    operate();
    syncedDirectory.clear();
    syncedDirectory.putAll(directory);
    directoryChanges.clear();
  }

  private byte[] survivors(Content content) {
    byte[] survivor = content.synced.clone();
    int at = content.unsynced.nextSetBit(0);
    while (at >= 0) {
      int end = (at / SECTOR_BYTES + 1) * SECTOR_BYTES;
      boolean kept = random.nextBoolean();
      boolean garbage = random.nextBoolean();
      for (int i = at; i >= 0 && i < end; i = content.unsynced.nextSetBit(i + 1)) {
        if (kept) {
          survivor[i] = garbage ? (byte) random.nextInt() : content.live[i];
        }
      }
      at = content.unsynced.nextSetBit(end);
    }
    return survivor;
  }

  private void change(DirectoryChange change) {
    change.applyTo(directory);
    directoryChanges.add(change);
  }

  private Content content(String name) throws IOException {
    Content content = directory.get(name);
    if (content == null) {
      throw new NoSuchFileException(name);
    }
    return content;
  }

  private void checkFree(String name) throws IOException {
    if (directory.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
  }

  private void checkPower() throws IOException {
    if (operationsLeft <= 0) {
      throw new PowerLossException();
    }
  }

  private void operate() throws IOException {
    checkPower();
    operationsLeft--;
  }

  private final class SimFile implements DiskFile {
    private final Content content;

    SimFile(Content content) {
      this.content = content;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      synchronized (SimDisk.this) {
        checkPower();
        int count = Math.clamp(content.live.length - position, 0, target.remaining());
        target.put(content.live, (int) position, count);
        return count;
      }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      synchronized (SimDisk.this) {
        operate();
        if (writeFails) {
          throw new OrderedFailureException("A write");
        }
        int at = (int) position;
        int count = source.remaining();
        source.get(content.live, at, count);
        content.unsynced.set(at, at + count);
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (SimDisk.this) {
        operate();
        if (syncFails) {
          throw new OrderedFailureException("A sync");
        }
        syncs++;
        for (int i = content.unsynced.nextSetBit(0);
            i >= 0;
            i = content.unsynced.nextSetBit(i + 1)) {
          content.synced[i] = content.live[i];
        }
        content.unsynced.clear();
      }
    }

    @Override
    public void close() {}
  }
}
