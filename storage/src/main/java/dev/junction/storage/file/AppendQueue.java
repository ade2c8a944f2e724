package dev.junction.storage.file;

import dev.junction.storage.JournalFailed;
import dev.junction.storage.JournalFull;
import dev.junction.storage.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits to be written, of all partitions, in the order in which it was appended.
///
/// Shape: records without their stamp, in chunks of memory outside the heap that go to the disk as
/// they are. Limits: bounded in bytes; whoever appends more waits. Threads: appenders any, one
/// writer.
final class AppendQueue {

  /// What a round has to write.
  record Taken(List<AppendChunk> chunks, List<ClaimRequest> claims, int bytes) {}

  /// Does the writer's work while an appender waits, where there is no thread for it.
  interface Helper {
    void makeSpace();
  }

  private static final int CHUNK_BYTES = 256 << 10;
  private static final int POOLED_CHUNKS = 8;
  // What a batch leaves of a segment that has no successor yet: claims and trims go on.
  private static final int RESERVED_BLOCKS = 8;
  private static final int SAFETY_BLOCKS = 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition space = lock.newCondition();
  private final List<AppendChunk> pool = new ArrayList<>();
  private final List<ClaimRequest> openClaims = new ArrayList<>();
  private final int bytesMax;
  private final int blockBytes;
  private final @Nullable Helper helper;
  private List<AppendChunk> chunks = new ArrayList<>();
  private List<ClaimRequest> claims = new ArrayList<>();
  private int waitingBytes;
  private long queuedBytes;
  private long remainingBytes;
  private boolean shortOfSpace;
  private boolean writerWaits;
  private boolean woken;
  private boolean closed;
  private @Nullable JournalFailed failure;

  AppendQueue(int bytesMax, int blockBytes, long remainingBytes, @Nullable Helper helper) {
    this.bytesMax = bytesMax;
    this.blockBytes = blockBytes;
    this.remainingBytes = remainingBytes;
    this.helper = helper;
  }

  /// Adds a batch and answers its LSN.
  long append(PartitionLog log, FileJournal journal, WriteBatch batch) {
    int checksum = batch.checksum();
    int bodyBytes = batch.sizeBytes();
    lock.lock();
    try {
      awaitSpace(RecordHeader.recordBytes(bodyBytes), RESERVED_BLOCKS);
      log.checkOwner(journal);
      long lsn = log.lastLsn() + 1;
      add(
          new RecordHeader(
              RecordKind.BATCH, log.partition(), log.epoch(), lsn, bodyBytes, checksum, 0),
          batch);
      log.appended(lsn);
      return lsn;
    } finally {
      lock.unlock();
    }
  }

  /// Adds a claim; from here on the partition takes nothing from anybody else.
  void claim(PartitionLog log, FileJournal journal, ClaimRequest claim) {
    lock.lock();
    try {
      awaitSpace(RecordHeader.BYTES, SAFETY_BLOCKS);
      log.claim(journal, claim.epoch());
      claims.add(claim);
      openClaims.add(claim);
      add(
          new RecordHeader(
              RecordKind.CLAIM, log.partition(), claim.epoch(), log.lastLsn(), 0, 0, 0),
          null);
    } finally {
      lock.unlock();
    }
  }

  /// Adds a trim when it would forget anything.
  void trim(PartitionLog log, FileJournal journal, long toLsn) {
    lock.lock();
    try {
      awaitSpace(RecordHeader.BYTES, SAFETY_BLOCKS);
      log.checkOwner(journal);
      long to = log.trimTo(toLsn);
      if (to > 0) {
        add(new RecordHeader(RecordKind.TRIM, log.partition(), log.epoch(), to, 0, 0, 0), null);
      }
    } finally {
      lock.unlock();
    }
  }

  void leave(PartitionLog log, FileJournal journal) {
    lock.lock();
    try {
      log.leave(journal);
    } finally {
      lock.unlock();
    }
  }

  /// Takes everything that waits; null when nothing does.
  @Nullable Taken take() {
    lock.lock();
    try {
      if (chunks.isEmpty()) {
        return null;
      }
      Taken taken = new Taken(chunks, claims, waitingBytes);
      chunks = new ArrayList<>();
      claims = new ArrayList<>();
      waitingBytes = 0;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /// Gives back the memory of a round that was written, and tells how much its segment still takes.
  void done(Taken taken, long segmentRemainingBytes) {
    lock.lock();
    try {
      queuedBytes -= taken.bytes();
      remainingBytes = segmentRemainingBytes;
      openClaims.removeAll(taken.claims());
      for (AppendChunk chunk : taken.chunks()) {
        if (chunk.capacity() == CHUNK_BYTES && pool.size() < POOLED_CHUNKS) {
          chunk.clear();
          pool.add(chunk);
        } else {
          chunk.free();
        }
      }
      space.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is something to take, somebody wakes the writer, or the time is up; false
  /// when the queue is closed and empty.
  boolean await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (chunks.isEmpty() && !woken && !closed && left > 0) {
        writerWaits = true;
        left = arrived.awaitNanos(left);
        writerWaits = false;
      }
      woken = false;
      return !closed || !chunks.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Makes the writer look at its other duties.
  void wake() {
    lock.lock();
    try {
      woken = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Says whether the next segment cannot be made at the moment.
  void shortOfSpace(boolean isShort) {
    lock.lock();
    try {
      shortOfSpace = isShort;
      space.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isShortOfSpace() {
    lock.lock();
    try {
      return shortOfSpace;
    } finally {
      lock.unlock();
    }
  }

  long queuedBytes() {
    lock.lock();
    try {
      return queuedBytes;
    } finally {
      lock.unlock();
    }
  }

  /// Takes no more; what is there is still handed out.
  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
      space.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Gives the pooled memory back to the operating system.
  void free() {
    lock.lock();
    try {
      pool.forEach(AppendChunk::free);
      pool.clear();
    } finally {
      lock.unlock();
    }
  }

  /// Takes no more and hands out nothing any more; answers false when it had failed before.
  boolean fail(JournalFailed cause) {
    lock.lock();
    try {
      if (failure != null) {
        return false;
      }
      failure = cause;
      chunks = new ArrayList<>();
      openClaims.forEach(claim -> claim.durable().completeExceptionally(cause));
      openClaims.clear();
      arrived.signalAll();
      space.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void awaitSpace(int recordBytes, int reservedBlocks) {
    checkOpen();
    while (queuedBytes > 0 && queuedBytes + recordBytes > bytesMax) {
      if (helper == null) {
        space.awaitUninterruptibly();
      } else {
        helper.makeSpace();
      }
      checkOpen();
    }
    if (shortOfSpace
        && queuedBytes + recordBytes + (long) reservedBlocks * blockBytes > remainingBytes) {
      throw new JournalFull("There is no space for the journal's next segment");
    }
  }

  private void checkOpen() {
    if (failure != null) {
      throw new JournalFailed("The journal has failed", failure);
    }
    if (closed) {
      throw new IllegalStateException("The journal is closed");
    }
  }

  private void add(RecordHeader record, @Nullable WriteBatch batch) {
    int bytes = record.recordBytes();
    AppendChunk chunk = chunkFor(bytes);
    int at = chunk.buffer().position();
    record.writeTo(chunk.buffer(), at);
    chunk.buffer().position(at + RecordHeader.BYTES);
    if (batch != null) {
      batch.copyTo(chunk.buffer());
    }
    while (chunk.buffer().position() < at + bytes) {
      chunk.buffer().put((byte) 0);
    }
    waitingBytes += bytes;
    queuedBytes += bytes;
    if (writerWaits) {
      arrived.signal();
    }
  }

  private AppendChunk chunkFor(int bytes) {
    if (!chunks.isEmpty() && chunks.getLast().fits(bytes)) {
      return chunks.getLast();
    }
    AppendChunk chunk;
    if (bytes > CHUNK_BYTES) {
      chunk = new AppendChunk(bytes);
    } else if (pool.isEmpty()) {
      chunk = new AppendChunk(CHUNK_BYTES);
    } else {
      chunk = pool.removeLast();
    }
    chunks.add(chunk);
    return chunk;
  }
}
