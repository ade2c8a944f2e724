package dev.junction.schema.binding;

import dev.junction.schema.content.Shape;
import dev.junction.schema.content.Types;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Classes for Java 8 and later without any library: members with getters and setters, and the way
/// from and to maps, which is what every JSON library reads and writes. What Java itself has is
/// always written with its package, as types of a schema may be called the same.
final class JavaBinding {

  private static final String VALUES = "BindingValues";
  private static final String MAP = "java.util.Map<java.lang.String, java.lang.Object>";

  private static final Set<String> RESERVED =
      Set.of(
          "abstract",
          "assert",
          "boolean",
          "break",
          "byte",
          "case",
          "catch",
          "char",
          "class",
          "const",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extends",
          "final",
          "finally",
          "float",
          "for",
          "goto",
          "if",
          "implements",
          "import",
          "instanceof",
          "int",
          "interface",
          "long",
          "native",
          "new",
          "package",
          "private",
          "protected",
          "public",
          "return",
          "short",
          "static",
          "strictfp",
          "super",
          "switch",
          "synchronized",
          "this",
          "throw",
          "throws",
          "transient",
          "try",
          "void",
          "volatile",
          "while",
          "true",
          "false",
          "null",
          "_");

  private final Types types;
  private final String packageName;
  private final Map<String, String> classes;

  JavaBinding(Types types, Language.Place place) {
    this.types = types;
    packageName = "schema." + place.path(".", RESERVED);
    classes = Identifiers.of(types.objects().keySet(), Identifiers.Style.PASCAL, Set.of(VALUES));
  }

  Map<String, String> files() {
    String folder = packageName.replace('.', '/') + "/";
    Map<String, String> files = new LinkedHashMap<>();
    types
        .objects()
        .forEach(
            (name, members) ->
                files.put(folder + classes.get(name) + ".java", file(name, members)));
    files.put(folder + VALUES + ".java", values());
    return files;
  }

  private String file(String name, Types.Members members) {
    String type = classes.get(name);
    Map<String, String> fields =
        Identifiers.of(members.byName().keySet(), Identifiers.Style.CAMEL, RESERVED);
    StringBuilder out = new StringBuilder();
    out.append("package ").append(packageName).append(";\n\n");
    out.append("public final class ").append(type).append(" {\n");
    fields.forEach(
        (member, field) ->
            out.append("  private ")
                .append(javaType(members.type(member)))
                .append(' ')
                .append(field)
                .append(";\n"));
    fields.forEach(
        (member, field) -> {
          String java = javaType(members.type(member));
          // `getClass` is there already, and final.
          String suffix = field.substring(0, 1).toUpperCase(Locale.ROOT);
          suffix += field.substring(1);
          suffix = suffix.equals("Class") ? "Class_" : suffix;
          out.append("\n  public ").append(java).append(" get").append(suffix);
          out.append("() {\n    return this.").append(field).append(";\n  }\n");
          out.append("\n  public void set").append(suffix).append('(').append(java);
          out.append(" value) {\n    this.").append(field).append(" = value;\n  }\n");
        });
    out.append("\n  public static ").append(type);
    out.append(" fromMap(java.util.Map<java.lang.String, ?> map) {\n    ");
    out.append(type).append(" made = new ").append(type).append("();\n");
    fields.forEach(
        (member, field) ->
            out.append("    made.")
                .append(field)
                .append(" = ")
                .append(read(members.type(member), "map.get(" + Quoted.of(member) + ")", 0))
                .append(";\n"));
    out.append("    return made;\n  }\n");
    out.append("\n  public ").append(MAP).append(" toMap() {\n");
    out.append("    ").append(MAP).append(" map = new java.util.LinkedHashMap<>();\n");
    fields.forEach(
        (member, field) ->
            out.append("    if (this.")
                .append(field)
                .append(" != null) {\n      map.put(")
                .append(Quoted.of(member))
                .append(", ")
                .append(VALUES)
                .append(".plain(this.")
                .append(field)
                .append("));\n    }\n"));
    return out.append("    return map;\n  }\n}\n").toString();
  }

  private String javaType(Types.Type type) {
    return switch (type) {
      case Types.Scalar(Shape.Kind kind) ->
          switch (kind) {
            case TEXT -> "java.lang.String";
            case TIME -> "java.time.OffsetDateTime";
            case WHOLE -> "java.lang.Long";
            case NUMBER -> "java.lang.Double";
            case FLAG -> "java.lang.Boolean";
          };
      case Types.ListOf(Types.Type element) -> "java.util.List<" + javaType(element) + ">";
      case Types.MapOf(Types.Type value) ->
          "java.util.Map<java.lang.String, " + javaType(value) + ">";
      case Types.Named(String name) -> String.valueOf(classes.get(name));
      case Types.Anything _ -> "java.lang.Object";
    };
  }

  private String read(Types.Type type, String value, int depth) {
    String inner = "v" + depth;
    return switch (type) {
      case Types.Scalar(Shape.Kind kind) ->
          switch (kind) {
            case TEXT -> VALUES + ".text(" + value + ")";
            case TIME -> VALUES + ".time(" + value + ")";
            case WHOLE -> VALUES + ".whole(" + value + ")";
            case NUMBER -> VALUES + ".number(" + value + ")";
            case FLAG -> VALUES + ".flag(" + value + ")";
          };
      case Types.ListOf(Types.Type element) ->
          VALUES + ".list(" + value + ", " + inner + " -> " + read(element, inner, depth + 1) + ")";
      case Types.MapOf(Types.Type each) ->
          VALUES + ".map(" + value + ", " + inner + " -> " + read(each, inner, depth + 1) + ")";
      case Types.Named(String name) ->
          VALUES + ".object(" + value + ", " + classes.get(name) + "::fromMap)";
      case Types.Anything _ -> value;
    };
  }

  private String values() {
    StringBuilder plain = new StringBuilder();
    for (String type : classes.values()) {
      plain.append("    if (value instanceof ").append(type).append(") {\n");
      plain.append("      return ((").append(type).append(") value).toMap();\n    }\n");
    }
    return "package " + packageName + ";\n\n" + VALUES_TEXT.replace("@PLAIN@\n", plain.toString());
  }

  private static final String VALUES_TEXT =
      """
      final class BindingValues {
        private BindingValues() {}

        static java.lang.String text(java.lang.Object value) {
          return value == null ? null : value.toString();
        }

        static java.time.OffsetDateTime time(java.lang.Object value) {
          return value == null ? null : java.time.OffsetDateTime.parse(value.toString());
        }

        static java.lang.Long whole(java.lang.Object value) {
          return value == null ? null : ((java.lang.Number) value).longValue();
        }

        static java.lang.Double number(java.lang.Object value) {
          return value == null ? null : ((java.lang.Number) value).doubleValue();
        }

        static java.lang.Boolean flag(java.lang.Object value) {
          return (java.lang.Boolean) value;
        }

        static <T> java.util.List<T> list(
            java.lang.Object value, java.util.function.Function<java.lang.Object, T> each) {
          if (value == null) {
            return null;
          }
          java.util.List<T> list = new java.util.ArrayList<>();
          for (java.lang.Object element : (java.lang.Iterable<?>) value) {
            list.add(each.apply(element));
          }
          return list;
        }

        static <T> java.util.Map<java.lang.String, T> map(
            java.lang.Object value, java.util.function.Function<java.lang.Object, T> each) {
          if (value == null) {
            return null;
          }
          java.util.Map<java.lang.String, T> map = new java.util.LinkedHashMap<>();
          for (java.util.Map.Entry<?, ?> entry : ((java.util.Map<?, ?>) value).entrySet()) {
            map.put(java.lang.String.valueOf(entry.getKey()), each.apply(entry.getValue()));
          }
          return map;
        }

        @java.lang.SuppressWarnings("unchecked")
        static <T> T object(
            java.lang.Object value,
            java.util.function.Function<java.util.Map<java.lang.String, ?>, T> make) {
          return value == null ? null : make.apply((java.util.Map<java.lang.String, ?>) value);
        }

        static java.lang.Object plain(java.lang.Object value) {
      @PLAIN@
          if (value instanceof java.time.OffsetDateTime) {
            return value.toString();
          }
          if (value instanceof java.util.List) {
            java.util.List<java.lang.Object> list = new java.util.ArrayList<>();
            for (java.lang.Object element : (java.util.List<?>) value) {
              list.add(plain(element));
            }
            return list;
          }
          if (value instanceof java.util.Map) {
            java.util.Map<java.lang.String, java.lang.Object> map = new java.util.LinkedHashMap<>();
            for (java.util.Map.Entry<?, ?> entry : ((java.util.Map<?, ?>) value).entrySet()) {
              map.put(java.lang.String.valueOf(entry.getKey()), plain(entry.getValue()));
            }
            return map;
          }
          return value;
        }
      }
      """;
}
