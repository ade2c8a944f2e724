package dev.junction.wire.schema;

/// The kinds of shapes that a service model is made of.
///
/// Source: Smithy 2.0 specification, "Simple types" and "Aggregate types". An enum is a [#STRING]
/// with a [Trait.Enumeration], an integer enum an [#INTEGER] with a [Trait.IntegerEnumeration].
public enum ShapeType {
  BOOLEAN,
  BYTE,
  SHORT,
  INTEGER,
  LONG,
  FLOAT,
  DOUBLE,
  BIG_INTEGER,
  BIG_DECIMAL,
  STRING,
  BLOB,
  TIMESTAMP,
  DOCUMENT,
  LIST,
  MAP,
  STRUCTURE,
  UNION;

  /// Whether a value of this type has named members.
  public boolean hasMembers() {
    return this == STRUCTURE || this == UNION;
  }
}
