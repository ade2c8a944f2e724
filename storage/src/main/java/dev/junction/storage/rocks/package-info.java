/// State stores in one RocksDB database: a column family per partition, no log of its own.
///
/// The journal is the log. What RocksDB has flushed comes back by itself after a crash, as an
/// exact prefix of what was applied; the rest is replayed.
@NullMarked
package dev.junction.storage.rocks;

import org.jspecify.annotations.NullMarked;
