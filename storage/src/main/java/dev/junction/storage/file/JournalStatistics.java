package dev.junction.storage.file;

/// What a set of file journals has done since it was opened.
///
/// @param syncs how often written frames were synced
/// @param batches how many batches were acknowledged
/// @param bytes how many bytes of frames were written
/// @param segments how many segments hold frames now
public record JournalStatistics(long syncs, long batches, long bytes, int segments) {}
