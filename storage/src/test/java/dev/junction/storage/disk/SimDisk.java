package dev.junction.storage.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A disk in memory that keeps only what a real one promises.
///
/// [#powerLoss] leaves of every file its synced bytes and some of its unsynced sectors, half of
/// which hold garbage; and of every folder its synced names and a prefix of the changes after. A
/// sync that fails drops what it should have made durable, but leaves it to be read until then.
/// Everything random comes from the seed. Threads: any, one at a time.
public final class SimDisk implements Disk {

  static final int SECTOR_BYTES = 512;

  /// The error of every operation from the moment that [SimDisk#losePowerAfter] named.
  public static final class PowerLost extends IOException {
    private static final long serialVersionUID = 1L;

    PowerLost() {
      super("The power is gone");
    }
  }

  private sealed interface Change {
    record Added(String name, SimInode inode) implements Change {}

    record Removed(String name) implements Change {}

    record Renamed(String from, String to) implements Change {}
  }

  private final Random random;
  private Map<String, SimInode> files = new TreeMap<>();
  private Map<String, SimInode> durableFiles = new HashMap<>();
  private final Map<String, List<Change>> changes = new TreeMap<>();
  private final Set<String> folders = new HashSet<>(Set.of(""));
  private int generation;
  private long operations;
  private long powerLostAt = Long.MAX_VALUE;
  private long capacityBytes = Long.MAX_VALUE;
  private Predicate<String> failingSync = _ -> false;
  private Predicate<String> pretendedSync = _ -> false;
  private Predicate<String> failingWrite = _ -> false;
  private Predicate<String> failingRead = _ -> false;

  public SimDisk(long seed) {
    this.random = new Random(seed);
  }

  /// A disk with the same visible content, all of it durable, and no faults.
  public synchronized SimDisk copy(long seed) {
    SimDisk copy = new SimDisk(seed);
    copy.folders.addAll(folders);
    files.forEach((name, inode) -> copy.files.put(name, inode.copy()));
    copy.durableFiles.putAll(copy.files);
    return copy;
  }

  /// Cuts the power: forgets what is not durable, shuts all open files, and turns it on again.
  public synchronized void powerLoss() {
    generation++;
    powerLostAt = Long.MAX_VALUE;
    for (List<Change> pending : changes.values()) {
      pending.subList(0, random.nextInt(pending.size() + 1)).forEach(this::makeDurable);
    }
    changes.clear();
    files = new TreeMap<>(durableFiles);
    new LinkedHashSet<>(files.values()).forEach(inode -> inode.powerLoss(random));
  }

  /// Cuts the power in the middle of the nth operation from now on; the disk then refuses
  /// everything until [#powerLoss].
  public synchronized void losePowerAfter(long nth) {
    powerLostAt = operations + nth;
  }

  /// Whether the moment that [#losePowerAfter] named has come.
  public synchronized boolean isPowerLost() {
    return operations > powerLostAt;
  }

  /// How many operations that change something were asked for.
  public synchronized long operations() {
    return operations;
  }

  /// Fails syncs of files and folders whose name the test picks.
  public synchronized void failSyncs(Predicate<String> names) {
    failingSync = names;
  }

  /// Answers syncs of files and folders whose name the test picks, and does nothing: the control of
  /// tests that must notice it.
  public synchronized void pretendSyncs(Predicate<String> names) {
    pretendedSync = names;
  }

  /// Fails writes, after a random part was written, to files whose name the test picks.
  public synchronized void failWrites(Predicate<String> names) {
    failingWrite = names;
  }

  /// Fails reads of files whose name the test picks.
  public synchronized void failReads(Predicate<String> names) {
    failingRead = names;
  }

  /// Refuses growth beyond so many bytes in all files together.
  public synchronized void limitTo(long bytes) {
    capacityBytes = bytes;
  }

  /// Flips one bit of a file, durably.
  public synchronized void flipBit(String name, long position, int bit) throws IOException {
    found(name).flipBit((int) position, bit);
  }

  /// Cuts a file off, durably.
  public synchronized void truncate(String name, long sizeBytes) throws IOException {
    found(name).truncate((int) sizeBytes);
  }

  /// Overwrites a part of a file, durably.
  public synchronized void overwrite(String name, long position, byte[] bytes) throws IOException {
    SimInode inode = found(name);
    inode.write((int) position, bytes);
    inode.sync();
  }

  /// The visible content of a file.
  public synchronized byte[] content(String name) throws IOException {
    return found(name).content();
  }

  @Override
  public synchronized DiskFile open(String name) throws IOException {
    return new SimFile(this, name, found(name), generation);
  }

  @Override
  public synchronized DiskFile openToRead(String name) throws IOException {
    return open(name);
  }

  @Override
  public synchronized DiskFile create(String name) throws IOException {
    step();
    if (files.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    if (!folders.contains(folderOf(name))) {
      throw new FileNotFoundException(folderOf(name));
    }
    SimInode inode = new SimInode();
    files.put(name, inode);
    change(folderOf(name), new Change.Added(name, inode));
    return new SimFile(this, name, inode, generation);
  }

  @Override
  public synchronized boolean exists(String name) {
    return files.containsKey(name) || folders.contains(name);
  }

  @Override
  public synchronized List<String> list(String folder) {
    String start = folder.isEmpty() ? "" : folder + '/';
    return files.keySet().stream()
        .filter(name -> folderOf(name).equals(folder))
        .map(name -> name.substring(start.length()))
        .toList();
  }

  @Override
  public synchronized void createFolder(String name) throws IOException {
    step();
    folders.add(name);
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    step();
    if (!folderOf(from).equals(folderOf(to))) {
      throw new IOException("Renames stay in one folder here: " + from + " to " + to);
    }
    SimInode inode = found(from);
    files.remove(from);
    files.put(to, inode);
    change(folderOf(to), new Change.Renamed(from, to));
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    step();
    found(name);
    files.remove(name);
    change(folderOf(name), new Change.Removed(name));
  }

  @Override
  public synchronized void syncFolder(String folder) throws IOException {
    step();
    if (failingSync.test(folder)) {
      throw new IOException("Injected: sync of folder " + folder);
    }
    if (pretendedSync.test(folder)) {
      return;
    }
    List<Change> pending = changes.remove(folder);
    if (pending != null) {
      pending.forEach(this::makeDurable);
    }
  }

  /// Counts an operation that changes something.
  void step() throws IOException {
    operations++;
    if (operations >= powerLostAt) {
      powerLostAt = Math.min(powerLostAt, operations - 1);
      throw new PowerLost();
    }
  }

  void checkOpen(int openedIn) throws IOException {
    if (openedIn != generation || operations > powerLostAt) {
      throw new PowerLost();
    }
  }

  void checkReadable(String name) throws IOException {
    if (failingRead.test(name)) {
      throw new IOException("Injected: read of " + name);
    }
  }

  void write(String name, SimInode inode, int position, byte[] bytes) throws IOException {
    boolean failing = failingWrite.test(name);
    boolean powerless = operations + 1 >= powerLostAt;
    long growth = Math.max(0, (long) position + bytes.length - inode.sizeBytes());
    long used = files.values().stream().distinct().mapToLong(SimInode::sizeBytes).sum();
    boolean full = growth > 0 && used + growth > capacityBytes;
    if (failing || powerless || full) {
      byte[] part = new byte[full ? 0 : random.nextInt(bytes.length + 1)];
      System.arraycopy(bytes, 0, part, 0, part.length);
      inode.write(position, part);
    }
    step();
    if (full) {
      throw new IOException("No space left on device");
    }
    if (failing) {
      throw new IOException("Injected: write to " + name);
    }
    inode.write(position, bytes);
  }

  void sync(String name, SimInode inode) throws IOException {
    step();
    if (failingSync.test(name)) {
      inode.dropUnsynced();
      throw new IOException("Injected: sync of " + name);
    }
    if (!pretendedSync.test(name)) {
      inode.sync();
    }
  }

  private void makeDurable(Change change) {
    switch (change) {
      case Change.Added(String name, SimInode inode) -> durableFiles.put(name, inode);
      case Change.Removed(String name) -> durableFiles.remove(name);
      case Change.Renamed(String from, String to) -> {
        SimInode inode = durableFiles.remove(from);
        if (inode != null) {
          durableFiles.put(to, inode);
        }
      }
    }
  }

  private void change(String folder, Change change) {
    changes.computeIfAbsent(folder, _ -> new ArrayList<>()).add(change);
  }

  private SimInode found(String name) throws IOException {
    SimInode inode = files.get(name);
    if (inode == null) {
      throw new FileNotFoundException(name);
    }
    return inode;
  }

  private static String folderOf(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }
}
