package dev.junction.storage.file;

import dev.junction.storage.disk.DiskFile;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gets the next segment ready before it is needed, and gets rid of those that are not.
///
/// Threads: [#work] belongs to one thread of its own, or to the only thread there is; the rest to
/// the journal's writer. Errors: failing to get a segment ready is not final; it is tried again,
/// and in the meantime the journal is short of space.
final class SegmentPreparer {

  /// A file that is ready to become the next segment.
  record Prepared(long sequence, DiskFile file, int sizeBytes, boolean recycled) {}

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final SegmentFiles files;
  private final SegmentCatalog catalog;
  private final JournalSettings settings;
  private final Consumer<Boolean> onShortOfSpace;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Prepared ready;
  private @Nullable IOException lastFailure;
  private long nextSequence;
  private int wantedBytes;
  private boolean sweepWanted = true;
  private boolean closed;

  SegmentPreparer(
      SegmentFiles files,
      SegmentCatalog catalog,
      JournalSettings settings,
      long nextSequence,
      Consumer<Boolean> onShortOfSpace) {
    this.files = files;
    this.catalog = catalog;
    this.settings = settings;
    this.nextSequence = nextSequence;
    this.onShortOfSpace = onShortOfSpace;
  }

  /// Asks for the next segment, which will be needed soon.
  void want(int currentBytes) {
    lock.lock();
    try {
      if (wantedBytes == 0 && ready == null) {
        wantedBytes = (int) Math.min(settings.segmentBytes(), currentBytes * 4L);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Asks to look for segments that are not needed any more.
  void wantSweep() {
    lock.lock();
    try {
      sweepWanted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Takes the next segment, or null when it is not ready.
  @Nullable Prepared poll() {
    lock.lock();
    try {
      Prepared taken = ready;
      ready = null;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Takes the next segment, and waits for it if need be; null when the preparer was closed.
  @Nullable Prepared take() throws InterruptedException {
    lock.lock();
    try {
      while (ready == null && !closed) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
    return poll();
  }

  /// Does what was asked for, as far as it goes; whether all of it was done.
  boolean work() {
    try {
      sweep();
      int bytes = wanted();
      if (bytes > 0) {
        done(prepare(bytes));
        onShortOfSpace.accept(false);
      }
      return true;
    } catch (IOException failure) {
      failed(failure);
      if (wanted() > 0) {
        onShortOfSpace.accept(true);
      }
      return false;
    }
  }

  /// Works until it is closed.
  void run() throws InterruptedException {
    boolean done = true;
    while (awaitWork(done)) {
      done = work();
    }
  }

  /// Why the last try to get a segment ready failed; null when it did not.
  @Nullable IOException lastFailure() {
    lock.lock();
    try {
      return lastFailure;
    } finally {
      lock.unlock();
    }
  }

  /// Ends [#run].
  void stop() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Lets go of the segment that was ready; the next start finds it.
  void close() throws IOException {
    Prepared left = poll();
    if (left != null) {
      left.file().close();
    }
  }

  private boolean awaitWork(boolean lastDone) throws InterruptedException {
    lock.lock();
    try {
      long pauseNanos = lastDone ? 0 : RETRY_NANOS;
      while (pauseNanos > 0 && !closed) {
        pauseNanos = changed.awaitNanos(pauseNanos);
      }
      while (wantedBytes == 0 && !sweepWanted && !closed && lastDone) {
        changed.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private int wanted() {
    lock.lock();
    try {
      return wantedBytes;
    } finally {
      lock.unlock();
    }
  }

  private void done(Prepared prepared) {
    lock.lock();
    try {
      ready = prepared;
      wantedBytes = 0;
      lastFailure = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void failed(IOException failure) {
    lock.lock();
    try {
      lastFailure = failure;
    } finally {
      lock.unlock();
    }
  }

  private void sweep() throws IOException {
    lock.lock();
    try {
      sweepWanted = false;
    } finally {
      lock.unlock();
    }
    Segment forgotten = takeForgotten(settings.spareSegments());
    while (forgotten != null) {
      try {
        files.delete(forgotten.sequence());
      } catch (IOException failure) {
        giveBack(forgotten);
        throw failure;
      }
      forgotten = takeForgotten(settings.spareSegments());
    }
  }

  private @Nullable Segment takeForgotten(int keep) {
    return catalog.takeForgotten(keep, settings.segmentBytes());
  }

  private Prepared prepare(int bytes) throws IOException {
    long sequence = nextSequence++;
    Segment spare = bytes == settings.segmentBytes() ? takeForgotten(0) : null;
    try {
      DiskFile file =
          spare == null
              ? files.create(sequence, bytes)
              : files.reuse(spare.sequence(), sequence, bytes);
      return new Prepared(sequence, file, bytes, spare != null);
    } catch (IOException failure) {
      if (spare != null) {
        giveBack(spare);
      }
      discard(sequence, failure);
      throw failure;
    }
  }

  /// Goes on counting a segment as part of the log while its file is there: the log must not have
  /// younger segments deleted before it.
  private void giveBack(Segment segment) throws IOException {
    if (files.exists(segment.sequence())) {
      catalog.putBack(segment);
    }
  }

  /// A file that could not be made ready is of no use: what a failed sync left of it is unknown.
  private void discard(long sequence, IOException failure) {
    try {
      if (files.exists(sequence)) {
        files.delete(sequence);
      }
    } catch (IOException again) {
      failure.addSuppressed(again);
    }
  }
}
