package dev.junction.wire.schema;

/// The output of an operation that answers nothing.
public record Unit() implements Structure {

  public static final Schema SCHEMA = Schema.structure("Unit");
  public static final Unit UNIT = new Unit();

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public void write(ShapeWriter out) {}
}
