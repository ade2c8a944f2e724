package dev.junction.wire.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A decoder that stands before a value and hands it out as the schema describes it.
///
/// Every value is read with exactly one call, or passed over with [#skip]. Lists and maps are read
/// to their end; a structure ends when [#nextMember] answers -1. Members that the schema does not
/// know and members that are null are passed over by the reader.
///
/// Errors: input that does not fit the schema ends in a [MalformedInput], never in anything else.
/// Threads: one reader, one thread.
public interface ShapeReader {

  /// Enters the structure or union that the reader stands before.
  void beginStructure(Schema structure);

  /// Goes to the next member and answers its index in the schema, or -1 after the last one.
  int nextMember(Schema structure);

  /// Enters the list that the reader stands before.
  void beginList(Member list);

  /// Goes to the next element; false after the last one. Only a sparse list has null elements.
  boolean nextElement(Member list);

  /// Enters the map that the reader stands before.
  void beginMap(Member map);

  /// Goes to the next value and answers its key, or null after the last one. Only a sparse map has
  /// null values.
  @Nullable String nextKey(Member map);

  /// Whether the value is null; if so it is read with that.
  boolean readNull();

  boolean readBoolean(Member member);

  byte readByte(Member member);

  short readShort(Member member);

  int readInteger(Member member);

  long readLong(Member member);

  float readFloat(Member member);

  double readDouble(Member member);

  BigInteger readBigInteger(Member member);

  BigDecimal readBigDecimal(Member member);

  String readString(Member member);

  /// The bytes, which belong to the caller from then on.
  byte[] readBlob(Member member);

  Instant readTimestamp(Member member);

  /// Any JSON-like value: null, Boolean, Number, String, List or Map of these.
  @Nullable Object readDocument(Member member);

  /// Passes over the value.
  void skip();
}
