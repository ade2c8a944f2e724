package dev.junction.wire.codec.rest;

import dev.junction.wire.codec.PercentCoding;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.UriPattern;
import dev.junction.wire.schema.UriPattern.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the operation that a method, a path and query parameters ask for.
///
/// A literal wins over a label, a label over a greedy one, and more fixed query parameters over
/// fewer. Limits: paths of 200 segments. Source: Smithy 2.0, "http trait, specificity routing".
public final class UriRouter {

  private static final int SEGMENTS_MAX = 200;

  /// The operation found, and what the labels of its path stand for, decoded.
  public record Match(OperationSchema operation, Map<String, String> labels) {}

  /// What may follow after the same beginning of a path.
  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private @Nullable Node label;
    private @Nullable Node greedy;
    private final List<OperationSchema> operations = new ArrayList<>();
  }

  private final Node root = new Node();

  public UriRouter(Collection<OperationSchema> operations) {
    operations.forEach(this::add);
  }

  private void add(OperationSchema operation) {
    Node node = root;
    for (Segment segment : operation.http().uri().segments()) {
      node = child(node, segment);
    }
    node.operations.add(operation);
    node.operations.sort(
        Comparator.comparingInt((OperationSchema each) -> -each.http().uri().query().size()));
  }

  private static Node child(Node node, Segment segment) {
    return switch (segment) {
      case Segment.Literal(String text) ->
          node.literals.computeIfAbsent(PercentCoding.decodePath(text), _ -> new Node());
      case Segment.Label(String _, boolean greedy) when greedy -> {
        Node next = node.greedy == null ? new Node() : node.greedy;
        node.greedy = next;
        yield next;
      }
      case Segment.Label _ -> {
        Node next = node.label == null ? new Node() : node.label;
        node.label = next;
        yield next;
      }
    };
  }

  /// The operation, or null when there is none.
  ///
  /// @param path the path, still encoded
  /// @param query the names and values of the query parameters, decoded
  public @Nullable Match find(String method, String path, Map<String, List<String>> query) {
    List<String> segments = segments(path);
    if (segments.size() > SEGMENTS_MAX) {
      return null;
    }
    OperationSchema operation = find(root, segments, 0, method, query);
    return operation == null
        ? null
        : new Match(operation, labels(operation.http().uri(), segments));
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int start = path.startsWith("/") ? 1 : 0;
    while (start < path.length()) {
      int end = path.indexOf('/', start);
      end = end < 0 ? path.length() : end;
      segments.add(PercentCoding.decodePath(path.substring(start, end)));
      start = end + 1;
    }
    return segments;
  }

  private static @Nullable OperationSchema find(
      Node node, List<String> segments, int at, String method, Map<String, List<String>> query) {
    if (at == segments.size()) {
      return here(node, method, query);
    }
    String segment = segments.get(at);
    Node literal = node.literals.get(segment);
    OperationSchema found = literal == null ? null : find(literal, segments, at + 1, method, query);
    if (found == null && node.label != null && !segment.isEmpty()) {
      found = find(node.label, segments, at + 1, method, query);
    }
    for (int end = at + 1; found == null && node.greedy != null && end <= segments.size(); end++) {
      found = find(node.greedy, segments, end, method, query);
    }
    return found;
  }

  private static @Nullable OperationSchema here(
      Node node, String method, Map<String, List<String>> query) {
    for (OperationSchema operation : node.operations) {
      if (operation.http().method().equals(method)
          && hasFixed(operation.http().uri().query(), query)) {
        return operation;
      }
    }
    return null;
  }

  private static boolean hasFixed(Map<String, String> fixed, Map<String, List<String>> query) {
    for (Map.Entry<String, String> parameter : fixed.entrySet()) {
      List<String> values = query.getOrDefault(parameter.getKey(), List.of());
      boolean any = parameter.getValue().isEmpty() && !values.isEmpty();
      if (!any && !values.contains(parameter.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> labels(UriPattern pattern, List<String> segments) {
    Map<String, String> labels = new LinkedHashMap<>();
    int at = 0;
    int spare = segments.size() - pattern.segments().size();
    for (Segment segment : pattern.segments()) {
      if (segment instanceof Segment.Label(String member, boolean greedy)) {
        int end = at + 1 + (greedy ? spare : 0);
        labels.put(member, String.join("/", segments.subList(at, end)));
        at = end;
      } else {
        at++;
      }
    }
    return labels;
  }
}
