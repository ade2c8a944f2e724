package dev.junction.storage.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The segment files that wait for use: zero-filled ahead, or used up and given back.
///
/// A spare file's content does not matter: the header of its next use carries a new salt. Threads:
/// [#take] and [#give] belong to the writer, [#refill] may run beside them.
final class SegmentSupply {
  private static final String SUFFIX = ".spare";
  private static final int SPARES_MAX = 2;
  private static final int RETRY_MILLIS = 500;

  private final Disk disk;
  private final int segmentBytes;
  private final Deque<String> spares = new ArrayDeque<>();
  private final AtomicLong nextNumber = new AtomicLong(1);

  /// Why the last try to make a spare file failed; null while there is space.
  private volatile @Nullable IOException shortage;

  private final Semaphore wanted = new Semaphore(1);

  private SegmentSupply(Disk disk, int segmentBytes) {
    this.disk = disk;
    this.segmentBytes = segmentBytes;
  }

  /// Takes over the spare files of an earlier process and removes those that it left unfinished.
  static SegmentSupply open(Disk disk, int segmentBytes) throws IOException {
    SegmentSupply supply = new SegmentSupply(disk, segmentBytes);
    for (String name : disk.list()) {
      if (name.endsWith(SUFFIX)) {
        supply.adopt(name);
      }
    }
    return supply;
  }

  /// Turns a spare file into the segment of this header; durable when it returns.
  DiskFile take(SegmentHeader header) throws IOException {
    String spare = poll();
    if (spare == null) {
      spare = create();
    }
    try (DiskFile file = disk.open(spare)) {
      file.write(header.encode(), 0);
      file.sync();
    }
    wanted.release();
    disk.rename(spare, header.fileName());
    disk.syncDirectory();
    return disk.open(header.fileName());
  }

  /// Takes a segment back that nobody needs any more.
  void give(String segment) throws IOException {
    String spare = nextName();
    disk.rename(segment, spare);
    // Before the file gets a new header: its old name must not come back with that.
    disk.syncDirectory();
    synchronized (spares) {
      if (spares.size() < SPARES_MAX) {
        spares.add(spare);
        return;
      }
    }
    disk.delete(spare);
  }

  /// Waits until [#refill] may have something to do: after a shortage for half a second at most.
  void awaitWanted() throws InterruptedException {
    if (shortage == null) {
      wanted.acquire();
    } else if (!wanted.tryAcquire(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
      return;
    }
    wanted.drainPermits();
  }

  /// Why there is no spare file although one was tried to be made; null while there is space.
  @Nullable IOException shortage() {
    return shortage;
  }

  /// Ends a wait of [#awaitWanted].
  void wake() {
    wanted.release();
  }

  /// Makes a spare file when there is none; when that fails, [#shortage] says so.
  void refill() {
    synchronized (spares) {
      if (!spares.isEmpty()) {
        shortage = null;
        return;
      }
    }
    try {
      String spare = create();
      synchronized (spares) {
        spares.add(spare);
      }
      shortage = null;
    } catch (IOException failure) {
      shortage = failure;
    }
  }

  private void adopt(String name) throws IOException {
    String number = name.substring(0, name.length() - SUFFIX.length());
    if (!number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return;
    }
    nextNumber.accumulateAndGet(Long.parseLong(number) + 1, Math::max);
    if (disk.size(name) == segmentBytes && spares.size() < SPARES_MAX) {
      spares.add(name);
    } else {
      disk.delete(name);
    }
  }

  private String create() throws IOException {
    String name = nextName();
    try {
      disk.preallocate(name, segmentBytes);
      return name;
    } catch (IOException failure) {
      removeUnfinished(name, failure);
      throw failure;
    }
  }

  private void removeUnfinished(String name, IOException failure) {
    try {
      if (disk.list().contains(name)) {
        disk.delete(name);
      }
    } catch (IOException second) {
      failure.addSuppressed(second);
    }
  }

  private String nextName() {
    return "%016d%s".formatted(nextNumber.getAndIncrement(), SUFFIX);
  }

  private @Nullable String poll() {
    synchronized (spares) {
      return spares.poll();
    }
  }
}
