package dev.junction.storage.file;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The journals of all partitions of a data folder in one row of segments.
///
/// Durability: one thread writes everything that waits with one write and makes it durable with one
/// sync. Limits: [#QUEUED_BYTES_MAX] may wait; who appends more waits for the disk. Errors: the
/// first failed write or sync is final. Threads: appends come from one thread per partition;
/// [#runRound] belongs to the writer.
public final class FileJournals implements AutoCloseable {

  static final long QUEUED_BYTES_MAX = 64L << 20;
  private static final int BUFFER_BYTES = 4 << 20;
  private static final byte[] NOTHING = {};

  /// A frame that waits to be written.
  record Pending(FileJournal journal, boolean isClaim, long epoch, long lsn, byte[] body) {
    int sizeBytes() {
      return Frame.HEADER_BYTES + body.length;
    }
  }

  private final Disk disk;
  private final JournalSettings settings;
  private final RandomGenerator random;
  private final List<FileJournal> journals = new ArrayList<>();
  private final List<Segment> segments;
  private final long[] trimmedTo;
  private final Object lock = new Object();
  private final AtomicBoolean failed = new AtomicBoolean();
  private final ExecutorService preparer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("journal-prepare").daemon().factory());
  private final JournalStatistics.Counters statistics = new JournalStatistics.Counters();
  private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private List<Pending> queued = new ArrayList<>();
  private long queuedBytes;
  private boolean closing;
  private @Nullable Thread writer;
  private @Nullable Future<Segment> next;
  private Segment current;
  private long end;
  private long syncedTo;
  private long syncDueNanos;
  private final long[] writtenLsn;
  private final long[] writtenEpoch;

  private FileJournals(
      Disk disk, JournalSettings settings, RandomGenerator random, Recovery.Found found)
      throws IOException {
    this.disk = disk;
    this.settings = settings;
    this.random = random;
    this.segments = new ArrayList<>(found.segments());
    this.trimmedTo = new long[settings.partitions()];
    this.writtenLsn = found.lastLsn().clone();
    this.writtenEpoch = found.epoch().clone();
    if (segments.isEmpty()) {
      segments.add(Segment.create(disk, 1, random.nextLong(), settings));
      end = Segment.HEADER_BYTES;
    } else {
      end = found.end();
      // A killed process leaves batches that no sync has covered: before anybody is told of them
      // they
      // have to be as durable as all others.
      segments.getLast().file.sync();
    }
    current = segments.getLast();
    syncedTo = position();
    for (int partition = 0; partition < settings.partitions(); partition++) {
      journals.add(
          new FileJournal(partition, this, found.lastLsn()[partition], found.epoch()[partition]));
    }
  }

  /// Opens the journals of a folder and starts their writer.
  public static FileJournals open(Disk disk, JournalSettings settings, RandomGenerator random) {
    FileJournals journals = openIdle(disk, settings, random);
    journals.writer =
        Thread.ofPlatform().name("journal-writer").daemon().start(journals::writeUntilClosed);
    return journals;
  }

  /// Opens the journals without a writer thread: the caller runs the rounds, as simulations do.
  public static FileJournals openIdle(Disk disk, JournalSettings settings, RandomGenerator random) {
    try {
      return new FileJournals(disk, settings, random, new Recovery(disk, settings).run(true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The journal of one partition.
  public Journal partition(int number) {
    return journals.get(number);
  }

  public JournalStatistics statistics() {
    return statistics.snapshot();
  }

  private long position() {
    return Recovery.position(current.number, end, settings.segmentBytes());
  }

  void write(Pending pending) {
    if (pending.body().length > Math.min(Frame.BODY_BYTES_MAX, settings.segmentBytes() / 2)) {
      throw new IllegalArgumentException(
          "A batch of " + pending.body().length + " bytes is larger than a frame may be");
    }
    synchronized (lock) {
      try {
        while (writer != null && queuedBytes > QUEUED_BYTES_MAX && !failed.get()) {
          lock.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for the disk", e);
      }
      if (failed.get() || closing) {
        throw new IllegalStateException("The journal takes no batches any more");
      }
      queued.add(pending);
      queuedBytes += pending.sizeBytes();
      if (queued.size() == 1) {
        lock.notifyAll();
      }
    }
  }

  private void writeUntilClosed() {
    while (true) {
      synchronized (lock) {
        while (queued.isEmpty() && !closing) {
          try {
            lock.wait();
          } catch (InterruptedException _) {
            closing = true;
          }
        }
        if (queued.isEmpty()) {
          return;
        }
      }
      runRound();
    }
  }

  /// Writes everything that waits, syncs it as the policy says and tells the partitions.
  public void runRound() {
    List<Pending> round;
    synchronized (lock) {
      if (queued.isEmpty() || failed.get()) {
        return;
      }
      round = queued;
      queued = new ArrayList<>(round.size());
      queuedBytes = 0;
      lock.notifyAll();
    }
    try {
      writeRound(round);
    } catch (IOException | RuntimeException | Error e) {
      // The root of the writer: the first fault is final and everybody hears of it.
      fail(e);
      return;
    }
    long[] durable = new long[settings.partitions()];
    for (Pending pending : round) {
      durable[pending.journal().partition()] = pending.lsn();
    }
    for (int partition = 0; partition < durable.length; partition++) {
      if (durable[partition] > 0) {
        journals.get(partition).durable(durable[partition]);
      }
    }
  }

  private void writeRound(List<Pending> round) throws IOException {
    long watermark = syncedTo;
    buffer.clear();
    long at = end;
    for (Pending pending : round) {
      int size = pending.sizeBytes();
      if (at + buffer.position() + size > settings.segmentBytes()) {
        flush(at);
        current.file.sync();
        roll();
        at = end;
      }
      if (buffer.remaining() < size) {
        flush(at);
        at = end;
        if (buffer.capacity() < size) {
          buffer = ByteBuffer.allocateDirect(size);
        }
      }
      Frame frame =
          new Frame(
              pending.journal().partition(),
              pending.isClaim(),
              pending.epoch(),
              pending.lsn(),
              watermark,
              pending.body());
      frame.put(buffer, current.salt);
      writtenEpoch[frame.partition()] = frame.epoch();
      writtenLsn[frame.partition()] = frame.lsn();
      synchronized (segments) {
        current.note(frame);
      }
    }
    flush(at);
    sync();
    prepareNext();
    statistics.round(round.size());
  }

  private void flush(long at) throws IOException {
    buffer.flip();
    int bytes = buffer.remaining();
    current.file.write(at, buffer);
    end = at + bytes;
    statistics.bytes(bytes);
    buffer.clear();
  }

  private void sync() throws IOException {
    boolean now =
        switch (settings.sync()) {
          case SyncPolicy.Always() -> true;
          case SyncPolicy.Off() -> false;
          case SyncPolicy.Interval(var every) -> {
            long nanos = System.nanoTime();
            boolean due = nanos - syncDueNanos >= 0;
            if (due) {
              syncDueNanos = nanos + every.toNanos();
            }
            yield due;
          }
        };
    if (now) {
      current.file.sync();
      syncedTo = position();
      statistics.sync();
    }
  }

  /// Goes on in a new segment, which was prepared in the meantime unless the journal is young.
  private void roll() throws IOException {
    Segment following;
    try {
      following = next == null ? create(current.number + 1) : next.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException("The next segment could not be prepared", e);
    }
    synchronized (segments) {
      segments.add(following);
    }
    current = following;
    next = null;
    end = Segment.HEADER_BYTES;
    carryOn();
  }

  /// Repeats at the start of a segment where every partition stands, so that the segments before it
  /// can go without anything being forgotten.
  private void carryOn() {
    for (int partition = 0; partition < settings.partitions(); partition++) {
      Frame frame =
          new Frame(
              partition, true, writtenEpoch[partition], writtenLsn[partition], syncedTo, NOTHING);
      frame.put(buffer, current.salt);
    }
  }

  private void prepareNext() {
    if (next == null && writer != null && end > settings.segmentBytes() / 2) {
      long number = current.number + 1;
      next = preparer.submit(() -> create(number));
    }
  }

  private Segment create(long number) throws IOException {
    return Segment.create(disk, number, random.nextLong(), settings);
  }

  private void fail(Throwable cause) {
    synchronized (lock) {
      failed.set(true);
      queued.clear();
      lock.notifyAll();
    }
    journals.forEach(journal -> journal.failed(cause));
  }

  void read(int partition, long fromLsn, Journal.Reader reader) {
    List<Segment> all;
    synchronized (segments) {
      all = List.copyOf(segments);
    }
    try {
      for (Segment segment : all) {
        if (segment.lastLsn[partition] >= fromLsn) {
          readSegment(segment, partition, fromLsn, reader);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readSegment(
      Segment segment, int partition, long fromLsn, Journal.Reader reader) throws IOException {
    ByteBuffer content = segment.readAll();
    int at = Segment.HEADER_BYTES;
    for (Frame frame = Frame.at(content, at, segment.salt);
        frame != null;
        frame = Frame.at(content, at, segment.salt)) {
      if (frame.partition() == partition && !frame.isClaim() && frame.lsn() >= fromLsn) {
        reader.batch(frame.lsn(), WriteBatch.decode(frame.body()));
      }
      at += frame.sizeBytes();
    }
  }

  void trim(int partition, long toLsn) {
    List<Segment> covered = new ArrayList<>();
    synchronized (segments) {
      trimmedTo[partition] = Math.max(trimmedTo[partition], toLsn);
      while (segments.size() > 1 && segments.getFirst().isCoveredBy(trimmedTo)) {
        covered.add(segments.removeFirst());
      }
    }
    try {
      for (Segment segment : covered) {
        segment.close();
        disk.delete(Segment.name(segment.number));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes what waits and closes the files.
  @Override
  public void close() {
    synchronized (lock) {
      closing = true;
      lock.notifyAll();
    }
    try {
      if (writer != null) {
        writer.join();
      }
      preparer.shutdown();
      if (!failed.get()) {
        current.file.sync();
      }
      for (Segment segment : segments) {
        segment.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
