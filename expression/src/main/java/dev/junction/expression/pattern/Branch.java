package dev.junction.expression.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One way to satisfy a pattern: all its field tests at once. A pattern without `$or` has one.
///
/// Fields below one array must be satisfied by one and the same element. Matching visits a part
/// of the event once for each step of the branch that can lie there: linear in the event, also
/// where the arrays are long.
final class Branch {

  private final Map<String, FieldTest> fields;
  private final Step root = new Step();
  private final List<Step> absentFields = new ArrayList<>();
  private int placed;

  Branch(Map<String, FieldTest> fields) {
    this.fields = Map.copyOf(fields);
    fields.forEach(this::place);
  }

  Map<String, FieldTest> fields() {
    return fields;
  }

  /// The first steps of the paths that are tested.
  Set<String> firstSteps() {
    return root.children.keySet();
  }

  boolean matches(EventObject event) {
    boolean[] satisfied = new boolean[fields.size()];
    boolean any = false;
    for (Step step : absentFields) {
      if (!present(event, step.path, 0)) {
        satisfied[step.field] = true;
        any = true;
      }
    }
    return below(root, event, satisfied, any);
  }

  /// Whether the event has a scalar at a path.
  private static boolean present(EventNode node, String[] path, int at) {
    return switch (node) {
      case Scalar _ -> at == path.length;
      case EventArray(List<EventNode> elements) -> {
        for (EventNode element : elements) {
          if (present(element, path, at)) {
            yield true;
          }
        }
        yield false;
      }
      case EventUnion(List<EventNode> nodes) ->
          nodes.stream().anyMatch(one -> present(one, path, at));
      case EventObject object -> {
        EventNode next = at < path.length ? object.get(path[at]) : null;
        yield next != null && present(next, path, at + 1);
      }
    };
  }

  private static boolean holds(Step step, EventNode node, boolean[] satisfied, boolean any) {
    FieldTest test = step.test == null || satisfied[step.field] ? null : step.test;
    return switch (node) {
      case EventObject object -> test == null && below(step, object, satisfied, any);
      case Scalar value ->
          (test == null || test.matches(value)) && step.childrenDone(satisfied, any);
      case EventArray(List<EventNode> elements) -> {
        for (EventNode element : elements) {
          if (holds(step, element, satisfied, any)) {
            yield true;
          }
        }
        yield test == null && step.childrenDone(satisfied, any);
      }
      case EventUnion(List<EventNode> nodes) -> {
        boolean tested = test == null;
        boolean below = step.childrenDone(satisfied, any);
        for (EventNode one : nodes) {
          tested = tested || scalarFits(step, one);
          below = below || childrenHold(step, one, satisfied, any);
        }
        yield tested && below;
      }
    };
  }

  private static boolean scalarFits(Step step, EventNode node) {
    return switch (node) {
      case Scalar value -> step.test != null && step.test.matches(value);
      case EventArray(List<EventNode> elements) ->
          elements.stream().anyMatch(element -> scalarFits(step, element));
      case EventUnion(List<EventNode> nodes) -> nodes.stream().anyMatch(n -> scalarFits(step, n));
      case EventObject _ -> false;
    };
  }

  private static boolean childrenHold(Step step, EventNode node, boolean[] satisfied, boolean any) {
    return switch (node) {
      case EventObject object -> below(step, object, satisfied, any);
      case EventArray(List<EventNode> elements) ->
          elements.stream().anyMatch(element -> childrenHold(step, element, satisfied, any));
      case EventUnion(List<EventNode> nodes) ->
          nodes.stream().anyMatch(one -> childrenHold(step, one, satisfied, any));
      case Scalar _ -> false;
    };
  }

  private static boolean below(Step step, EventObject object, boolean[] satisfied, boolean any) {
    for (Map.Entry<String, Step> child : step.children.entrySet()) {
      EventNode next = object.get(child.getKey());
      if (next == null
          ? !child.getValue().done(satisfied, any)
          : !holds(child.getValue(), next, satisfied, any)) {
        return false;
      }
    }
    return true;
  }

  private void place(String path, FieldTest test) {
    String[] steps = path.split("\\.", -1);
    Step at = root;
    for (String step : steps) {
      at = at.children.computeIfAbsent(step, _ -> new Step());
    }
    at.test = test;
    at.path = steps;
    at.field = placed++;
    if (test.absentWill()) {
      absentFields.add(at);
    }
  }

  /// One step of the paths that the branch tests, with those that follow.
  private static final class Step {

    private final Map<String, Step> children = new LinkedHashMap<>();
    private @Nullable FieldTest test;
    private String[] path = {};
    private int field;

    boolean done(boolean[] satisfied, boolean any) {
      return any && (test == null || satisfied[field]) && childrenDone(satisfied, true);
    }

    boolean childrenDone(boolean[] satisfied, boolean any) {
      for (Step child : children.values()) {
        if (!child.done(satisfied, any)) {
          return false;
        }
      }
      return true;
    }
  }
}
