package dev.junction.schema.binding;

import dev.junction.schema.content.Shape;
import dev.junction.schema.content.Types;
import java.util.Map;
import java.util.Set;

/// Structures for Go 1 with the tags that `encoding/json` reads.
///
/// A member whose name a tag cannot hold (a quotation mark, a backslash, a grave accent, a comma)
/// is left out with a comment.
final class GoBinding {

  /// Keywords, and names of packages that nothing can import.
  private static final Set<String> RESERVED =
      Set.of(
          "_",
          "break",
          "case",
          "chan",
          "const",
          "continue",
          "default",
          "defer",
          "else",
          "fallthrough",
          "for",
          "func",
          "go",
          "goto",
          "if",
          "import",
          "interface",
          "main",
          "map",
          "package",
          "range",
          "return",
          "select",
          "struct",
          "switch",
          "type",
          "var");

  private final Types types;
  private final String packageName;
  private final String folder;
  private final Map<String, String> names;

  GoBinding(Types types, Language.Place place) {
    this.types = types;
    packageName = Identifiers.part(place.schema(), RESERVED);
    folder = "schema/" + place.path("/", RESERVED);
    names = Identifiers.of(types.objects().keySet(), Identifiers.Style.PASCAL, Set.of());
  }

  Map<String, String> files() {
    StringBuilder out = new StringBuilder();
    types
        .objects()
        .forEach(
            (name, members) -> {
              Map<String, String> fields =
                  Identifiers.of(members.byName().keySet(), Identifiers.Style.PASCAL, Set.of());
              out.append("\ntype ").append(names.get(name)).append(" struct {\n");
              fields.forEach(
                  (member, field) ->
                      out.append(field(member, field, members.type(member), members)));
              out.append("}\n");
            });
    String imports = out.indexOf("time.Time") >= 0 ? "\nimport \"time\"\n" : "";
    return Map.of(folder + "/events.go", "package " + packageName + "\n" + imports + out);
  }

  private String field(String member, String field, Types.Type type, Types.Members members) {
    if (!member.matches("[ !#-+\\--\\[\\]-_a-~]+")) {
      return "\t// One member has a name that no tag can hold.\n";
    }
    boolean required = members.required().contains(member);
    String tag = "`json:\"" + member + (required ? "" : ",omitempty") + "\"`";
    // Types may hold themselves, which Go allows by pointer only.
    boolean pointer = type instanceof Types.Named || (!required && type instanceof Types.Scalar);
    return "\t" + field + " " + (pointer ? "*" : "") + goType(type) + " " + tag + "\n";
  }

  private String goType(Types.Type type) {
    return switch (type) {
      case Types.Scalar(Shape.Kind kind) ->
          switch (kind) {
            case TEXT -> "string";
            case TIME -> "time.Time";
            case WHOLE -> "int64";
            case NUMBER -> "float64";
            case FLAG -> "bool";
          };
      case Types.ListOf(Types.Type element) -> "[]" + goType(element);
      case Types.MapOf(Types.Type value) -> "map[string]" + goType(value);
      case Types.Named(String name) -> String.valueOf(names.get(name));
      case Types.Anything _ -> "interface{}";
    };
  }
}
