package dev.junction.expression.pattern;

import java.util.List;

/// A pattern that was read: what an event must look like.
///
/// Threads: immutable.
public final class Pattern {

  private final List<Branch> branches;
  private final int topLevelKeys;
  private final boolean nested;
  private final boolean overflowing;

  Pattern(List<Branch> branches, int topLevelKeys, boolean nested, boolean overflowing) {
    this.branches = List.copyOf(branches);
    this.topLevelKeys = topLevelKeys;
    this.nested = nested;
    this.overflowing = overflowing;
  }

  /// Reads a pattern, or says in the rule engine's words why the text is none.
  public static PatternReading read(String text, PatternLimits limits) {
    return PatternReader.read(text, limits);
  }

  /// Whether an event looks like this.
  public boolean matches(EventObject event) {
    for (Branch branch : branches) {
      if (branch.matches(event)) {
        return true;
      }
    }
    return false;
  }

  List<Branch> branches() {
    return branches;
  }

  /// For each of its branches the texts that it asks a field for; none when it does not look at the
  /// field.
  ///
  /// @param path the names of the field and of what it lies in, with dots between them
  /// @param other what stands for a condition that is not an equal text
  public List<List<String>> texts(String path, String other) {
    return branches.stream()
        .map(branch -> branch.fields().get(path))
        .map(field -> field == null ? List.<String>of() : field.texts(other))
        .toList();
  }

  /// How many names stand at the top, `$or` included.
  public int topLevelKeys() {
    return topLevelKeys;
  }

  /// Whether a field lies in an object.
  public boolean nested() {
    return nested;
  }

  /// Whether the pattern has more branches or fields than its reader's limits allow; what is over
  /// them was left out, so such a pattern must not be used.
  public boolean overflowing() {
    return overflowing;
  }

  /// At how many places of a field's wildcards a matcher may be at once, for the field where it is
  /// most; any number above the limit when there are more.
  public int wildcardPlaces(int limit) {
    int most = 0;
    for (Branch branch : branches) {
      for (FieldTest field : branch.fields().values()) {
        most = Math.max(most, field.wildcardPlaces(limit));
      }
    }
    return most;
  }

  /// The sum over the branches of the product of each field's values and depth.
  ///
  /// Source: SNS Developer Guide, "Filter policy constraints", with the worked examples of
  /// LocalStack's AWS-validated test `test_policy_complexity_with_or` for `$or`.
  public long combinations() {
    long sum = 0;
    for (Branch branch : branches) {
      long product = 1;
      for (FieldTest field : branch.fields().values()) {
        product = Math.min(product * field.conditions().size() * field.depth(), Integer.MAX_VALUE);
      }
      sum += product;
    }
    return sum;
  }
}
