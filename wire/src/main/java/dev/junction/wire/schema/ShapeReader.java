package dev.junction.wire.schema;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Where values are read from. Errors: [MalformedInput] when what is there does not fit the shape.
public interface ShapeReader {

  /// Takes one member of a structure that is present.
  @FunctionalInterface
  interface MemberReader {
    void read(Member member, ShapeReader in);
  }

  /// How one entry of a list or map is read.
  @FunctionalInterface
  interface Element<T> {
    T read(ShapeReader in, Member element);
  }

  String text(Member member);

  boolean bool(Member member);

  int integer(Member member);

  long longInteger(Member member);

  double number(Member member);

  byte[] blob(Member member);

  Instant timestamp(Member member);

  /// Hands every known member that is present to the reader; unknown ones are passed over.
  void structure(Schema schema, MemberReader reader);

  <T> List<T> list(Member member, Element<T> element);

  <T> Map<String, T> map(Member member, Element<T> element);
}
