package dev.junction.resilience.damage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// One thing that happens to one file of a folder.
///
/// @param kind what happens
/// @param file the file, relative to the folder
/// @param offset where in the file
public record Damage(Kind kind, String file, int offset) {

  /// What can happen.
  public enum Kind {
    /// One bit has the other value.
    FLIP,
    /// The file ends before the offset.
    CUT,
    /// A sector from the offset on is gone: zeros stand there.
    BLANK,
    /// One bit has the other value and the frame's checksum fits it, as for a reader that does not
    /// look at checksums. The offset is that of the bit; only for control runs.
    FORGED
  }

  private static final int SECTOR_BYTES = 512;

  /// What kind of file it is, whatever its number.
  public String fileType() {
    String name = Path.of(file).getFileName().toString();
    String folder = file.contains("/") ? file.substring(0, file.indexOf('/') + 1) : "";
    String plain = name.replaceAll("[0-9]+", "N");
    return folder + plain;
  }

  /// Lets it happen.
  public void apply(Path folder) throws IOException {
    Path path = folder.resolve(file);
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, damaged(bytes));
  }

  private byte[] damaged(byte[] bytes) {
    return switch (kind) {
      case FLIP -> flipped(bytes);
      case CUT -> Arrays.copyOf(bytes, offset);
      case BLANK -> {
        Arrays.fill(bytes, offset, Math.min(bytes.length, offset + SECTOR_BYTES), (byte) 0);
        yield bytes;
      }
      case FORGED -> forged(flipped(bytes));
    };
  }

  private byte[] flipped(byte[] bytes) {
    bytes[offset] ^= 1;
    return bytes;
  }

  private byte[] forged(byte[] bytes) {
    int frame =
        Records.ofJournal(bytes).stream()
            .filter(at -> at <= offset)
            .max(Integer::compare)
            .orElseThrow(() -> new UncheckedIOException(new IOException("no frame: " + this)));
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, frame, Records.CHECKSUM_AT);
    int bodyBytes = buffer.getInt(frame + Records.BODY_BYTES_AT);
    checksum.update(bytes, frame + Records.FRAME_HEADER_BYTES, bodyBytes);
    buffer.putInt(frame + Records.CHECKSUM_AT, (int) checksum.getValue());
    return bytes;
  }

  /// Whether the file differs from the sound one, which blanking zeros does not bring about.
  public boolean changes(Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(file));
    return offset <= bytes.length && !Arrays.equals(damaged(bytes.clone()), bytes);
  }
}
