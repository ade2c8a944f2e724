package dev.junction.schema.binding;

import dev.junction.schema.content.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A module for Python 3.6 and later without any library: classes with the way from and to
/// dictionaries. Times stay texts.
final class PythonBinding {

  private static final Set<String> RESERVED =
      Set.of(
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield",
          "self",
          "from_dict",
          "to_dict");

  private static final String HELPERS =
      """
      def _plain(value):
          if hasattr(value, 'to_dict'):
              return value.to_dict()
          if isinstance(value, list):
              return [_plain(v) for v in value]
          if isinstance(value, dict):
              return {k: _plain(v) for k, v in value.items()}
          return value


      def _object(value, make):
          return None if value is None else make(value)


      def _list(value, each):
          return None if value is None else [each(v) for v in value]


      def _map(value, each):
          return None if value is None else {k: each(v) for k, v in value.items()}
      """;

  private final Types types;
  private final String folder;
  private final Map<String, String> classes;

  PythonBinding(Types types, Language.Place place) {
    this.types = types;
    folder = "schema/" + place.path("/", RESERVED);
    classes =
        Identifiers.of(
            types.objects().keySet(), Identifiers.Style.PASCAL, Set.of("None", "True", "False"));
  }

  Map<String, String> files() {
    StringBuilder out = new StringBuilder(HELPERS);
    types.objects().forEach((name, members) -> write(out, name, members));
    Map<String, String> files = new LinkedHashMap<>();
    String path = "";
    for (String part : folder.split("/")) {
      path += part + "/";
      files.put(path + "__init__.py", "");
    }
    String names = String.join(", ", classes.values());
    files.put(folder + "/__init__.py", "from .events import " + names + "\n");
    files.put(folder + "/events.py", out.toString());
    return files;
  }

  private void write(StringBuilder out, String name, Types.Members members) {
    Map<String, String> fields =
        Identifiers.of(members.byName().keySet(), Identifiers.Style.SNAKE, RESERVED);
    out.append("\n\nclass ").append(classes.get(name)).append(":\n");
    out.append("    def __init__(self");
    fields.values().forEach(field -> out.append(", ").append(field).append("=None"));
    out.append("):\n");
    fields
        .values()
        .forEach(field -> out.append("        self.").append(field).append(" = " + field + "\n"));
    if (fields.isEmpty()) {
      out.append("        pass\n");
    }
    out.append("\n    @classmethod\n    def from_dict(cls, values):\n        made = cls()\n");
    fields.forEach(
        (member, field) -> {
          String value = "values.get(" + Quoted.python(member) + ")";
          out.append("        made.").append(field).append(" = ");
          out.append(read(members.type(member), value, 0)).append('\n');
        });
    out.append("        return made\n");
    out.append("\n    def to_dict(self):\n        values = {}\n");
    fields.forEach(
        (member, field) -> {
          out.append("        if self.").append(field).append(" is not None:\n");
          out.append("            values[").append(Quoted.python(member)).append("] = ");
          out.append("_plain(self.").append(field).append(")\n");
        });
    out.append("        return values\n");
  }

  private String read(Types.Type type, String value, int depth) {
    if (isPlain(type)) {
      return value;
    }
    String inner = "v" + depth;
    return switch (type) {
      case Types.Scalar _, Types.Anything _ -> value;
      case Types.Named(String name) ->
          "_object(" + value + ", " + classes.get(name) + ".from_dict)";
      case Types.ListOf(Types.Type element) ->
          "_list(" + value + ", lambda " + inner + ": " + read(element, inner, depth + 1) + ")";
      case Types.MapOf(Types.Type each) ->
          "_map(" + value + ", lambda " + inner + ": " + read(each, inner, depth + 1) + ")";
    };
  }

  private static boolean isPlain(Types.Type type) {
    return switch (type) {
      case Types.Scalar _, Types.Anything _ -> true;
      case Types.Named _ -> false;
      case Types.ListOf(Types.Type element) -> isPlain(element);
      case Types.MapOf(Types.Type value) -> isPlain(value);
    };
  }
}
