package dev.junction.wire.codec.rest;

import dev.junction.wire.schema.MalformedInput;
import java.util.ArrayList;
import java.util.List;

/// Lists of values in one header field, between commas, with quotes where a value has a comma.
///
/// Source: RFC 9110, section 5.6; Smithy 2.0, "httpHeader trait".
final class HeaderLists {

  private HeaderLists() {}

  /// The values of a field. A date of HTTP has a comma itself, so every second one counts then.
  static List<String> split(String field, boolean httpDates) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    int commas = 0;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (quoted && c == '\\' && i + 1 < field.length()) {
        value.append(c).append(field.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
        value.append(c);
      } else if (c == ',' && !quoted && (!httpDates || ++commas % 2 == 0)) {
        values.add(unquoted(value.toString().trim()));
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    if (quoted) {
      throw new MalformedInput("A header field has a quote without an end");
    }
    if (!value.isEmpty() || !values.isEmpty()) {
      values.add(unquoted(value.toString().trim()));
    }
    return values;
  }

  private static String unquoted(String value) {
    if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
      return value;
    }
    return value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
  }

  /// A string as one value of a field.
  static String quoted(String value) {
    boolean plain = value.indexOf(',') < 0 && value.indexOf('"') < 0;
    return plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
