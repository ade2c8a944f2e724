package dev.junction.storage.file;

import dev.junction.storage.BatchTooLarge;
import dev.junction.storage.Journal;
import dev.junction.storage.JournalFailed;
import dev.junction.storage.JournalFenced;
import dev.junction.storage.JournalTrimmed;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.file.FrameQueue.QueuedFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// One claimant of a partition in a set of file journals.
///
/// Threads: as [Journal] says; the listener is called on the writer thread.
final class FileJournal implements Journal {
  private final PartitionLog log;
  private final FileJournals journals;
  private volatile long claimedEpoch;
  private volatile @Nullable DurabilityListener listener;
  private volatile @Nullable FileJournal fenced;
  private volatile CompletableFuture<Void> claimed = new CompletableFuture<>();

  FileJournal(PartitionLog log, FileJournals journals) {
    this.log = log;
    this.journals = journals;
  }

  @Override
  public int partition() {
    return log.partition();
  }

  @Override
  public void claim(long epoch, DurabilityListener durabilityListener) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (log) {
      journals.checkWorking();
      FileJournal before = log.own(this, epoch);
      claimedEpoch = epoch;
      listener = durabilityListener;
      fenced = before == this ? null : before;
      claimed = done;
      enqueue(
          FrameKind.CLAIM,
          log.lastLsn(),
          Frames.bare(FrameKind.CLAIM, partition(), epoch, log.lastLsn()));
    }
    push();
    journals.step();
    try {
      done.join();
    } catch (CompletionException failure) {
      throw new JournalFailed("The claim of partition " + partition() + " failed", failure);
    }
  }

  @Override
  public long epoch() {
    return log.epoch();
  }

  @Override
  public long append(WriteBatch batch) {
    if (batch.sizeBytes() > journals.batchBytesMax()) {
      throw new BatchTooLarge(batch.sizeBytes(), journals.batchBytesMax());
    }
    synchronized (log) {
      journals.checkWorking();
      log.checkOwner(this);
      journals.checkSpace(Frames.sizeBytes(batch.sizeBytes()), batch.mayUseReserve());
      long lsn = log.nextLsn();
      enqueue(FrameKind.BATCH, lsn, Frames.batch(partition(), claimedEpoch, lsn, batch));
      return lsn;
    }
  }

  @Override
  public void push() {
    journals.push();
  }

  @Override
  public boolean hasSpace() {
    return journals.hasSpace();
  }

  @Override
  public long firstLsn() {
    return log.trimmedLsn() + 1;
  }

  @Override
  public long lastLsn() {
    return log.lastLsn();
  }

  @Override
  public void read(long fromLsn, Reader reader) {
    if (fromLsn < firstLsn()) {
      throw new JournalTrimmed(partition(), fromLsn, firstLsn());
    }
    try {
      journals.read(partition(), fromLsn, log.durableLsn(), reader);
    } catch (IOException failure) {
      throw new UncheckedIOException("Partition " + partition() + " cannot be read", failure);
    }
  }

  @Override
  public void trim(long toLsn) {
    synchronized (log) {
      journals.checkWorking();
      long to = Math.min(toLsn, log.durableLsn());
      if (to > log.trimmedLsn()) {
        log.trimmed(to);
        enqueue(FrameKind.TRIM, to, Frames.bare(FrameKind.TRIM, partition(), log.epoch(), to));
        push();
      }
    }
  }

  @Override
  public void close() {
    log.leave(this);
    listener = null;
  }

  long claimedEpoch() {
    return claimedEpoch;
  }

  /// The claim is durable. For the writer thread.
  void claimDurable() {
    FileJournal before = fenced;
    fenced = null;
    if (before != null) {
      before.failed(new JournalFenced(partition(), before.claimedEpoch, log.epoch()));
    }
    claimed.complete(null);
  }

  /// All batches up to this one are durable. For the writer thread.
  void durable(long lsn) {
    log.durable(lsn);
    DurabilityListener told = listener;
    if (told != null) {
      told.durable(lsn);
    }
  }

  /// Nothing of this journal will be acknowledged any more. For the writer thread.
  void failed(Throwable cause) {
    DurabilityListener told = listener;
    listener = null;
    // Whoever still waits for its claim hears of it there and nowhere else.
    boolean held = !claimed.completeExceptionally(cause);
    if (told != null && held) {
      told.failed(cause);
    }
  }

  private void enqueue(FrameKind kind, long lsn, byte[] bytes) {
    journals.enqueue(new QueuedFrame(this, kind, log.epoch(), lsn, bytes));
  }
}
