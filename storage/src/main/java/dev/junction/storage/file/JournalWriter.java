package dev.junction.storage.file;

import dev.junction.kernel.Clock;
import dev.junction.kernel.Invariant;
import dev.junction.storage.JournalFailed;
import dev.junction.storage.file.AppendQueue.Taken;
import dev.junction.storage.file.SegmentPreparer.Prepared;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Writes what waits, syncs once for all of it, and tells every partition how far it is durable.
///
/// Threads: one. Errors: whatever it throws is final; [#fail] tells everybody.
final class JournalWriter {

  /// Where the next segment comes from when the active one is full.
  interface Successor {
    Prepared next() throws IOException, InterruptedException;
  }

  // Under load the next write comes sooner, and carries what the mark would say.
  private static final long MARK_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final JournalIdentity identity;
  private final SyncPolicy policy;
  private final Clock clock;
  private final AppendQueue queue;
  private final List<PartitionLog> logs;
  private final JournalCounters counters;
  private final Segments segments;
  private final PartitionTable table;
  private final RoundPart part;
  private ActiveSegment active;
  private long unsyncedSinceNanos;
  private boolean idled;

  /// What the writer needs to go from one segment to the next.
  record Segments(SegmentCatalog catalog, SegmentPreparer preparer, Successor successor) {}

  JournalWriter(
      JournalOpening.Opened opened,
      SyncPolicy policy,
      Clock clock,
      AppendQueue queue,
      List<PartitionLog> logs,
      JournalCounters counters,
      Segments segments) {
    this.identity = opened.identity();
    this.active = opened.active();
    this.table = opened.table();
    this.part = new RoundPart(identity.partitions());
    this.policy = policy;
    this.clock = clock;
    this.queue = queue;
    this.logs = logs;
    this.counters = counters;
    this.segments = segments;
  }

  /// Writes until the queue is closed and empty.
  void run() throws IOException, InterruptedException {
    while (queue.await(nanosUntilDuty())) {
      if (!round()) {
        idle();
      }
    }
    finish();
  }

  /// Writes everything that waits; false when nothing does.
  boolean round() throws IOException, InterruptedException {
    Taken taken = queue.take();
    if (taken == null) {
      return false;
    }
    idled = false;
    Deque<ClaimRequest> claims = new ArrayDeque<>(taken.claims());
    for (AppendChunk chunk : taken.chunks()) {
      ByteBuffer buffer = chunk.buffer();
      int end = buffer.position();
      for (int at = 0; at < end; ) {
        at += take(buffer, at, claims);
      }
    }
    flush();
    syncIfDue();
    queue.done(taken, active.remainingBytes());
    askForSuccessor();
    return true;
  }

  /// Does what can wait for a quiet moment.
  void idle() throws IOException {
    if (active.isSynced()) {
      active.mark();
      idled = true;
    } else {
      syncIfDue();
    }
  }

  /// Makes everything durable, marks the end and lets go of the file.
  void finish() throws IOException {
    if (!active.isSynced()) {
      sync();
    }
    active.finish();
  }

  /// Tells everybody that the journal has failed, once.
  void fail(Throwable cause) {
    if (queue.fail(new JournalFailed("The journal has failed", cause))) {
      logs.forEach(log -> log.failed(cause));
    }
  }

  /// Lets go of the file as it is.
  void abandon() throws IOException {
    active.close();
  }

  /// Takes a record into the part that is being collected and answers its length.
  private int take(ByteBuffer buffer, int at, Deque<ClaimRequest> claims)
      throws IOException, InterruptedException {
    RecordHeader record = RecordHeader.unstamped(buffer, at);
    int bytes = record.recordBytes();
    boolean claim = record.kind() == RecordKind.CLAIM;
    // What was appended before a claim belongs to the listener that the claim replaces.
    if (claim && part.lastLsn(record.partition()) > 0) {
      flush();
    }
    if (part.bytes() + bytes > active.remainingBytes()) {
      flush();
      roll(bytes);
    }
    RecordHeader.stamp(buffer, at, active.salt(), active.syncedTo());
    String wrong = table.follow(record);
    if (wrong != null) {
      throw new Invariant.Broken("The queue holds " + wrong);
    }
    part.add(record, buffer, at);
    if (claim) {
      part.add(claims.removeFirst());
    }
    return bytes;
  }

  private void flush() throws IOException {
    if (part.isEmpty()) {
      return;
    }
    if (active.isSynced()) {
      unsyncedSinceNanos = clock.nanos();
    }
    int written = active.write(part.slices(), part.bytes());
    counters.writtenBytes.add(written);
    counters.batches.add(part.batches());
    counters.batchBytes.add(part.batchBytes());
    if (policy.syncsFirst() || part.trims() || !part.claims().isEmpty()) {
      sync();
    }
    for (ClaimRequest claim : part.claims()) {
      logs.get(claim.partition()).claimed(claim);
    }
    for (PartitionLog log : logs) {
      long lsn = part.lastLsn(log.partition());
      if (lsn > 0) {
        log.durable(lsn);
      }
    }
    if (part.trims()) {
      segments.catalog().trimmed(table);
      segments.preparer().wantSweep();
    }
    part.clear();
  }

  private void roll(int recordBytes) throws IOException, InterruptedException {
    if (!active.isSynced()) {
      sync();
    }
    segments.preparer().want(active.segment().sizeBytes());
    Prepared next = segments.successor().next();
    int needed = identity.toBlock(identity.headerBytes() + recordBytes);
    int size = Math.max(next.sizeBytes(), needed);
    if (size > next.sizeBytes()) {
      SegmentFiles.extend(next.file(), size);
    }
    SegmentHeader header =
        new SegmentHeader(
            next.sequence(), active.segment().sequence(), active.position(), size, table.copy());
    active.close();
    active = ActiveSegment.begun(identity, header, next.file());
    segments.catalog().add(active.segment());
    counters.segments.increment();
    if (next.recycled()) {
      counters.recycledSegments.increment();
    }
  }

  private void askForSuccessor() {
    int size = active.segment().sizeBytes();
    if (active.position() > size / 4) {
      segments.preparer().want(size);
    }
  }

  private void syncIfDue() throws IOException {
    if (!active.isSynced() && nanosUntilSync() <= 0) {
      sync();
    }
  }

  private void sync() throws IOException {
    long start = System.nanoTime();
    active.sync();
    counters.syncNanos.add(System.nanoTime() - start);
    counters.syncs.increment();
  }

  private long nanosUntilDuty() {
    if (!active.isSynced()) {
      return nanosUntilSync();
    }
    return idled ? Long.MAX_VALUE : MARK_AFTER_NANOS;
  }

  private long nanosUntilSync() {
    return switch (policy) {
      case SyncPolicy.Always _ -> 0;
      case SyncPolicy.Interval(var interval) ->
          clock.nanosUntil(unsyncedSinceNanos + interval.toNanos());
      case SyncPolicy.Off _ -> Long.MAX_VALUE;
    };
  }
}
