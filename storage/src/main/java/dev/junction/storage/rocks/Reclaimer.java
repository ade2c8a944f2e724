package dev.junction.storage.rocks;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.MutableColumnFamilyOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives the disk back what deleted values took, where the database would not do it by itself soon.
///
/// Two cases. A file of large values goes by itself once all of them are dead; when more than half
/// of what such files hold is dead, the living are moved together, which writes less than it frees.
/// And deletes are carried out by compactions, which new writes bring about: when none come, what a
/// purge or a drained queue left would stay. So once nothing was written for a while everything is
/// flushed, which also spares the next start the replay, and compacted if much of it are deletes.
/// Threads: one of its own, which sleeps; [#look] belongs to it.
final class Reclaimer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reclaimer.class);

  private static final Duration PAUSE = Duration.ofSeconds(10);

  /// Less than this is not worth the work.
  private static final long GARBAGE_BYTES_MIN = 64L << 20;

  /// In a compaction one delete has to pay for so many entries that are written anew.
  private static final int ENTRIES_PER_DELETE_MAX = 10;

  private static final Pattern DELETES = Pattern.compile("# deletions=(\\d+)");
  private static final Pattern RANGE_DELETES = Pattern.compile("# range deletions=(\\d+)");

  private final RocksDB database;
  private final Runnable checkpoint;
  private final List<ColumnFamilyHandle> families;
  private final Thread thread = Thread.ofPlatform().name("reclaimer").daemon().unstarted(this::run);
  private final CountDownLatch closing = new CountDownLatch(1);

  /// Guarded by the latch.
  private @Nullable CompactRangeOptions running;
  private long seenNumber = -1;

  /// Families whose values compactions move; should one fail, the next look ends that.
  private final Set<ColumnFamilyHandle> moving = new HashSet<>();

  /// @param families complete once [#start] is called
  /// @param checkpoint flushes all families at one moment
  Reclaimer(RocksDB database, List<ColumnFamilyHandle> families, Runnable checkpoint) {
    this.database = database;
    this.checkpoint = checkpoint;
    this.families = families;
  }

  void start() {
    thread.start();
  }

  /// Ends a compaction that runs, without harm, and the thread.
  @Override
  public void close() {
    closing.countDown();
    synchronized (closing) {
      if (running != null) {
        running.setCanceled(true);
      }
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Does what there is to do now; whether there was anything.
  boolean look() throws RocksDBException {
    long number = database.getLatestSequenceNumber();
    boolean quiet = number == seenNumber;
    seenNumber = number;
    if (quiet && hasUnflushed()) {
      checkpoint.run();
    }
    boolean did = false;
    for (ColumnFamilyHandle family : families) {
      if (moving.remove(family)) {
        setMoving(family, false);
      }
      if (isWasteful(family)) {
        moveTogether(family);
        did = true;
      } else if (quiet && hasMuchToDelete(family)) {
        compact(family, BottommostLevelCompaction.kIfHaveCompactionFilter);
        did = true;
      }
    }
    return did;
  }

  private void run() {
    boolean failed = false;
    while (sleep()) {
      try {
        boolean _ = look();
        failed = false;
      } catch (RocksDBException | RuntimeException e) {
        // It loses nothing, there may be space next time, and what is damaged the next read tells.
        if (!failed && !isClosed()) {
          LOG.warn("Disk space was not given back: {}", e.getMessage());
        }
        failed = true;
      }
    }
  }

  private boolean sleep() {
    try {
      return !closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }

  private boolean hasUnflushed() throws RocksDBException {
    for (ColumnFamilyHandle family : families) {
      if (longOf(family, "rocksdb.num-entries-active-mem-table") > 0) {
        return true;
      }
    }
    return false;
  }

  private boolean hasMuchToDelete(ColumnFamilyHandle family) throws RocksDBException {
    String young = database.getProperty(family, "rocksdb.aggregated-table-properties-at-level0");
    long deletes = count(DELETES, young);
    return count(RANGE_DELETES, young) > 0
        || deletes * ENTRIES_PER_DELETE_MAX > longOf(family, "rocksdb.estimate-num-keys") + deletes;
  }

  private static long count(Pattern pattern, String properties) {
    Matcher found = pattern.matcher(properties);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  private boolean isWasteful(ColumnFamilyHandle family) throws RocksDBException {
    long garbage = longOf(family, "rocksdb.live-blob-file-garbage-size");
    return garbage >= GARBAGE_BYTES_MIN
        && garbage > longOf(family, "rocksdb.live-blob-file-size") / 2;
  }

  private void moveTogether(ColumnFamilyHandle family) throws RocksDBException {
    moving.add(family);
    setMoving(family, true);
    compact(family, BottommostLevelCompaction.kForce);
    setMoving(family, false);
    moving.remove(family);
  }

  private void setMoving(ColumnFamilyHandle family, boolean moving) throws RocksDBException {
    database.setOptions(
        family,
        MutableColumnFamilyOptions.builder()
            .setEnableBlobGarbageCollection(moving)
            .setBlobGarbageCollectionAgeCutoff(1.0)
            .build());
  }

  private void compact(ColumnFamilyHandle family, BottommostLevelCompaction bottommost)
      throws RocksDBException {
    try (CompactRangeOptions options = new CompactRangeOptions()) {
      options.setBottommostLevelCompaction(bottommost).setExclusiveManualCompaction(false);
      if (!begin(options)) {
        return;
      }
      try {
        database.compactRange(family, null, null, options);
      } catch (RocksDBException e) {
        if (!isClosed()) {
          throw e;
        }
      } finally {
        end();
      }
    }
  }

  private boolean begin(CompactRangeOptions options) {
    synchronized (closing) {
      if (isClosed()) {
        return false;
      }
      running = options;
      return true;
    }
  }

  private void end() {
    synchronized (closing) {
      running = null;
    }
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  private long longOf(ColumnFamilyHandle family, String property) throws RocksDBException {
    return Long.parseLong(database.getProperty(family, property));
  }
}
