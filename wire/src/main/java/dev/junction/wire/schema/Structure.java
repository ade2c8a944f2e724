package dev.junction.wire.schema;

/// A value of a structure shape, as the generator makes them.
public interface Structure {

  Schema schema();

  /// Writes every member that is present, in the order of the model.
  void write(ShapeWriter out);
}
