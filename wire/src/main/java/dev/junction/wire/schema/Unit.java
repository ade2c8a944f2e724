package dev.junction.wire.schema;

/// The value of an operation that takes nothing or answers nothing.
public record Unit() implements Shape {

  public static final Schema SCHEMA = Schema.declare("Unit", ShapeType.STRUCTURE).link();

  /// The only value.
  public static final Unit INSTANCE = new Unit();

  /// Reads over whatever the sender put there.
  public static Unit read(ShapeReader in) {
    in.beginStructure(SCHEMA);
    while (in.nextMember(SCHEMA) >= 0) {
      in.skip();
    }
    return INSTANCE;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public void writeMembers(ShapeWriter out) {}
}
