package dev.junction.storage.file;

import dev.junction.storage.JournalFailed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The frames that wait for the writer thread, from all partitions.
///
/// Limits: [#add] blocks while more than 64 MiB wait. Threads: many add, one drains.
final class FrameQueue {

  /// A frame on its way to the writer thread.
  ///
  /// @param by the journal that wrote it and that hears when it is durable
  record QueuedFrame(FileJournal by, FrameKind kind, long epoch, long lsn, byte[] bytes) {}

  private static final long QUEUED_BYTES_MAX = 64L << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition drained = lock.newCondition();
  private ArrayDeque<QueuedFrame> frames = new ArrayDeque<>();
  private long queuedBytes;

  /// What the writer took last and may not have written yet.
  private long takenBytes;

  private boolean closed;
  private @Nullable JournalFailed failure;

  /// Puts a frame behind all others; the writer thread hears of it with [#push].
  ///
  /// @throws JournalFailed when the journal is broken
  /// @throws IllegalStateException when it is closed
  void add(QueuedFrame frame) {
    lock.lock();
    try {
      while (queuedBytes > QUEUED_BYTES_MAX && failure == null && !closed) {
        filled.signal();
        drained.awaitUninterruptibly();
      }
      if (failure != null) {
        throw new JournalFailed("The journal failed before", failure);
      }
      if (closed) {
        throw new IllegalStateException("The journal is closed");
      }
      frames.add(frame);
      queuedBytes += frame.bytes().length;
    } finally {
      lock.unlock();
    }
  }

  /// Wakes the writer thread if frames wait.
  void push() {
    lock.lock();
    try {
      if (!frames.isEmpty()) {
        filled.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there are frames, the queue is closed or the time is over, and takes all.
  List<QueuedFrame> drain(long waitNanosMax) throws InterruptedException {
    lock.lock();
    try {
      takenBytes = 0;
      long remaining = waitNanosMax;
      while (frames.isEmpty() && !closed && remaining > 0) {
        remaining = filled.awaitNanos(remaining);
      }
      List<QueuedFrame> taken = new ArrayList<>(frames);
      frames.clear();
      takenBytes = queuedBytes;
      queuedBytes = 0;
      drained.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// How many bytes the writer has not come to yet, or not come back from.
  long unwrittenBytes() {
    lock.lock();
    try {
      return queuedBytes + takenBytes;
    } finally {
      lock.unlock();
    }
  }

  /// Refuses every later frame; those that wait stay.
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Refuses every later frame because of this, and forgets those that wait.
  void fail(JournalFailed cause) {
    lock.lock();
    try {
      failure = cause;
      frames = new ArrayDeque<>();
      queuedBytes = 0;
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Nullable JournalFailed failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }
}
