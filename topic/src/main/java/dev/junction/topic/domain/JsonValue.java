package dev.junction.topic.domain;

import dev.junction.expression.path.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Small JSON documents of clients as maps, lists, texts, numbers and truth values.
///
/// Limits: 20 levels. Of a repeated name the last value counts.
public final class JsonValue {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).build())
          .build();

  /// What stands for the value that JSON calls null.
  public static final Object NOTHING = new Object();

  private JsonValue() {}

  /// Reads an object; empty when the text is no JSON or no object.
  public static Optional<Map<String, Object>> object(String text) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Map<String, Object> object = members(in);
      return in.nextToken() == null ? Optional.of(object) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> members(JsonParser in) {
    Map<String, Object> members = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      members.put(name, value(in));
    }
    return members;
  }

  private static Object value(JsonParser in) {
    return switch (in.currentToken()) {
      case START_OBJECT -> members(in);
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(in));
        }
        yield elements;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getDecimalValue();
      case VALUE_STRING -> in.getString();
      default -> NOTHING;
    };
  }

  /// Appends what was read.
  public static StringBuilder write(StringBuilder out, @Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      out.append('{');
      for (Map.Entry<?, ?> member : members.entrySet()) {
        separate(out, '{');
        JsonText.quote(out, String.valueOf(member.getKey())).append(':');
        write(out, member.getValue());
      }
      return out.append('}');
    }
    if (value instanceof List<?> elements) {
      out.append('[');
      for (Object element : elements) {
        separate(out, '[');
        write(out, element);
      }
      return out.append(']');
    }
    if (value instanceof String text) {
      return JsonText.quote(out, text);
    }
    return out.append(
        value instanceof BigDecimal || value instanceof Boolean ? value.toString() : "null");
  }

  private static void separate(StringBuilder out, char opening) {
    if (out.charAt(out.length() - 1) != opening) {
      out.append(',');
    }
  }
}
