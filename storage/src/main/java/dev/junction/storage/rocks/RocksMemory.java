package dev.junction.storage.rocks;

/// Native memory that a database holds at a moment, in bytes.
///
/// @param writeBufferBytes what is not yet flushed
/// @param blockCacheBytes read blocks, filters and indexes
/// @param tableReaderBytes what open table files take besides
public record RocksMemory(long writeBufferBytes, long blockCacheBytes, long tableReaderBytes) {}
