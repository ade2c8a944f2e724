package dev.junction.storage.file;

/// The header of one frame as found in a segment.
///
/// @param position where the frame begins in its segment file
/// @param syncedTo up to where the segment was known to be synced when the frame was written
record Frame(
    FrameKind kind,
    int partition,
    long epoch,
    long lsn,
    int position,
    int bodyBytes,
    int syncedTo) {

  int end() {
    return (int) (position + Frames.sizeBytes(bodyBytes));
  }
}
