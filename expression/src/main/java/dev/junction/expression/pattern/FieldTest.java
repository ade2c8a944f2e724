package dev.junction.expression.pattern;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a pattern asks of one field: any of its conditions.
final class FieldTest {

  private final List<Condition> conditions;
  private final int depth;
  private final Set<String> texts = new HashSet<>();
  private final List<Condition> others = new ArrayList<>();
  private final boolean absentWill;

  FieldTest(List<Condition> conditions, int depth) {
    this.conditions = List.copyOf(conditions);
    this.depth = depth;
    boolean absent = false;
    for (Condition condition : conditions) {
      if (condition instanceof Condition.Text(String text)) {
        texts.add(text);
      } else if (condition instanceof Condition.Absent) {
        absent = true;
      } else {
        others.add(condition);
      }
    }
    this.absentWill = absent;
  }

  /// Whether a scalar at the field's path is what is asked for.
  boolean matches(Scalar value) {
    if (value.isText() && texts.contains(value.text())) {
      return true;
    }
    for (Condition condition : others) {
      if (condition.matches(value)) {
        return true;
      }
    }
    return false;
  }

  /// At how many places of the wildcards a matcher may be at once; any number above the limit when
  /// there are more.
  int wildcardPlaces(int limit) {
    // Equal conditions are one to the engine.
    Map<List<Object>, List<Wildcard>> groups = new LinkedHashMap<>();
    for (Condition condition : others) {
      boolean negated = condition instanceof Condition.NoneOf;
      List<Condition> inner =
          condition instanceof Condition.NoneOf(List<Condition> none) ? none : List.of(condition);
      Map<List<String>, Wildcard> wildcards = new LinkedHashMap<>();
      for (Condition each : inner) {
        if (each instanceof Condition.Glob(Wildcard wildcard)) {
          wildcards.put(wildcard.pieces(), wildcard);
        }
      }
      if (!wildcards.isEmpty()) {
        groups
            .computeIfAbsent(
                List.of(negated, Set.copyOf(wildcards.keySet())), _ -> new ArrayList<>())
            .addAll(wildcards.values());
      }
    }
    return groups.isEmpty() ? 0 : WildcardPlaces.of(groups.values(), limit);
  }

  /// The texts that are asked for, in the order of the pattern.
  ///
  /// @param other what stands for a condition that is not an equal text
  List<String> texts(String other) {
    return conditions.stream()
        .map(condition -> condition instanceof Condition.Text(String text) ? text : other)
        .toList();
  }

  /// Whether the field may also be missing.
  boolean absentWill() {
    return absentWill;
  }

  /// The conditions, in the order of the text.
  List<Condition> conditions() {
    return conditions;
  }

  /// How many objects the field lies in, itself included: 1 at the top.
  int depth() {
    return depth;
  }
}
