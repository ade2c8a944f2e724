package dev.junction.models.generator;

import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.TimestampFormat;
import dev.junction.wire.schema.Trait;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes traits and default values as Java expressions.
final class TraitWriter {

  private final JavaFile file;

  TraitWriter(JavaFile file) {
    this.file = file;
  }

  /// The traits as further arguments of a call, each after a comma.
  String arguments(List<Trait> traits, @Nullable Member member) {
    StringBuilder text = new StringBuilder();
    for (Trait trait : traits) {
      text.append(", ").append(expression(trait, member));
    }
    return text.toString();
  }

  private String expression(Trait trait, @Nullable Member member) {
    if (trait instanceof TimestampFormat format) {
      return file.use(TimestampFormat.class) + '.' + format.name();
    }
    String prefix = file.use(Trait.class) + '.';
    return switch (trait) {
      case Trait.Marker marker -> prefix + "Marker." + marker.name();
      case Trait.Enumeration(List<String> values) ->
          prefix + "Enumeration.of(" + texts(values) + ')';
      case Trait.IntegerEnumeration(List<Integer> values) ->
          prefix + "IntegerEnumeration.of(" + joined(values) + ')';
      case Trait.Range(String min, String max) ->
          "new " + prefix + "Range(" + textOrNull(min) + ", " + textOrNull(max) + ')';
      case Trait.Length(long min, long max) ->
          "new " + prefix + "Length(" + min + ", " + bound(prefix, max) + ')';
      case Trait.Default(Object value) -> "new " + prefix + "Default(" + value(member, value) + ')';
      case Trait.XmlNamespace(String uri, String xmlPrefix) ->
          "new " + prefix + "XmlNamespace(" + text(uri) + ", " + textOrNull(xmlPrefix) + ')';
      case Trait.JsonName(String name) -> named(prefix + "JsonName", name);
      case Trait.XmlName(String name) -> named(prefix + "XmlName", name);
      case Trait.HttpHeader(String name) -> named(prefix + "HttpHeader", name);
      case Trait.HttpPrefixHeaders(String name) -> named(prefix + "HttpPrefixHeaders", name);
      case Trait.HttpQuery(String name) -> named(prefix + "HttpQuery", name);
      case Trait.MediaType(String name) -> named(prefix + "MediaType", name);
      case Trait.Pattern(String regex, boolean whole) ->
          "new " + prefix + "Pattern(" + text(regex) + ", " + whole + ')';
      case TimestampFormat _ -> throw new IllegalStateException("Written above");
    };
  }

  private static String named(String type, String name) {
    return "new " + type + '(' + text(name) + ')';
  }

  private static String bound(String prefix, long max) {
    return max == Trait.Length.UNBOUNDED ? prefix + "Length.UNBOUNDED" : max + "L";
  }

  /// A default value as an expression of the member's type.
  String value(@Nullable Member member, Object value) {
    return switch (value) {
      case String string -> text(string);
      case Boolean flag -> flag.toString();
      case Byte number -> "(byte) " + number;
      case Short number -> "(short) " + number;
      case Integer number -> number.toString();
      case Long number -> number + "L";
      case Float number -> number + "f";
      case Double number -> number + "d";
      case BigInteger number ->
          "new " + file.use(BigInteger.class) + '(' + text(number.toString()) + ')';
      case BigDecimal number ->
          "new " + file.use(BigDecimal.class) + '(' + text(number.toString()) + ')';
      case byte[] bytes when bytes.length == 0 -> "new byte[0]";
      case List<?> list when list.isEmpty() -> file.use(List.class) + ".of()";
      case Map<?, ?> map when map.isEmpty() -> file.use(Map.class) + ".of()";
      case Instant instant -> file.use(Instant.class) + ".parse(" + text(instant.toString()) + ')';
      case Document.Untyped(Object inner) when inner != null -> value(member, inner);
      default -> throw new IllegalArgumentException("No expression for the default of " + member);
    };
  }

  private static String textOrNull(@Nullable String text) {
    return text == null ? "null" : text(text);
  }

  private static String texts(List<String> values) {
    return String.join(", ", values.stream().map(TraitWriter::text).toList());
  }

  private static String joined(List<Integer> values) {
    StringBuilder text = new StringBuilder();
    for (Iterator<Integer> each = values.iterator(); each.hasNext(); ) {
      text.append(each.next()).append(each.hasNext() ? ", " : "");
    }
    return text.toString();
  }

  /// A string literal.
  static String text(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < 0x20 || c > 0x7e) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    return text.append('"').toString();
  }
}
