package dev.junction.identity.policy.condition;

import java.util.List;
import java.util.Locale;

/// One comparison that a statement asks for: an operator, a key, and the values one of which must
/// match, or none of which may when the operator is a negated one.
///
/// Source: IAM User Guide, "Conditions with multiple context keys or values" and "Single-valued vs.
/// multivalued context keys".
public final class Condition {

  private final ConditionOperator operator;
  private final String key;
  private final String lowerCaseKey;
  private final List<Operand> values;

  /// A condition; its values are never empty.
  public Condition(ConditionOperator operator, String key, List<Operand> values) {
    this.operator = operator;
    this.key = key;
    this.lowerCaseKey = key.toLowerCase(Locale.ROOT);
    this.values = List.copyOf(values);
  }

  public ConditionOperator operator() {
    return operator;
  }

  /// The key as it stands in the document; requests are asked for it whatever its case.
  public String key() {
    return key;
  }

  public List<Operand> values() {
    return values;
  }

  /// Whether a request fulfils the condition.
  ///
  /// A value with a variable that the request has no value for matches nothing. Where not to match
  /// is what is asked for, that must not open a door: then the condition of a statement that allows
  /// does not hold, and that of a statement that denies does. The same goes for
  /// [ContextValues#UNKNOWN], whatever is asked for.
  ///
  /// @param allows whether the statement allows something
  public boolean holds(ContextValues context, boolean allows) {
    List<String> present = context.of(lowerCaseKey);
    if (operator.test() == ConditionOperator.Test.NULL) {
      return passes(present.isEmpty() ? "true" : "false", context, allows);
    }
    if (present.isEmpty()) {
      return operator.ifExists()
          || switch (operator.quantifier()) {
            case NONE -> operator.negated();
            case ALL -> true;
            case ANY -> false;
          };
    }
    return switch (operator.quantifier()) {
      case NONE -> holdsForOne(present, context, allows);
      case ALL -> isEmptySet(present) || all(present, context, allows);
      case ANY -> !isEmptySet(present) && any(present, context, allows);
    };
  }

  /// An operator for one value. Several allow nothing, also where each alone would, unless none may
  /// match; each of them denies. Source: EventBridge User Guide, "Using IAM policy conditions", the
  /// tables of rules with two sources.
  private boolean holdsForOne(List<String> present, ContextValues context, boolean allows) {
    if (present.size() == 1 || !allows) {
      return any(present, context, allows);
    }
    return operator.negated() && all(present, context, true);
  }

  /// An empty text counts as an empty set of values, which set operators do not look into.
  private static boolean isEmptySet(List<String> present) {
    return present.size() == 1 && present.getFirst().isEmpty();
  }

  private boolean all(List<String> present, ContextValues context, boolean allows) {
    for (String value : present) {
      if (!passes(value, context, allows)) {
        return false;
      }
    }
    return true;
  }

  private boolean any(List<String> present, ContextValues context, boolean allows) {
    for (String value : present) {
      if (passes(value, context, allows)) {
        return true;
      }
    }
    return false;
  }

  private boolean passes(String value, ContextValues context, boolean allows) {
    if (value.equals(ContextValues.UNKNOWN)) {
      return !allows;
    }
    boolean unresolved = false;
    for (Operand operand : values) {
      switch (operand.matches(value, context)) {
        case YES -> {
          return !operator.negated();
        }
        case UNRESOLVED -> unresolved = true;
        case NO -> {
          // Another value may match.
        }
      }
    }
    return operator.negated() && !(unresolved && allows);
  }
}
