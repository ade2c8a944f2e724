package dev.junction.wire.codec;

import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.ShapeWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A writer that writes most single values as the text that stands for them.
public interface TextShapeWriter extends ShapeWriter {

  /// Writes a value as this text.
  void writeText(Member member, String text);

  @Override
  default void writeNull(Member member) {
    writeText(member, "");
  }

  @Override
  default void writeBoolean(Member member, boolean value) {
    writeText(member, Boolean.toString(value));
  }

  @Override
  default void writeByte(Member member, byte value) {
    writeText(member, Byte.toString(value));
  }

  @Override
  default void writeShort(Member member, short value) {
    writeText(member, Short.toString(value));
  }

  @Override
  default void writeInteger(Member member, int value) {
    writeText(member, Integer.toString(value));
  }

  @Override
  default void writeLong(Member member, long value) {
    writeText(member, Long.toString(value));
  }

  @Override
  default void writeFloat(Member member, float value) {
    writeText(member, Float.toString(value));
  }

  @Override
  default void writeDouble(Member member, double value) {
    writeText(member, Double.toString(value));
  }

  @Override
  default void writeBigInteger(Member member, BigInteger value) {
    writeText(member, value.toString());
  }

  @Override
  default void writeBigDecimal(Member member, BigDecimal value) {
    writeText(member, value.toString());
  }

  @Override
  default void writeDocument(Member member, @Nullable Object value) {
    writeText(member, String.valueOf(value));
  }
}
