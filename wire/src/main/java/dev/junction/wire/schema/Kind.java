package dev.junction.wire.schema;

/// What sort of value a shape describes.
public enum Kind {
  BOOLEAN,
  INTEGER,
  LONG,
  DOUBLE,
  STRING,
  BLOB,
  TIMESTAMP,
  DOCUMENT,
  LIST,
  MAP,
  STRUCTURE
}
