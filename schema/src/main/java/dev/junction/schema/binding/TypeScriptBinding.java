package dev.junction.schema.binding;

import dev.junction.schema.content.Shape;
import dev.junction.schema.content.Types;
import java.util.Map;
import java.util.Set;

/// Interfaces for TypeScript 3 and later, with the members' own names. Times stay texts.
final class TypeScriptBinding {

  private final Types types;
  private final String folder;
  private final Map<String, String> names;

  TypeScriptBinding(Types types, Language.Place place) {
    this.types = types;
    folder = "schema/" + place.path("/", Set.of());
    names =
        Identifiers.of(
            types.objects().keySet(),
            Identifiers.Style.PASCAL,
            Set.of("Array", "Record", "Object", "String", "Number", "Boolean"));
  }

  Map<String, String> files() {
    StringBuilder out = new StringBuilder();
    types
        .objects()
        .forEach(
            (name, members) -> {
              out.append(out.isEmpty() ? "" : "\n");
              out.append("export interface ").append(names.get(name)).append(" {\n");
              members
                  .byName()
                  .forEach(
                      (member, type) ->
                          out.append("  ")
                              .append(Quoted.of(member))
                              .append(members.required().contains(member) ? ": " : "?: ")
                              .append(written(type))
                              .append(";\n"));
              out.append("}\n");
            });
    return Map.of(folder + "/events.ts", out.toString());
  }

  private String written(Types.Type type) {
    return switch (type) {
      case Types.Scalar(Shape.Kind kind) ->
          switch (kind) {
            case TEXT, TIME -> "string";
            case WHOLE, NUMBER -> "number";
            case FLAG -> "boolean";
          };
      case Types.ListOf(Types.Type element) -> "Array<" + written(element) + ">";
      case Types.MapOf(Types.Type value) -> "Record<string, " + written(value) + ">";
      case Types.Named(String name) -> String.valueOf(names.get(name));
      case Types.Anything _ -> "any";
    };
  }
}
