package dev.junction.resilience.damage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Where the records of a file begin, and where the last one ends.
public final class Records {

  static final int FRAME_HEADER_BYTES = 48;
  static final int BODY_BYTES_AT = 32;
  static final int CHECKSUM_AT = 44;
  private static final int SEGMENT_HEADER_BYTES = 4096;
  private static final int FRAME_MAGIC = 0x4A4E4C46;
  private static final int ALIGNMENT = 8;

  private static final int BLOCK_BYTES = 32 << 10;
  private static final int LOG_HEADER_BYTES = 7;
  private static final int LENGTH_AT = 4;

  private static final int COARSE_PARTS = 40;

  private Records() {}

  /// Of a segment of the journal, as docs/adr/0001 describes it.
  public static List<Integer> ofJournal(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    List<Integer> begins = new ArrayList<>();
    int at = SEGMENT_HEADER_BYTES;
    while (at + FRAME_HEADER_BYTES <= bytes.length && buffer.getInt(at) == FRAME_MAGIC) {
      begins.add(at);
      int size = FRAME_HEADER_BYTES + buffer.getInt(at + BODY_BYTES_AT);
      at += (size + ALIGNMENT - 1) & -ALIGNMENT;
    }
    begins.add(at);
    return begins;
  }

  /// Of a file in RocksDB's log format, as its manifest is: blocks of 32 KiB, in which each record
  /// has a checksum (4 bytes), a length (2, little-endian) and a type (1) before it.
  public static List<Integer> ofLog(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> begins = new ArrayList<>();
    int at = 0;
    while (at + LOG_HEADER_BYTES <= bytes.length) {
      if (BLOCK_BYTES - at % BLOCK_BYTES < LOG_HEADER_BYTES) {
        at += BLOCK_BYTES - at % BLOCK_BYTES;
        continue;
      }
      begins.add(at);
      at += LOG_HEADER_BYTES + (buffer.getShort(at + LENGTH_AT) & 0xFFFF);
    }
    begins.add(Math.min(at, bytes.length));
    return begins;
  }

  /// Of a file without records that can be told apart: places all over it.
  public static List<Integer> ofAnything(byte[] bytes) {
    List<Integer> begins = new ArrayList<>();
    int step = Math.max(1, bytes.length / COARSE_PARTS);
    for (int at = 0; at < bytes.length; at += step) {
      begins.add(at);
    }
    begins.add(bytes.length);
    return begins;
  }
}
