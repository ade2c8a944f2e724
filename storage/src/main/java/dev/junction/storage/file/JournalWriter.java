package dev.junction.storage.file;

import dev.junction.storage.JournalFailed;
import dev.junction.storage.file.FrameQueue.QueuedFrame;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// The one that writes: takes all frames that wait, writes them, syncs once and tells every journal
/// concerned once.
///
/// Threads: one at a time. Errors: the first failure is final; every journal hears of it once.
final class JournalWriter {
  private final FrameQueue queue;
  /// How often the disk is asked how much it has free while there is something to write.
  private static final long WATCH_NANOS = 250_000_000;

  private final SegmentLog segments;
  private final SegmentSupply supply;
  private final List<PartitionLog> partitions;
  private final SyncPolicy policy;
  private final LongSupplier nanos;
  private final Map<FileJournal, Long> acknowledged = new LinkedHashMap<>();
  private long lastSyncNanos;
  private long lastWatchNanos;
  private boolean recycleWanted;
  private long batches;

  /// What others may ask for; written anew after each round.
  private volatile JournalStatistics statistics;

  private volatile int roomBytes;
  private volatile int segmentBytes;

  JournalWriter(
      FrameQueue queue,
      SegmentLog segments,
      SegmentSupply supply,
      List<PartitionLog> partitions,
      SyncPolicy policy,
      LongSupplier nanos) {
    this.queue = queue;
    this.segments = segments;
    this.supply = supply;
    this.partitions = partitions;
    this.policy = policy;
    this.nanos = nanos;
    lastSyncNanos = nanos.getAsLong();
    lastWatchNanos = lastSyncNanos;
    publishStatistics();
  }

  /// How many bytes of frames the segment took after the last round.
  int roomBytes() {
    return roomBytes;
  }

  /// The size of the segment that was written to in the last round.
  int segmentBytes() {
    return segmentBytes;
  }

  JournalStatistics statistics() {
    return statistics;
  }

  /// Writes until the queue is closed and empty, or something fails.
  void run() {
    try {
      while (true) {
        boolean closed = queue.isClosed();
        List<QueuedFrame> frames = queue.drain(waitNanosMax());
        if (frames.isEmpty() && closed) {
          segments.close();
          return;
        }
        round(frames);
      }
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  /// Writes what waits now, in the caller's thread: the form in which simulations use the journal.
  ///
  /// @return whether anything waited
  boolean step() {
    if (queue.failure() != null) {
      return false;
    }
    try {
      List<QueuedFrame> frames = queue.drain(0);
      round(frames);
      return !frames.isEmpty();
    } catch (Throwable failure) {
      fail(failure);
      return true;
    }
  }

  /// Ends stepwise writing in good order.
  void finish() {
    step();
    if (queue.failure() == null) {
      try {
        segments.close();
      } catch (IOException | RuntimeException failure) {
        fail(failure);
      }
    }
  }

  private void round(List<QueuedFrame> frames) throws IOException {
    for (QueuedFrame frame : frames) {
      segments.append(frame);
      recycleWanted |= frame.kind() == FrameKind.TRIM;
      batches += frame.kind() == FrameKind.BATCH ? 1 : 0;
    }
    segments.flush();
    if (mustSync()) {
      segments.sync();
      lastSyncNanos = nanos.getAsLong();
    }
    publishStatistics();
    acknowledge(frames);
    if (recycleWanted) {
      recycleWanted = !segments.recycle();
      publishStatistics();
    }
    long now = nanos.getAsLong();
    if (now - lastWatchNanos >= WATCH_NANOS) {
      lastWatchNanos = now;
      supply.watchFromWriter();
    }
  }

  private boolean mustSync() {
    return switch (policy) {
      case SyncPolicy.Always _ -> true;
      case SyncPolicy.Interval(var longest) ->
          nanos.getAsLong() - lastSyncNanos >= longest.toNanos();
      case SyncPolicy.Off _ -> false;
    };
  }

  private long waitNanosMax() {
    return switch (policy) {
      case SyncPolicy.Interval(var longest) when segments.isUnsynced() ->
          Math.max(0, lastSyncNanos + longest.toNanos() - nanos.getAsLong());
      case SyncPolicy.Always _, SyncPolicy.Interval _, SyncPolicy.Off _ -> Long.MAX_VALUE;
    };
  }

  private void acknowledge(List<QueuedFrame> frames) {
    for (QueuedFrame frame : frames) {
      if (frame.kind() == FrameKind.BATCH) {
        acknowledged.put(frame.by(), frame.lsn());
      } else if (frame.kind() == FrameKind.CLAIM) {
        // The owner before hears of its last batches before it hears that it is fenced.
        acknowledge();
        frame.by().claimDurable();
      }
    }
    acknowledge();
  }

  private void publishStatistics() {
    roomBytes = segments.roomBytes();
    segmentBytes = segments.segmentBytes();
    statistics =
        new JournalStatistics(segments.syncs(), batches, segments.bytes(), segments.segmentCount());
  }

  private void acknowledge() {
    acknowledged.forEach(FileJournal::durable);
    acknowledged.clear();
  }

  private void fail(Throwable cause) {
    JournalFailed failure = new JournalFailed("The journal failed: " + cause, cause);
    queue.fail(failure);
    for (PartitionLog partition : partitions) {
      for (FileJournal journal : partition.journals()) {
        journal.failed(failure);
      }
    }
    try {
      segments.abandon();
    } catch (IOException closing) {
      failure.addSuppressed(closing);
    }
  }
}
