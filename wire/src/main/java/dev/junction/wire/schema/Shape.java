package dev.junction.wire.schema;

/// A structure or union value: a generated record or a dynamic [Document].
public interface Shape {

  /// What the value looks like.
  Schema schema();

  /// Writes every member that is present; the writer has opened the structure and closes it.
  void writeMembers(ShapeWriter out);
}
