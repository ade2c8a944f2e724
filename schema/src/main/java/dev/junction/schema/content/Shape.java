package dev.junction.schema.content;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What values look like: inferred from events, and put together when several events differ.
///
/// Pure: no state, no time.
public sealed interface Shape {

  /// A value of one kind.
  record Scalar(Kind kind) implements Shape {}

  /// A list.
  record Array(Shape element) implements Shape {}

  /// An object.
  ///
  /// @param members each member that was seen
  /// @param required those that were always there
  record Structure(Map<String, Shape> members, Set<String> required) implements Shape {}

  /// Nothing was seen that would say: null, or an element of an empty list.
  record Unknown() implements Shape {}

  /// Anything: values that have nothing in common.
  record Anything() implements Shape {}

  /// The kinds of scalars, each with how schemas name it.
  enum Kind {
    TEXT("string", null),
    TIME("string", "date-time"),
    WHOLE("integer", "int64"),
    NUMBER("number", "double"),
    FLAG("boolean", null);

    private final String type;
    private final @Nullable String format;

    Kind(String type, @Nullable String format) {
      this.type = type;
      this.format = format;
    }

    public String type() {
      return type;
    }

    public @Nullable String format() {
      return format;
    }

    /// The kind that a schema names; null for another one.
    public static @Nullable Kind of(String type, @Nullable String format) {
      return switch (type) {
        case "string" -> "date-time".equals(format) ? TIME : TEXT;
        case "integer" -> WHOLE;
        case "number" -> NUMBER;
        case "boolean" -> FLAG;
        default -> null;
      };
    }
  }

  /// The shape of a JSON value.
  static Shape of(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> object -> {
        Map<String, Shape> members = new LinkedHashMap<>();
        object.forEach((name, member) -> members.put(String.valueOf(name), of(member)));
        yield new Structure(members, new LinkedHashSet<>(members.keySet()));
      }
      case List<?> list -> {
        List<Shape> shapes = new ArrayList<>();
        list.forEach(element -> shapes.add(of(element)));
        yield new Array(shapes.stream().reduce(Shape::together).orElse(new Unknown()));
      }
      case String text -> new Scalar(isTime(text) ? Kind.TIME : Kind.TEXT);
      case BigInteger _ -> new Scalar(Kind.WHOLE);
      case BigDecimal _ -> new Scalar(Kind.NUMBER);
      case Boolean _ -> new Scalar(Kind.FLAG);
      case null, default -> new Unknown();
    };
  }

  private static boolean isTime(String text) {
    if (text.length() < 17 || text.length() > 40 || text.charAt(10) != 'T') {
      return false;
    }
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  /// What holds for values of either shape.
  static Shape together(Shape one, Shape two) {
    if (one.equals(two) || two instanceof Unknown) {
      return one;
    }
    return switch (one) {
      case Structure(var members, var required) when two instanceof Structure other -> {
        Map<String, Shape> all = new LinkedHashMap<>(members);
        other.members.forEach((name, shape) -> all.merge(name, shape, Shape::together));
        Set<String> both = new LinkedHashSet<>(required);
        both.retainAll(other.required);
        yield new Structure(all, both);
      }
      case Array(Shape element) when two instanceof Array(Shape other) ->
          new Array(together(element, other));
      case Scalar(Kind kind) when two instanceof Scalar(Kind other) -> together(kind, other);
      case Unknown _ -> two;
      case Structure _, Array _, Scalar _, Anything _ -> new Anything();
    };
  }

  private static Shape together(Kind one, Kind two) {
    boolean texts = one.type.equals("string") && two.type.equals("string");
    boolean numbers = isNumber(one) && isNumber(two);
    return texts ? new Scalar(Kind.TEXT) : numbers ? new Scalar(Kind.NUMBER) : new Anything();
  }

  private static boolean isNumber(Kind kind) {
    return kind == Kind.WHOLE || kind == Kind.NUMBER;
  }
}
