package dev.junction.storage;

import java.util.List;

/// Immutable named blobs: sealed stream records, closed histories, archives, snapshots.
///
/// Durability: a chunk is durable when [#put] returns. Names are relative paths of letters, digits,
/// `-`, `_`, `.` and `/`, without `..` ([ChunkName]). Threads: any.
public interface ChunkStore {

  /// Stores a chunk under a name that is not taken.
  ///
  /// @throws IllegalStateException when the name is taken
  void put(String name, byte[] content);

  /// Reads `length` bytes from `offset`; fewer when the chunk ends before.
  ///
  /// @throws java.util.NoSuchElementException when there is no such chunk
  byte[] get(String name, long offset, int length);

  /// The names that start with the prefix, in order.
  List<String> list(String prefix);

  /// Removes a chunk; removing one that is not there does nothing.
  void delete(String name);
}
