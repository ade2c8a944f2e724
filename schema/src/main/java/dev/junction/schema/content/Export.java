package dev.junction.schema.content;

import dev.junction.kernel.Invariant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An OpenAPI document as JSON Schema, draft 4.
///
/// References go to `definitions`, a member that can be null gets the type `null` beside its own,
/// and what only OpenAPI knows is left out. Pure.
public final class Export {

  private static final String FROM = "#/components/schemas/";
  private static final String TO = "#/definitions/";
  private static final Set<String> ONLY_OPEN_API =
      Set.of(
          "nullable",
          "discriminator",
          "readOnly",
          "writeOnly",
          "xml",
          "externalDocs",
          "example",
          "deprecated");

  private Export() {}

  /// Turns a document, which was checked, into the other form. The first of its schemas is the
  /// root.
  public static String jsonSchema(String openApi) {
    Map<String, @Nullable Object> document = Json.object(openApi);
    Invariant.check(document != null, "A document of OpenAPI is no JSON");
    Map<String, @Nullable Object> schemas = new LinkedHashMap<>();
    if (document != null) {
      schemas = Json.asObject(Json.asObject(document.get("components")).get("schemas"));
    }
    Map<String, @Nullable Object> definitions = new LinkedHashMap<>();
    schemas.forEach((name, schema) -> definitions.put(name, schema(Json.asObject(schema))));
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    written.put("$schema", "http://json-schema.org/draft-04/schema#");
    if (document != null
        && Json.asObject(document.get("info")).get("title") instanceof String title) {
      written.put("title", title);
    }
    String root = Types.rootOf(schemas);
    if (root != null) {
      written.putAll(Json.asObject(definitions.get(root)));
    }
    definitions.keySet().removeIf(name -> name.equals(root) && !isReferred(definitions, name));
    if (!definitions.isEmpty()) {
      written.put("definitions", definitions);
    }
    return Json.text(written);
  }

  private static boolean isReferred(Map<String, @Nullable Object> definitions, String name) {
    return Json.text(definitions).contains("\"" + TO + name + "\"");
  }

  private static Map<String, @Nullable Object> schema(Map<String, @Nullable Object> schema) {
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    boolean nullable = Boolean.TRUE.equals(schema.get("nullable"));
    schema.forEach(
        (name, value) -> {
          if (name.equals("properties")) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            Json.asObject(value)
                .forEach((member, inner) -> members.put(member, schema(Json.asObject(inner))));
            written.put(name, members);
          } else if (name.equals("type") && nullable && value instanceof String type) {
            written.put(name, List.of(type, "null"));
          } else if (name.equals("$ref") && value instanceof String reference) {
            written.put(
                name,
                reference.startsWith(FROM) ? TO + reference.substring(FROM.length()) : reference);
          } else if (isSchema(name) && value instanceof Map<?, ?>) {
            written.put(name, schema(Json.asObject(value)));
          } else if (isListOfSchemas(name) && value instanceof List<?> list) {
            List<@Nullable Object> each = new ArrayList<>();
            list.forEach(inner -> each.add(schema(Json.asObject(inner))));
            written.put(name, each);
          } else if (!ONLY_OPEN_API.contains(name) && !name.startsWith("x-")) {
            written.put(name, value);
          }
        });
    return written;
  }

  private static boolean isSchema(String name) {
    return name.equals("items") || name.equals("not") || name.equals("additionalProperties");
  }

  private static boolean isListOfSchemas(String name) {
    return name.equals("allOf") || name.equals("anyOf") || name.equals("oneOf");
  }
}
