package dev.junction.storage;

import org.jspecify.annotations.Nullable;

/// The local ordered map of one partition: rebuildable from the journal, never the source of truth.
///
/// Keys order as unsigned bytes. Limits: a key is neither empty nor the single byte zero, which a
/// store may use for itself; applying such a put or delete throws [IllegalArgumentException].
/// Threads: [#apply], [#get] and [#scan] belong to the partition's
/// thread; [#flushedLsn] may be asked from anywhere.
public interface StateStore extends AutoCloseable {

  /// A position in a scan over a snapshot; ends when [#next] answers false.
  interface Cursor extends AutoCloseable {
    boolean next();

    byte[] key();

    byte[] value();

    @Override
    void close();
  }

  /// Applies all writes of a batch at once and remembers its LSN with them.
  ///
  /// @throws StateFull when there is no space at the moment; nothing was applied
  void apply(long lsn, WriteBatch batch);

  /// The value of a key, or null when there is none.
  byte @Nullable [] get(byte[] key);

  /// Walks forward over the keys from `from` (inclusive) to `to` (exclusive), as they are now.
  Cursor scan(byte[] from, byte[] to);

  /// Walks backward over the same keys, from the last one before `to` down to `from`.
  Cursor scanBackward(byte[] from, byte[] to);

  /// The LSN of the last batch applied.
  long appliedLsn();

  /// The LSN up to which this store would come back by itself after a crash.
  long flushedLsn();

  /// Makes everything applied so far come back by itself after a crash.
  ///
  /// @throws StateFull when there is no space for that at the moment
  void checkpoint();

  @Override
  void close();
}
