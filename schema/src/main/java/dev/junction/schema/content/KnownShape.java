package dev.junction.schema.content;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The shape that an inferred schema says, so that further events can be put together with it.
final class KnownShape {

  private final Map<String, @Nullable Object> schemas;
  private final Set<String> following = new LinkedHashSet<>();

  private KnownShape(Map<String, @Nullable Object> schemas) {
    this.schemas = schemas;
  }

  /// Reads a document of OpenAPI.
  static EventSchema read(String openApi) {
    Map<String, @Nullable Object> document = Json.asObject(Json.object(openApi));
    Map<String, @Nullable Object> schemas =
        Json.asObject(Json.asObject(document.get("components")).get("schemas"));
    String root = Types.rootOf(schemas);
    Map<String, @Nullable Object> schema = Json.asObject(root == null ? null : schemas.get(root));
    return new EventSchema(
        text(schema.get("x-amazon-events-source")),
        text(schema.get("x-amazon-events-detail-type")),
        new KnownShape(schemas).shape(schema),
        "");
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private Shape shape(Map<String, @Nullable Object> schema) {
    if (schema.get("$ref") instanceof String reference) {
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      if (!following.add(name)) {
        return new Shape.Anything();
      }
      Shape found = shape(Json.asObject(schemas.get(name)));
      following.remove(name);
      return found;
    }
    String type = text(schema.get("type"));
    return switch (type) {
      case "object" -> {
        Map<String, Shape> members = new LinkedHashMap<>();
        Json.asObject(schema.get("properties"))
            .forEach((name, member) -> members.put(name, shape(Json.asObject(member))));
        yield new Shape.Structure(
            members, new LinkedHashSet<>(Json.asTexts(schema.get("required"))));
      }
      case "array" -> new Shape.Array(shape(Json.asObject(schema.get("items"))));
      default -> {
        Shape.Kind kind =
            Shape.Kind.of(type, schema.get("format") instanceof String format ? format : null);
        yield kind == null ? new Shape.Anything() : new Shape.Scalar(kind);
      }
    };
  }
}
