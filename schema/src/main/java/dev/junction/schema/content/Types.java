package dev.junction.schema.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The types that a schema describes, as far as programs have use for them: named objects of
/// members, lists, maps and scalars. What cannot be said so is anything.
///
/// @param root the name of the object that an event is
/// @param objects every named object, the root first
public record Types(String root, Map<String, Members> objects) {

  /// The members of an object.
  public record Members(Map<String, Type> byName, Set<String> required) {

    /// The type of a member that is there.
    public Type type(String member) {
      return Objects.requireNonNull(byName.get(member));
    }
  }

  /// What a value is.
  public sealed interface Type {}

  public record Scalar(Shape.Kind kind) implements Type {}

  public record ListOf(Type element) implements Type {}

  public record MapOf(Type value) implements Type {}

  /// One of the named objects.
  public record Named(String name) implements Type {}

  public record Anything() implements Type {}

  /// The name of the schema that events have: `AWSEvent`, or else the first one.
  static @Nullable String rootOf(Map<String, @Nullable Object> schemas) {
    if (schemas.containsKey(EventSchema.ROOT)) {
      return EventSchema.ROOT;
    }
    return schemas.keySet().stream().findFirst().orElse(null);
  }

  /// Reads a schema that was checked.
  ///
  /// @param isOpenApi which form it has
  /// @param title what an object without a name is called
  public static Types read(String content, boolean isOpenApi, String title) {
    Map<String, @Nullable Object> document = Json.asObject(Json.object(content));
    Reader reader = new Reader();
    if (isOpenApi) {
      Map<String, @Nullable Object> schemas =
          Json.asObject(Json.asObject(document.get("components")).get("schemas"));
      String root = rootOf(schemas);
      reader.known.putAll(schemas);
      return reader.finish(root == null ? reader.empty(title) : reader.named(root));
    }
    reader.known.putAll(Json.asObject(document.get("definitions")));
    String name = EventSchema.pascal(document.get("title") instanceof String given ? given : title);
    return reader.finish(reader.root(name, document));
  }

  /// One reading.
  private static final class Reader {
    private final Map<String, @Nullable Object> known = new LinkedHashMap<>();
    private final Map<String, Members> objects = new LinkedHashMap<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    Types finish(String root) {
      // Those that nothing refers to are wanted as well.
      known.keySet().stream().filter(this::isObject).forEach(this::named);
      Map<String, Members> ordered = new LinkedHashMap<>();
      Members first = objects.get(root);
      ordered.put(root, first == null ? new Members(Map.of(), Set.of()) : first);
      ordered.putAll(objects);
      return new Types(root, ordered);
    }

    String empty(String title) {
      return fresh(EventSchema.pascal(title));
    }

    String root(String name, Map<String, @Nullable Object> schema) {
      String free = fresh(name);
      members(free, schema);
      return free;
    }

    /// The name of a schema that the document names.
    String named(String schema) {
      String there = names.get(schema);
      if (there != null) {
        return there;
      }
      String name = fresh(EventSchema.pascal(schema));
      names.put(schema, name);
      members(name, Json.asObject(known.get(schema)));
      return name;
    }

    private String fresh(String wanted) {
      String free = wanted;
      for (int i = 2; !taken.add(free); i++) {
        free = wanted + i;
      }
      return free;
    }

    private void members(String name, Map<String, @Nullable Object> schema) {
      Map<String, Type> members = new LinkedHashMap<>();
      Set<String> required = new LinkedHashSet<>(Json.asTexts(schema.get("required")));
      // Placed before its members, so that they come behind it.
      objects.put(name, new Members(members, required));
      Json.asObject(schema.get("properties"))
          .forEach(
              (member, inner) ->
                  members.put(
                      member, type(Json.asObject(inner), name + EventSchema.pascal(member))));
    }

    private Type type(Map<String, @Nullable Object> schema, String name) {
      if (schema.get("$ref") instanceof String reference) {
        return referred(reference, name);
      }
      if (schema.containsKey("allOf")
          || schema.containsKey("anyOf")
          || schema.containsKey("oneOf")) {
        return new Anything();
      }
      Object type = schema.get("type");
      if (type instanceof List<?> several) {
        List<Object> others = new ArrayList<>(several);
        others.remove("null");
        type = others.size() == 1 ? others.getFirst() : null;
      }
      String text = type instanceof String given ? given : "";
      if (text.isEmpty()) {
        return schema.containsKey("properties") ? object(schema, name) : new Anything();
      }
      return switch (text) {
        case "object" -> object(schema, name);
        case "array" -> new ListOf(type(Json.asObject(schema.get("items")), name + "Item"));
        default -> scalar(text, schema.get("format"));
      };
    }

    private static Type scalar(String type, @Nullable Object format) {
      Shape.Kind kind = Shape.Kind.of(type, format instanceof String text ? text : null);
      return kind == null ? new Anything() : new Scalar(kind);
    }

    private Type object(Map<String, @Nullable Object> schema, String name) {
      if (schema.containsKey("properties")) {
        return new Named(root(name, schema));
      }
      return schema.get("additionalProperties") instanceof Map<?, ?> values
          ? new MapOf(type(Json.asObject(values), name + "Value"))
          : new Anything();
    }

    private Type referred(String reference, String name) {
      String schema = reference.substring(reference.lastIndexOf('/') + 1);
      Object found = known.get(schema);
      if (!(found instanceof Map<?, ?>)) {
        return new Anything();
      }
      Map<String, @Nullable Object> target = Json.asObject(found);
      // A name for something other than an object is followed once; a second one is anything.
      return isObject(schema)
          ? new Named(named(schema))
          : target.containsKey("$ref") ? new Anything() : plain(target, schema, name);
    }

    private boolean isObject(String schema) {
      return Json.asObject(known.get(schema)).containsKey("properties");
    }

    private Type plain(Map<String, @Nullable Object> target, String schema, String name) {
      if (!following.add(schema)) {
        return new Anything();
      }
      Type type = type(target, name);
      following.remove(schema);
      return type;
    }

    private final Set<String> following = new LinkedHashSet<>();
  }
}
