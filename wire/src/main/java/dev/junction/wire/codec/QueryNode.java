package dev.junction.wire.codec;

import dev.junction.wire.schema.MalformedInput;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parameters of a query-protocol request as a tree: `Entry.1.Id` stands below `Entry` and `1`.
///
/// Limits: depth and number of parameters are capped, so that a small request stays a small tree.
public final class QueryNode {

  private static final int PARAMETERS_MAX = 10_000;
  private static final int DEPTH_MAX = 16;

  private final Map<String, QueryNode> children = new LinkedHashMap<>();
  private @Nullable String value;

  /// Reads `a=b&c=d` texts, each percent-encoded; null ones are passed over.
  public static QueryNode parse(@Nullable String... texts) {
    QueryNode root = new QueryNode();
    int count = 0;
    for (String text : texts) {
      if (text == null || text.isEmpty()) {
        continue;
      }
      for (String pair : text.split("&")) {
        if (++count > PARAMETERS_MAX) {
          throw new MalformedInput("Too many parameters");
        }
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        root.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return root;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new MalformedInput("Malformed percent-encoding in a parameter");
    }
  }

  /// Adds a parameter under its dotted name.
  public void put(String name, String text) {
    QueryNode node = this;
    int depth = 0;
    for (String part : name.split("\\.")) {
      if (++depth > DEPTH_MAX) {
        throw new MalformedInput("A parameter is nested too deep");
      }
      node = node.children.computeIfAbsent(part, _ -> new QueryNode());
    }
    node.value = text;
  }

  /// The text of a parameter at the top, or null.
  public @Nullable String text(String name) {
    QueryNode node = children.get(name);
    return node == null ? null : node.value;
  }

  @Nullable QueryNode child(String name) {
    return children.get(name);
  }

  @Nullable String value() {
    return value;
  }

  /// The numbered children in the order of their numbers, whatever gaps there are.
  Iterable<QueryNode> entries() {
    TreeMap<Integer, QueryNode> numbered = new TreeMap<>();
    children.forEach(
        (name, node) -> {
          try {
            numbered.put(Integer.parseInt(name), node);
          } catch (NumberFormatException _) {
            throw new MalformedInput("Expected a number instead of " + name);
          }
        });
    return numbered.values();
  }
}
