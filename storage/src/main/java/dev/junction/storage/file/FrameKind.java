package dev.junction.storage.file;

import org.jspecify.annotations.Nullable;

/// What a frame of the journal says.
enum FrameKind {
  /// The writes of one command; takes the partition's next LSN.
  BATCH(1),
  /// From here on only this epoch writes to the partition.
  CLAIM(2),
  /// Where a partition stood when the segment began: epoch, last LSN and, in the body, the last
  /// LSN trimmed. Every segment begins with one for each partition.
  POSITION(3),
  /// The batches of the partition up to and with the frame's LSN may be forgotten.
  TRIM(4),
  /// The segment ends here, whole, and another one follows.
  SEAL(5),
  /// Says only how far the segment is synced.
  MARK(6);

  private static final FrameKind[] BY_CODE = {null, BATCH, CLAIM, POSITION, TRIM, SEAL, MARK};

  private final byte code;

  FrameKind(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static @Nullable FrameKind ofCode(int code) {
    return code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
