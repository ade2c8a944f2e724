package dev.junction.storage.file;

/// What the journals of a data folder have done since they were opened.
///
/// @param syncs how often content was made durable
/// @param batches how many batches were written
/// @param batchBytes the size of these batches
/// @param writtenBytes what went to the disk for them, with headers and padding
/// @param segments how many segments were begun
/// @param recycledSegments how many of these were written over forgotten ones
/// @param queuedBytes what waits to be written now
/// @param syncNanos the time spent in syncs
public record JournalStatistics(
    long syncs,
    long batches,
    long batchBytes,
    long writtenBytes,
    long segments,
    long recycledSegments,
    long queuedBytes,
    long syncNanos) {

  /// How many batches a sync served on average; zero before the first.
  public double batchesPerSync() {
    return syncs == 0 ? 0 : (double) batches / syncs;
  }
}
