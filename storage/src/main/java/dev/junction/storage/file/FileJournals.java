package dev.junction.storage.file;

import dev.junction.kernel.Clock;
import dev.junction.kernel.SystemClock;
import dev.junction.storage.Journal;
import dev.junction.storage.Journal.DurabilityListener;
import dev.junction.storage.Journal.Reader;
import dev.junction.storage.JournalFailed;
import dev.junction.storage.JournalTrimmed;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.disk.Disk;
import dev.junction.storage.file.SegmentPreparer.Prepared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The journals of all partitions of a data folder, in one row of segment files.
///
/// Durability: as the settings' [SyncPolicy] says; one sync serves all partitions. Limits: appends
/// wait while more than `queueBytesMax` waits to be written. Threads: any; the journals have two of
/// their own, or none when opened by [#openStepped]. Errors: the first failed write or sync fails
/// all journals for good.
public final class FileJournals implements AutoCloseable {

  private final JournalIdentity identity;
  private final JournalSettings settings;
  private final SegmentFiles files;
  private final SegmentCatalog catalog;
  private final SegmentPreparer preparer;
  private final AppendQueue queue;
  private final JournalWriter writer;
  private final List<PartitionLog> logs = new ArrayList<>();
  private final JournalCounters counters = new JournalCounters();
  private final List<Thread> threads = new ArrayList<>();
  private volatile @Nullable Throwable failure;
  private boolean closed;

  private FileJournals(
      Disk disk, JournalSettings settings, JournalOpening.Opened opened, Clock clock, boolean own) {
    this.identity = opened.identity();
    this.settings = settings;
    this.files = new SegmentFiles(disk);
    for (int partition = 0; partition < identity.partitions(); partition++) {
      logs.add(new PartitionLog(partition, opened.table()));
    }
    ActiveSegment active = opened.active();
    this.catalog = new SegmentCatalog(opened.sealed(), active.segment(), opened.table());
    this.queue =
        new AppendQueue(
            settings.queueBytesMax(),
            identity.blockBytes(),
            active.remainingBytes(),
            own ? null : this::step);
    this.preparer =
        new SegmentPreparer(
            files, catalog, settings, active.segment().sequence() + 1, queue::shortOfSpace);
    this.writer =
        new JournalWriter(
            opened,
            settings.syncPolicy(),
            clock,
            queue,
            logs,
            counters,
            new JournalWriter.Segments(
                catalog, preparer, own ? this::awaitSuccessor : this::makeSuccessor));
    clock.onMove(queue::wake);
  }

  /// Opens the journals of a data folder, and makes them when there are none.
  ///
  /// @throws dev.junction.storage.JournalDamaged when something durable is missing or changed
  public static FileJournals open(Disk disk, JournalSettings settings, int partitions)
      throws IOException {
    return open(disk, settings, partitions, new SystemClock(), new SecureRandom());
  }

  /// The same with a clock for sync intervals, and with a source for the journal's secret salt.
  public static FileJournals open(
      Disk disk, JournalSettings settings, int partitions, Clock clock, RandomGenerator random)
      throws IOException {
    JournalOpening.Opened opened = JournalOpening.open(disk, settings, partitions, random);
    FileJournals journals = new FileJournals(disk, settings, opened, clock, true);
    journals.start("junction-journal", journals.writer::run);
    journals.start("junction-journal-segments", journals.preparer::run);
    return journals;
  }

  /// Opens journals without threads: what is appended is written when somebody calls [#step].
  public static FileJournals openStepped(
      Disk disk, JournalSettings settings, int partitions, Clock clock, RandomGenerator random)
      throws IOException {
    JournalOpening.Opened opened = JournalOpening.open(disk, settings, partitions, random);
    return new FileJournals(disk, settings, opened, clock, false);
  }

  /// Opens a journal of a partition; it has to claim the partition before it may append.
  public Journal journal(int partition) {
    return new FileJournal(this, logs.get(partition));
  }

  /// The number of partitions.
  public int partitions() {
    return logs.size();
  }

  /// Does a round of what the threads would do; false when nothing was waiting. Only for journals
  /// from [#openStepped].
  public boolean step() {
    if (failure != null) {
      return false;
    }
    preparer.work();
    boolean[] written = new boolean[1];
    guarded(
        () -> {
          written[0] = writer.round();
          if (!written[0]) {
            writer.idle();
          }
        });
    return written[0];
  }

  /// What the journals have done so far.
  public JournalStatistics statistics() {
    return counters.snapshot(queue.queuedBytes());
  }

  /// Whether there is no space for the next segment: what fills the disk should be refused now, so
  /// that what frees it still finds room in the segment that is left.
  public boolean isShortOfSpace() {
    return queue.isShortOfSpace();
  }

  /// Why the journals have failed for good, if they have.
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /// Writes and syncs what waits, and lets go of the files.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (threads.isEmpty()) {
      guarded(this::finish);
    }
    queue.close();
    if (!threads.isEmpty()) {
      join(threads.getFirst());
    }
    preparer.stop();
    threads.forEach(FileJournals::join);
    queue.free();
    try {
      preparer.close();
      writer.abandon();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  long append(PartitionLog log, FileJournal journal, WriteBatch batch) {
    if (batch.sizeBytes() > settings.batchBytesMax()) {
      throw new IllegalArgumentException(
          "A batch of " + batch.sizeBytes() + " bytes, " + settings.batchBytesMax() + " at most");
    }
    return queue.append(log, journal, batch);
  }

  void claim(PartitionLog log, FileJournal journal, long epoch, DurabilityListener listener) {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    queue.claim(log, journal, new ClaimRequest(log.partition(), epoch, listener, durable));
    while (threads.isEmpty() && !durable.isDone()) {
      step();
    }
    try {
      durable.join();
    } catch (CompletionException failure) {
      throw new JournalFailed("The claim of a partition is not durable", failure);
    }
  }

  void trim(PartitionLog log, FileJournal journal, long toLsn) {
    queue.trim(log, journal, toLsn);
  }

  void leave(PartitionLog log, FileJournal journal) {
    queue.leave(log, journal);
  }

  long firstLsn(PartitionLog log) {
    return catalog.firstLsn(log.partition());
  }

  void read(PartitionLog log, long fromLsn, Reader reader) {
    long lastLsn = log.durableLsn();
    List<Segment.Readable> segments = catalog.acquire(log.partition(), fromLsn);
    try {
      long firstLsn = catalog.firstLsn(log.partition());
      if (fromLsn < firstLsn) {
        throw new JournalTrimmed(log.partition(), fromLsn, firstLsn);
      }
      if (fromLsn <= lastLsn) {
        new BatchReader(log.partition(), fromLsn, lastLsn, reader).read(identity, files, segments);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      catalog.release();
    }
  }

  /// Something that ends all journals when it goes wrong.
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void start(String name, Work work) {
    threads.add(Thread.ofPlatform().name(name).daemon().start(() -> guarded(work)));
  }

  /// The root of the journals' threads: nothing that goes wrong here may go unheard.
  private void guarded(Work work) {
    try {
      work.run();
    } catch (IOException | InterruptedException | RuntimeException | Error broken) {
      writer.fail(broken);
      failure = broken;
    }
  }

  private void finish() throws IOException, InterruptedException {
    boolean more = failure == null;
    while (more) {
      more = writer.round();
    }
    if (failure == null) {
      writer.finish();
    }
  }

  private Prepared awaitSuccessor() throws IOException, InterruptedException {
    Prepared next = preparer.take();
    if (next == null) {
      throw new IOException("The journal was closed before its next segment was ready");
    }
    return next;
  }

  private Prepared makeSuccessor() throws IOException {
    Prepared next = preparer.poll();
    if (next == null) {
      preparer.work();
      next = preparer.poll();
    }
    if (next == null) {
      throw new IOException("There is no next segment", preparer.lastFailure());
    }
    return next;
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
