package dev.junction.topic.domain;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Texts as JSON writes them.
public final class JsonText {

  private JsonText() {}

  /// Appends what [JsonValue] has read.
  public static StringBuilder write(StringBuilder out, @Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      out.append('{');
      for (Map.Entry<?, ?> member : members.entrySet()) {
        separate(out, '{');
        quote(out, String.valueOf(member.getKey())).append(':');
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
      return quote(out, text);
    }
    return out.append(
        value instanceof BigDecimal || value instanceof Boolean ? value.toString() : "null");
  }

  private static void separate(StringBuilder out, char opening) {
    if (out.charAt(out.length() - 1) != opening) {
      out.append(',');
    }
  }

  /// Appends a text in quotes.
  public static StringBuilder quote(StringBuilder out, String text) {
    out.append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\') {
        continue;
      }
      out.append(text, from, i);
      from = i + 1;
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out.append(text, from, text.length()).append('"');
  }
}
