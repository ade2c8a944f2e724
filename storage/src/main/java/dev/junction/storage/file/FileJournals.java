package dev.junction.storage.file;

import dev.junction.kernel.Invariant;
import dev.junction.storage.Journal;
import dev.junction.storage.JournalFailed;
import dev.junction.storage.JournalFull;
import dev.junction.storage.SealBroken;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.file.FrameQueue.QueuedFrame;
import dev.junction.storage.file.Frames.Frame;
import dev.junction.storage.file.JournalReport.Damage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The journals of all partitions in one set of segment files, written by one thread that syncs
/// once for everybody.
///
/// Durability: as the [SyncPolicy] says. Limits: an append waits while 64 MiB are queued. Threads:
/// any. Errors: while the disk is nearly full, or has no space for another segment and the current
/// one is nearly full, appends are refused with `JournalFull`; opening refuses a journal that is
/// damaged before its tail with [JournalDamagedException]; the first failed write or sync is final
/// for all partitions.
public final class FileJournals implements AutoCloseable {
  private static final int RESERVE_BYTES_MAX = 8 << 20;

  private final Disk disk;
  private final JournalSettings settings;
  private final FrameQueue queue = new FrameQueue();
  private final List<PartitionLog> partitions = new ArrayList<>();
  private final SegmentSupply supply;
  private final SegmentLog segments;
  private final JournalWriter writer;
  private volatile boolean closed;
  private @Nullable Thread writerThread;
  private @Nullable Thread supplyThread;

  private FileJournals(Disk disk, JournalSettings settings, LongSupplier salts) throws IOException {
    this.disk = disk;
    this.settings = settings;
    JournalScan scan = JournalScan.of(disk);
    if (!scan.damages().isEmpty()) {
      Damage damage = scan.damages().getFirst();
      throw new JournalDamagedException(damage.file(), damage.offset(), damage.reason());
    }
    checkSettings(scan);
    List<PartitionStanding> standings = new ArrayList<>(scan.standings());
    for (int partition = standings.size(); partition < settings.partitions(); partition++) {
      standings.add(new PartitionStanding(partition));
    }
    for (int partition = 0; partition < settings.partitions(); partition++) {
      partitions.add(new PartitionLog(partition, standings.get(partition)));
    }
    supply = SegmentSupply.open(disk, settings);
    segments = new SegmentLog(supply, salts, standings);
    segments.resume(disk, scan.segments());
    writer =
        new JournalWriter(
            queue, segments, supply, partitions, settings.syncPolicy(), System::nanoTime);
  }

  /// Recovers what the disk holds and starts the writer.
  public static FileJournals open(Disk disk, JournalSettings settings) {
    FileJournals journals = openStepwise(disk, settings, new SecureRandom()::nextLong);
    journals.start();
    return journals;
  }

  /// Recovers what the disk holds and starts no thread: frames are written by [#step], spare
  /// segments when they are needed. For simulations, where one seed must give one history.
  public static FileJournals openStepwise(Disk disk, JournalSettings settings, LongSupplier salts) {
    try {
      return new FileJournals(disk, settings, salts);
    } catch (IOException failure) {
      throw new UncheckedIOException("The journal cannot be opened", failure);
    }
  }

  /// A journal of the partition, which has to claim it before it appends.
  public Journal partition(int number) {
    return new FileJournal(partitions.get(number), this);
  }

  /// Writes, syncs and acknowledges what is queued when there is no writer thread; nothing when
  /// there is one.
  ///
  /// @return whether there was anything
  public boolean step() {
    if (writerThread != null) {
      return false;
    }
    supply.refill();
    supply.watch();
    return writer.step();
  }

  public JournalStatistics statistics() {
    return writer.statistics();
  }

  /// Why the journal is broken for good; null while it works.
  public @Nullable Throwable failure() {
    return queue.failure();
  }

  /// Writes and syncs what is queued, then ends.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    queue.close();
    supply.close();
    if (writerThread == null) {
      writer.finish();
    } else {
      join(writerThread);
    }
    if (supplyThread != null) {
      join(supplyThread);
    }
  }

  int batchBytesMax() {
    return settings.batchBytesMax();
  }

  void checkWorking() {
    JournalFailed failure = queue.failure();
    if (failure != null) {
      throw new JournalFailed("The journal failed before", failure);
    }
  }

  /// Refuses a batch while the journal cannot grow. Ordinary batches are refused while the disk is
  /// low, or before the current segment is full; the room that they leave is for those that may use
  /// the reserve, and the last of it for claims and trims, which make space.
  void checkSpace(long frameBytes, boolean mayUseReserve) {
    String lack = supply.lack();
    if (lack != null && !hasSpace(frameBytes, mayUseReserve)) {
      throw new JournalFull("The journal has no space: " + lack);
    }
  }

  /// Whether ordinary batches, large ones too, are taken for a while yet.
  boolean hasSpace() {
    return supply.lack() == null || hasSpace(reserveBytes(), false);
  }

  private boolean hasSpace(long frameBytes, boolean mayUseReserve) {
    if (!mayUseReserve && supply.isLow()) {
      return false;
    }
    long kept = mayUseReserve ? reserveBytes() / 8 : reserveBytes();
    return supply.hasSpare() || queue.unwrittenBytes() + frameBytes + kept <= writer.roomBytes();
  }

  private long reserveBytes() {
    return Math.min(RESERVE_BYTES_MAX, writer.segmentBytes() / 8);
  }

  void enqueue(QueuedFrame frame) {
    queue.add(frame);
  }

  void push() {
    queue.push();
  }

  /// Hands the partition's batches within these LSNs on, in order.
  void read(int partition, long fromLsn, long toLsn, Journal.Reader reader) throws IOException {
    long[] next = {fromLsn};
    segments.readable(
        segment -> {
          if (next[0] <= toLsn && segment.lastLsn(partition) >= next[0]) {
            next[0] = read(segment, partition, next[0], toLsn, reader);
          }
        });
    Invariant.check(
        next[0] > toLsn, "Partition %d ends at LSN %d, not at %d", partition, next[0] - 1, toLsn);
  }

  private long read(Segment segment, int partition, long fromLsn, long toLsn, Journal.Reader reader)
      throws IOException {
    long last = Math.min(toLsn, segment.lastLsn(partition));
    long next = fromLsn;
    String name = segment.header().fileName();
    try (DiskFile file = disk.openToRead(name)) {
      FrameWindow window = new FrameWindow(file, segment.header());
      int at = SegmentHeader.BYTES;
      while (next <= last) {
        Frame frame = window.headerAt(at);
        if (frame == null) {
          throw new JournalDamagedException(name, at, "no frame where recovery found one");
        }
        if (frame.kind() == FrameKind.BATCH
            && frame.partition() == partition
            && frame.lsn() == next) {
          if (window.wholeAt(at) == null) {
            throw new JournalDamagedException(name, at, "no frame where recovery found one");
          }
          hand(reader, next++, window.body(frame), name, at);
        }
        at = frame.end();
      }
    }
    return next;
  }

  private static void hand(Journal.Reader reader, long lsn, byte[] body, String name, int at) {
    try {
      reader.batch(lsn, WriteBatch.decode(body));
    } catch (SealBroken broken) {
      throw new JournalDamagedException(name, at, broken.fault());
    }
  }

  private void checkSettings(JournalScan scan) {
    for (JournalScan.Scanned segment : scan.segments()) {
      SegmentHeader header = segment.header();
      if (header.partitions() != settings.partitions()) {
        throw new IllegalArgumentException(
            "The journal was made with %d partitions, not %d"
                .formatted(header.partitions(), settings.partitions()));
      }
    }
  }

  private void start() {
    supplyThread = Thread.ofPlatform().name("journal-supply").daemon().start(this::keepSupplied);
    writerThread = Thread.ofPlatform().name("journal-writer").daemon().start(writer::run);
  }

  private void keepSupplied() {
    try {
      while (supply.awaitWork()) {
        supply.watch();
        supply.refill();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
