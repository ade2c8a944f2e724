package dev.junction.wire.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An encoder that is handed a value piece by piece.
///
/// A member of a structure is written under its name, the element of a list or the value of a map
/// without one: the member says which it is. Before each value of a map comes its [#writeKey].
/// Threads: one writer, one thread.
public interface ShapeWriter {

  /// Writes a nested structure or union with all its members.
  void writeStructure(Member member, Shape value);

  void beginList(Member list, int size);

  void endList(Member list);

  void beginMap(Member map, int size);

  void writeKey(Member map, String key);

  void endMap(Member map);

  /// Writes a null, which only sparse lists and maps hold.
  void writeNull(Member member);

  void writeBoolean(Member member, boolean value);

  void writeByte(Member member, byte value);

  void writeShort(Member member, short value);

  void writeInteger(Member member, int value);

  void writeLong(Member member, long value);

  void writeFloat(Member member, float value);

  void writeDouble(Member member, double value);

  void writeBigInteger(Member member, BigInteger value);

  void writeBigDecimal(Member member, BigDecimal value);

  void writeString(Member member, String value);

  void writeBlob(Member member, byte[] value);

  void writeTimestamp(Member member, Instant value);

  /// Writes any JSON-like value: null, Boolean, Number, String, List or Map of these.
  void writeDocument(Member member, @Nullable Object value);
}
