package dev.junction.storage.rocks;

/// How much memory, how many threads and how many open files a database may take.
///
/// Shape: native memory is about `blockCacheBytes + writeBuffersBytes` for all partitions together,
/// plus what open cursors hold.
///
/// @param blockCacheBytes the cache of read blocks, filters and indexes, shared by all partitions
/// @param writeBuffersBytes what all partitions hold unflushed before everything is flushed
/// @param writeBufferBytes what one partition holds unflushed before everything is flushed
/// @param backgroundJobsMax flushes and compactions that run at once
/// @param openFilesMax table files that are open at once
public record RocksSettings(
    long blockCacheBytes,
    long writeBuffersBytes,
    long writeBufferBytes,
    int backgroundJobsMax,
    int openFilesMax) {

  private static final long MIB = 1 << 20;

  public RocksSettings {
    if (blockCacheBytes < 1
        || writeBuffersBytes < 1
        || writeBufferBytes < 1
        || backgroundJobsMax < 1
        || openFilesMax < 1) {
      throw new IllegalArgumentException("Every setting of the state store is at least 1");
    }
  }

  /// 16 MiB of block cache, 64 MiB of write buffers, at most 16 MiB of them for one partition, two
  /// background jobs, 512 open files.
  public static RocksSettings defaults() {
    return new RocksSettings(16 * MIB, 64 * MIB, 16 * MIB, 2, 512);
  }
}
