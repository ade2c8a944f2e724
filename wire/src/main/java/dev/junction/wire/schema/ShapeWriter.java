package dev.junction.wire.schema;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Where values are written to: each with the member that holds it, which for the entries of a list
/// or map is the list's element or the map's value.
public interface ShapeWriter {

  /// How one entry of a list or map is written.
  @FunctionalInterface
  interface Element<T> {
    void write(ShapeWriter out, Member element, T value);
  }

  void text(Member member, String value);

  void bool(Member member, boolean value);

  void integer(Member member, long value);

  void number(Member member, double value);

  void blob(Member member, byte[] value);

  void timestamp(Member member, Instant value);

  void structure(Member member, Structure value);

  <T> void list(Member member, List<T> values, Element<T> element);

  <T> void map(Member member, Map<String, T> values, Element<T> element);
}
