package dev.junction.storage.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Where segment files come from: spare ones, zero-filled ahead or used up and given back, and
/// small young ones while there is no spare yet.
///
/// A spare file's content does not matter: the header of its next use carries a new salt. Threads:
/// [#take] and [#give] belong to the writer, [#refill] to one thread beside it; the rest is for
/// any.
final class SegmentSupply {
  private static final String SUFFIX = ".spare";
  private static final int SPARES_MAX = 2;
  private static final int RETRY_MILLIS = 500;

  /// A file that has become a segment.
  record Taken(SegmentHeader header, DiskFile file) {}

  private final Disk disk;
  private final JournalSettings settings;

  /// Guarded by itself, and what is waited for when there is none.
  private final Deque<String> spares = new ArrayDeque<>();

  private final AtomicLong nextNumber = new AtomicLong(1);
  private final Semaphore work = new Semaphore(0);
  private volatile boolean wanted;
  private volatile boolean closed;

  /// Whether somebody refills while [#take] waits.
  private volatile boolean tended;

  /// Why the last try to make a spare file failed; null while there is no need or there is space.
  private volatile @Nullable IOException shortage;

  /// Whether the disk has less free than the settings keep free.
  private volatile boolean low;

  private SegmentSupply(Disk disk, JournalSettings settings) {
    this.disk = disk;
    this.settings = settings;
  }

  /// Takes over the spare files of an earlier process and removes those that it left unfinished.
  static SegmentSupply open(Disk disk, JournalSettings settings) throws IOException {
    SegmentSupply supply = new SegmentSupply(disk, settings);
    for (String name : disk.list()) {
      if (name.endsWith(SUFFIX)) {
        supply.adopt(name);
      }
    }
    supply.watch();
    return supply;
  }

  /// Turns a file into a segment that takes a frame of at least so many bytes; durable when it
  /// returns. While the disk is full this waits for space, unless nobody refills.
  Taken take(long sequence, long salt, int frameBytes) throws IOException {
    String spare = poll();
    int bytes = settings.segmentBytes();
    if (spare == null) {
      bytes = bytesWithoutSpare(frameBytes);
      try {
        spare = create(bytes);
      } catch (IOException failure) {
        if (disk.usableBytes() >= bytes) {
          throw failure;
        }
        spare = awaitSpare(failure);
        bytes = settings.segmentBytes();
      }
    }
    SegmentHeader header = new SegmentHeader(sequence, salt, bytes, settings.partitions());
    try (DiskFile file = disk.open(spare)) {
      file.write(header.encode(), 0);
      file.sync();
    }
    disk.rename(spare, header.fileName());
    disk.syncDirectory();
    return new Taken(header, disk.open(header.fileName()));
  }

  private int bytesWithoutSpare(int frameBytes) {
    int young = settings.youngSegmentBytes();
    int most = JournalSettings.batchBytesMax(young, settings.partitions());
    return frameBytes - Frames.HEADER_BYTES <= most ? young : settings.segmentBytes();
  }

  /// Takes a segment back that nobody needs any more.
  void give(SegmentHeader segment) throws IOException {
    if (segment.segmentBytes() == settings.segmentBytes() && hasRoomForSpare()) {
      String spare = nextName();
      disk.rename(segment.fileName(), spare);
      // Before the file gets a new header: its old name must not come back with that.
      disk.syncDirectory();
      add(spare);
    } else {
      disk.delete(segment.fileName());
      // Before a later segment goes: a gap must not appear.
      disk.syncDirectory();
    }
  }

  /// Asks for a spare file, because the current segment will be full soon.
  void want() {
    if (!wanted) {
      wanted = true;
      work.release();
    }
  }

  /// Waits until [#refill] and [#watch] may have something to do: while space is short for half a
  /// second at most.
  ///
  /// @return false when the supply was closed
  boolean awaitWork() throws InterruptedException {
    tended = true;
    if (lack() == null) {
      work.acquire();
    } else {
      boolean _ = work.tryAcquire(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
    work.drainPermits();
    return !closed;
  }

  /// Makes a spare file when one is wanted and there is none; when that fails, [#lack] says so.
  void refill() {
    if (!wanted) {
      return;
    }
    if (hasSpare()) {
      wanted = false;
      shortage = null;
      return;
    }
    try {
      long needed = settings.segmentBytes() + settings.keepFreeBytes();
      long usable = disk.usableBytes();
      if (usable < needed) {
        throw new IOException(
            "a segment needs %d free bytes, and there are %d".formatted(needed, usable));
      }
      add(create(settings.segmentBytes()));
      wanted = false;
      shortage = null;
    } catch (IOException failure) {
      shortage = failure;
    }
  }

  /// Looks how much the disk has free.
  void watch() {
    try {
      low = disk.usableBytes() < settings.keepFreeBytes();
    } catch (IOException _) {
      // Whether the disk works will show where it is written to.
      low = false;
    }
  }

  /// Makes sure that somebody goes on looking while space is low.
  void watchFromWriter() {
    boolean before = low;
    watch();
    if (low && !before) {
      work.release();
    }
  }

  /// Whether the disk has less free than is kept free, so that only what must may be written.
  boolean isLow() {
    return low;
  }

  /// What is lacking for the journal to grow; null while it can.
  @Nullable String lack() {
    if (low) {
      return "the disk has less than %d bytes free".formatted(settings.keepFreeBytes());
    }
    IOException failure = shortage;
    return failure == null ? null : String.valueOf(failure.getMessage());
  }

  /// Whether a spare file waits.
  boolean hasSpare() {
    synchronized (spares) {
      return !spares.isEmpty();
    }
  }

  /// Ends every wait.
  void close() {
    closed = true;
    work.release();
    synchronized (spares) {
      spares.notifyAll();
    }
  }

  private String awaitSpare(IOException failure) throws IOException {
    shortage = failure;
    wanted = true;
    work.release();
    synchronized (spares) {
      while (spares.isEmpty()) {
        if (closed || !tended) {
          throw failure;
        }
        try {
          spares.wait();
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          failure.addSuppressed(interrupted);
          throw failure;
        }
      }
      return spares.remove();
    }
  }

  private void adopt(String name) throws IOException {
    String number = name.substring(0, name.length() - SUFFIX.length());
    if (!number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return;
    }
    nextNumber.accumulateAndGet(Long.parseLong(number) + 1, Math::max);
    if (disk.size(name) == settings.segmentBytes() && spares.size() < SPARES_MAX) {
      spares.add(name);
    } else {
      disk.delete(name);
    }
  }

  private String create(int bytes) throws IOException {
    String name = nextName();
    try {
      disk.preallocate(name, bytes);
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

  private boolean hasRoomForSpare() {
    synchronized (spares) {
      return spares.size() < SPARES_MAX;
    }
  }

  private void add(String spare) {
    synchronized (spares) {
      spares.add(spare);
      spares.notifyAll();
    }
  }

  private @Nullable String poll() {
    synchronized (spares) {
      return spares.poll();
    }
  }
}
