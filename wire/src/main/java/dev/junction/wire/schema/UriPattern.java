package dev.junction.wire.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The path and fixed query parameters that an operation answers to.
///
/// Shape: `/functions/{FunctionName}/invocations`, `/{key+}` for a label that takes several
/// segments, `/?tagging` or `/?list-type=2` for fixed query parameters. Source: Smithy 2.0
/// specification, "http trait, uri".
///
/// @param segments what lies between the slashes
/// @param query the fixed query parameters; an empty value stands for a name alone
public record UriPattern(List<Segment> segments, Map<String, String> query) {

  /// What lies between two slashes of a pattern.
  public sealed interface Segment {

    /// A fixed text.
    record Literal(String text) implements Segment {}

    /// A value: of one segment, or when greedy of one and all that follow up to the next literal.
    record Label(String member, boolean greedy) implements Segment {}
  }

  /// The pattern of operations that do not use the path.
  public static final UriPattern ROOT = parse("/");

  /// Reads the model's text form.
  public static UriPattern parse(String text) {
    int mark = text.indexOf('?');
    String path = mark < 0 ? text : text.substring(0, mark);
    List<Segment> segments = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (!part.isEmpty()) {
        segments.add(segment(part));
      }
    }
    Map<String, String> query = new LinkedHashMap<>();
    if (mark >= 0) {
      for (String parameter : text.substring(mark + 1).split("&", -1)) {
        int equals = parameter.indexOf('=');
        query.put(
            equals < 0 ? parameter : parameter.substring(0, equals),
            equals < 0 ? "" : parameter.substring(equals + 1));
      }
    }
    return new UriPattern(List.copyOf(segments), Collections.unmodifiableMap(query));
  }

  private static Segment segment(String part) {
    if (part.startsWith("{") && part.endsWith("+}")) {
      return new Segment.Label(part.substring(1, part.length() - 2), true);
    }
    if (part.startsWith("{") && part.endsWith("}")) {
      return new Segment.Label(part.substring(1, part.length() - 1), false);
    }
    return new Segment.Literal(part);
  }

  /// The model's text form.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Segment segment : segments) {
      text.append('/');
      switch (segment) {
        case Segment.Literal(String literal) -> text.append(literal);
        case Segment.Label(String member, boolean greedy) ->
            text.append('{').append(member).append(greedy ? "+}" : "}");
      }
    }
    char separator = '?';
    if (segments.isEmpty()) {
      text.append('/');
    }
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      text.append(separator).append(parameter.getKey());
      if (!parameter.getValue().isEmpty()) {
        text.append('=').append(parameter.getValue());
      }
      separator = '&';
    }
    return text.toString();
  }
}
