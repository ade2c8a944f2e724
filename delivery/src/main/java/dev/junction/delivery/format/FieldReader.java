package dev.junction.delivery.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads what [FieldWriter] wrote, in the same order.
///
/// Errors: bytes that cannot be read are a broken invariant of whoever stored them.
public final class FieldReader {

  private final ByteBuffer in;

  public FieldReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  /// Reads the format version that every stored value begins with.
  public FieldReader version(int known, String what) {
    int version = octet();
    if (version != known) {
      throw new IllegalStateException(what + " of the unknown format version " + version);
    }
    return this;
  }

  public int octet() {
    return in.get();
  }

  public boolean flag() {
    return in.get() != 0;
  }

  public int number() {
    return in.getInt();
  }

  public long longNumber() {
    return in.getLong();
  }

  /// What [FieldWriter#shortNumber] wrote.
  public long shortNumber() {
    long value = 0;
    for (int bit = 0; ; bit += 7) {
      int octet = in.get();
      value |= (long) (octet & 0x7f) << bit;
      if (octet >= 0) {
        return value;
      }
    }
  }

  /// As many bytes, which have no length before them.
  public byte[] raw(int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  public @Nullable String optionalText() {
    byte[] bytes = optionalBytes();
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  public byte @Nullable [] optionalBytes() {
    int length = in.getInt();
    if (length < 0) {
      return null;
    }
    return raw(length);
  }

  public byte[] bytes() {
    byte[] bytes = optionalBytes();
    if (bytes == null) {
      throw new IllegalStateException("A field without a value at byte " + in.position());
    }
    return bytes;
  }

  public Map<String, String> texts() {
    int count = in.getInt();
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      texts.put(text(), text());
    }
    return texts;
  }

  /// Everything that was not read.
  public byte[] rest() {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return bytes;
  }

  /// Whether everything was read.
  public boolean isAtEnd() {
    return !in.hasRemaining();
  }
}
