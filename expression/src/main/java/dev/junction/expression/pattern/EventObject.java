package dev.junction.expression.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object of an event, by the steps of its fields' paths.
///
/// Shape: a name with dots is the same path as nested objects, so `{"a.b": 1}` and `{"a": {"b":
/// 1}}` are equal here. Source: the rule engine joins names with dots; the AWS-validated
/// LocalStack test `test_filter_policy_on_message_body_dot_attribute` shows that SNS does too.
public final class EventObject implements EventNode {

  private final Map<String, EventNode> fields = new HashMap<>();

  /// The field behind one step of a path, or null.
  public @Nullable EventNode get(String step) {
    return fields.get(step);
  }

  /// The strings behind one step of a path: one, or several where a name is there several times.
  public List<String> texts(String step) {
    return switch (fields.get(step)) {
      case Scalar value when value.isText() -> List.of(value.text());
      case EventUnion(List<EventNode> nodes) ->
          nodes.stream()
              .filter(node -> node instanceof Scalar value && value.isText())
              .map(node -> ((Scalar) node).text())
              .toList();
      case null, default -> List.of();
    };
  }

  /// The fields, by step.
  Map<String, EventNode> fields() {
    return fields;
  }

  /// Adds a field under its name, which may hold dots.
  public void put(String name, EventNode node) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      add(name, node);
      return;
    }
    EventObject at = this;
    int from = 0;
    while (dot >= 0) {
      at = at.child(name.substring(from, dot));
      from = dot + 1;
      dot = name.indexOf('.', from);
    }
    at.add(name.substring(from), node);
  }

  private EventObject child(String step) {
    if (fields.get(step) instanceof EventObject object) {
      return object;
    }
    EventObject made = new EventObject();
    add(step, made);
    return made;
  }

  private void add(String step, EventNode node) {
    EventNode before = fields.putIfAbsent(step, node);
    if (before instanceof EventObject first && node instanceof EventObject second) {
      second.fields.forEach(first::add);
    } else if (before != null) {
      List<EventNode> nodes = new ArrayList<>();
      nodes.add(before);
      if (before instanceof EventUnion(List<EventNode> earlier)) {
        nodes = earlier;
      }
      nodes.add(node);
      fields.put(step, new EventUnion(nodes));
    }
  }
}
