package dev.junction.models.generator;

import dev.junction.models.generator.ServiceModel.MemberModel;
import dev.junction.models.generator.ServiceModel.ShapeModel;

/// Which Java type, reader and writer belongs to each shape.
final class JavaTypes {

  private final ServiceModel model;
  private final String schemas;

  /// @param schemas the name of the class that holds the schemas of lists and maps
  JavaTypes(ServiceModel model, String schemas) {
    this.model = model;
    this.schemas = schemas;
  }

  ShapeModel shape(MemberModel member) {
    String target = member.target();
    return model.shapes().containsKey(target)
        ? model.shape(target)
        : new ShapeModel(
            target, target.toLowerCase(java.util.Locale.ROOT), java.util.List.of(), null);
  }

  /// The type of a value, boxed.
  String type(ShapeModel shape) {
    return switch (shape.type()) {
      case "structure", "union" -> JavaNames.type(shape.name());
      case "list" -> "List<" + type(shape(shape.members().getFirst())) + ">";
      case "map" -> "Map<String, " + type(shape(shape.members().getLast())) + ">";
      case "string", "enum", "character" -> "String";
      case "boolean", "primitiveboolean" -> "Boolean";
      case "integer", "primitiveinteger", "intEnum", "short", "byte" -> "Integer";
      case "long", "primitivelong" -> "Long";
      case "double", "float" -> "Double";
      case "blob" -> "byte[]";
      case "timestamp" -> "Instant";
      default -> throw new IllegalArgumentException("No Java type for " + shape.type());
    };
  }

  /// The expression of a shape's schema.
  String schema(ShapeModel shape) {
    return switch (shape.type()) {
      case "structure", "union" -> JavaNames.type(shape.name()) + ".SCHEMA";
      case "list", "map" -> schemas + "." + constant(shape.name());
      case "boolean", "primitiveboolean" -> "Schema.BOOLEAN";
      case "integer", "primitiveinteger", "intEnum", "short", "byte" -> "Schema.INTEGER";
      case "long", "primitivelong" -> "Schema.LONG";
      case "double", "float" -> "Schema.DOUBLE";
      case "blob" -> "Schema.BLOB";
      case "timestamp" -> "Schema.TIMESTAMP";
      default -> "Schema.STRING";
    };
  }

  /// The expression that reads a value with the reader `in` for the member `member`.
  String read(ShapeModel shape, String in, String member) {
    return switch (shape.type()) {
      case "structure", "union" -> JavaNames.type(shape.name()) + ".read(" + in + ")";
      case "list" -> {
        ShapeModel element = shape(shape.members().getFirst());
        yield in + ".list(" + member + ", (r, e) -> " + read(element, "r", "e") + ")";
      }
      case "map" -> {
        ShapeModel element = shape(shape.members().getLast());
        yield in + ".map(" + member + ", (r, e) -> " + read(element, "r", "e") + ")";
      }
      default -> in + "." + reader(shape) + "(" + member + ")";
    };
  }

  private String reader(ShapeModel shape) {
    return switch (type(shape)) {
      case "Boolean" -> "bool";
      case "Integer" -> "integer";
      case "Long" -> "longInteger";
      case "Double" -> "number";
      case "byte[]" -> "blob";
      case "Instant" -> "timestamp";
      default -> "text";
    };
  }

  /// The statement that writes a value, without its semicolon.
  String write(ShapeModel shape, String out, String member, String value) {
    String start = out + "." + writer(shape) + "(" + member + ", " + value;
    return switch (shape.type()) {
      case "list" -> {
        ShapeModel element = shape(shape.members().getFirst());
        yield start + ", (w, e, v) -> " + write(element, "w", "e", "v") + ")";
      }
      case "map" -> {
        ShapeModel element = shape(shape.members().getLast());
        yield start + ", (w, e, v) -> " + write(element, "w", "e", "v") + ")";
      }
      default -> start + ")";
    };
  }

  private String writer(ShapeModel shape) {
    return switch (shape.type()) {
      case "structure", "union" -> "structure";
      case "list" -> "list";
      case "map" -> "map";
      default ->
          switch (type(shape)) {
            case "Boolean" -> "bool";
            case "Integer", "Long" -> "integer";
            case "Double" -> "number";
            case "byte[]" -> "blob";
            case "Instant" -> "timestamp";
            default -> "text";
          };
    };
  }

  /// The expression that makes a member.
  String member(MemberModel member, int index) {
    String xmlName = member.xmlName() == null ? "null" : '"' + member.xmlName() + '"';
    return "new Member(\"%s\", %d, () -> %s, new Member.Traits(%s, %s, %s))"
        .formatted(
            member.name(),
            index,
            schema(shape(member)),
            member.required(),
            xmlName,
            member.flattened());
  }

  /// `QueueUrlList` becomes `QUEUE_URL_LIST`.
  static String constant(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(java.util.Locale.ROOT);
  }
}
