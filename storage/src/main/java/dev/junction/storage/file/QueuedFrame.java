package dev.junction.storage.file;

/// A frame on its way to the writer thread.
///
/// @param by the journal that wrote it and that hears when it is durable
record QueuedFrame(FileJournal by, FrameKind kind, long epoch, long lsn, byte[] bytes) {}
