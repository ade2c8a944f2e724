package dev.junction.storage.file;

import org.jspecify.annotations.Nullable;

/// What a record of the journal says. The codes are stored.
enum RecordKind {
  /// A batch of writes; its LSN is one higher than the partition's last.
  BATCH(1),
  /// The partition's epoch rose; carries the last LSN and takes none.
  CLAIM(2),
  /// The partition may forget batches up to the record's LSN.
  TRIM(3),
  /// Nothing follows, and everything before is synced; overwritten by the next write.
  MARK(4);

  private static final int MAGIC = 0x4A4E4C00;

  private final int code;

  RecordKind(int code) {
    this.code = MAGIC | code;
  }

  /// The stored form: the magic number of a record and the kind in its last byte.
  int code() {
    return code;
  }

  static @Nullable RecordKind of(int code) {
    return switch (code ^ MAGIC) {
      case 1 -> BATCH;
      case 2 -> CLAIM;
      case 3 -> TRIM;
      case 4 -> MARK;
      default -> null;
    };
  }
}
