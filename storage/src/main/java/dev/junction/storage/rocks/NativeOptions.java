package dev.junction.storage.rocks;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/// The options of a database and the native objects that they point to, closed together.
final class NativeOptions implements AutoCloseable {
  private static final long KIB = 1 << 10;
  private static final int FILTER_BITS_PER_KEY = 10;
  private static final int RANGE_DELETES_MAX = 500;
  private static final int LARGE_VALUE_BYTES = 512;
  private static final int YOUNG_TABLES_MAX = 8;

  private final Deque<AbstractNativeReference> owned = new ArrayDeque<>();
  private final DBOptions database;
  private final ColumnFamilyOptions partition;
  private final Cache blocks;

  NativeOptions(RocksSettings settings) {
    blocks = own(new LRUCache(settings.blockCacheBytes()));
    // Write buffers are counted in a cache of their own, so that a burst of writes does not push
    // the read blocks out; nothing but the count lies in it.
    Cache buffersCount = own(new LRUCache(settings.writeBuffersBytes()));
    WriteBufferManager buffers =
        own(new WriteBufferManager(settings.writeBuffersBytes(), buffersCount));
    database = own(database(settings, buffers));
    partition = own(partition(settings));
  }

  DBOptions database() {
    return database;
  }

  ColumnFamilyOptions partition() {
    return partition;
  }

  /// What the cache of read blocks holds now.
  long cachedBytes() {
    return blocks.getUsage();
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      owned.pop().close();
    }
  }

  private <T extends AbstractNativeReference> T own(T object) {
    owned.push(object);
    return object;
  }

  private static DBOptions database(RocksSettings settings, WriteBufferManager buffers) {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setAtomicFlush(true)
        // Gathered before it is written: as much as still lies in the processor's cache by then.
        .setWritableFileMaxBufferSize(64 * KIB)
        // Closing flushes by itself, where a failure is seen.
        .setAvoidFlushDuringShutdown(true)
        .setWriteBufferManager(buffers)
        .setMaxBackgroundJobs(settings.backgroundJobsMax())
        .setMaxOpenFiles(settings.openFilesMax())
        // Else each partition starts sixteen threads at the opening, for a handful of files.
        .setMaxFileOpeningThreads(1)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(1024 * KIB)
        .setKeepLogFileNum(2)
        .setMaxManifestFileSize(4096 * KIB)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  private ColumnFamilyOptions partition(RocksSettings settings) {
    return new ColumnFamilyOptions()
        .setWriteBufferSize(settings.writeBufferBytes())
        // The default of 1 MiB would reserve all of the write buffers for 64 idle partitions.
        .setArenaBlockSize(Math.min(32 * KIB, settings.writeBufferBytes()))
        // Each read after a new range delete sorts all that lie in memory: 1 ms for 10,000 of them.
        .setMemtableMaxRangeDeletions(RANGE_DELETES_MAX)
        .setMaxWriteBufferNumber(3)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        // Large values lie beside the tables: compactions move what points to them, not them. A
        // queue's values die in the order in which they came, so whole files of them go at once.
        .setEnableBlobFiles(true)
        .setMinBlobSize(LARGE_VALUE_BYTES)
        // Else each compaction would move the oldest quarter of them; [Reclaimer] says when to.
        .setEnableBlobGarbageCollection(false)
        // The youngest tables span all keys, so with levels each compaction of them would write all
        // others anew; this way only such of about the same size become one.
        .setCompactionStyle(CompactionStyle.UNIVERSAL)
        .setLevel0FileNumCompactionTrigger(YOUNG_TABLES_MAX)
        .setTargetFileSizeBase(Math.max(settings.writeBufferBytes(), 8192 * KIB))
        .setLevelCompactionDynamicLevelBytes(true)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(blocks)
                .setBlockSize(8 * KIB)
                .setFilterPolicy(own(new BloomFilter(FILTER_BITS_PER_KEY)))
                // Filters and indexes count against the cache, so memory does not grow with state.
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setFormatVersion(6));
  }
}
