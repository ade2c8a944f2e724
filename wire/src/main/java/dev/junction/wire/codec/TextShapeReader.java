package dev.junction.wire.codec;

import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.ShapeReader;
import java.math.BigDecimal;
import java.math.BigInteger;

/// A reader that reads most single values from the text that stands for them.
public interface TextShapeReader extends ShapeReader {

  /// The text of the value that the reader stands before.
  String readText(Member member);

  @Override
  default boolean readNull() {
    return false;
  }

  @Override
  default boolean readBoolean(Member member) {
    return Scalars.toBoolean(readText(member), member);
  }

  @Override
  default byte readByte(Member member) {
    return (byte) Scalars.toWhole(readText(member), member, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  @Override
  default short readShort(Member member) {
    return (short) Scalars.toWhole(readText(member), member, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  @Override
  default int readInteger(Member member) {
    return (int) Scalars.toWhole(readText(member), member, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Override
  default long readLong(Member member) {
    return Scalars.toWhole(readText(member), member, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  default float readFloat(Member member) {
    return (float) readDouble(member);
  }

  @Override
  default double readDouble(Member member) {
    return Scalars.toDouble(readText(member), member);
  }

  @Override
  default BigInteger readBigInteger(Member member) {
    return Scalars.toBigInteger(readText(member), member);
  }

  @Override
  default BigDecimal readBigDecimal(Member member) {
    return Scalars.toBigDecimal(readText(member), member);
  }

  @Override
  default String readString(Member member) {
    return readText(member);
  }

  @Override
  default byte[] readBlob(Member member) {
    return Scalars.toBlob(readText(member), member);
  }
}
