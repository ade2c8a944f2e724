package dev.junction.identity.policy.condition;

import java.util.Optional;

/// How a condition compares: the test, whether its outcome is turned round, what a missing key
/// means, and how many of the request's values must pass.
///
/// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
///
/// @param written the name in the document, as in `ForAllValues:StringNotLikeIfExists`
/// @param negated whether values pass that the test does not match
/// @param ifExists whether a missing key makes the condition hold
public record ConditionOperator(
    String written, Test test, boolean negated, boolean ifExists, Quantifier quantifier) {

  private static final String IF_EXISTS = "IfExists";

  /// Which of the request's values must pass.
  public enum Quantifier {
    /// The one that there is.
    NONE(""),
    /// Every one.
    ALL("ForAllValues:"),
    /// At least one.
    ANY("ForAnyValue:");

    private final String prefix;

    Quantifier(String prefix) {
      this.prefix = prefix;
    }
  }

  /// What is compared, and how.
  public enum Test {
    STRING_EQUALS("StringEquals", "StringNotEquals"),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    STRING_LIKE("StringLike", "StringNotLike"),
    NUMERIC_EQUALS("NumericEquals", "NumericNotEquals"),
    NUMERIC_LESS_THAN("NumericLessThan", ""),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", ""),
    NUMERIC_GREATER_THAN("NumericGreaterThan", ""),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", ""),
    DATE_EQUALS("DateEquals", "DateNotEquals"),
    DATE_LESS_THAN("DateLessThan", ""),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", ""),
    DATE_GREATER_THAN("DateGreaterThan", ""),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", ""),
    BOOL("Bool", ""),
    BINARY_EQUALS("BinaryEquals", ""),
    IP_ADDRESS("IpAddress", "NotIpAddress"),
    ARN_EQUALS("ArnEquals", "ArnNotEquals"),
    ARN_LIKE("ArnLike", "ArnNotLike"),
    NULL("Null", "");

    private final String name;
    private final String negatedName;

    Test(String name, String negatedName) {
      this.name = name;
      this.negatedName = negatedName;
    }
  }

  /// Reads a name; empty when there is no such operator.
  public static Optional<ConditionOperator> parse(String written) {
    Quantifier quantifier = Quantifier.NONE;
    for (Quantifier each : Quantifier.values()) {
      if (written.startsWith(each.prefix)) {
        quantifier = each;
      }
    }
    boolean ifExists = written.endsWith(IF_EXISTS);
    int to = written.length() - (ifExists ? IF_EXISTS.length() : 0);
    // "ForAnyValue:IfExists" is shorter than what its two ends ask for.
    String name = written.substring(Math.min(quantifier.prefix.length(), to), to);
    for (Test test : Test.values()) {
      boolean negated = !name.isEmpty() && name.equals(test.negatedName);
      if (negated || name.equals(test.name)) {
        boolean plain = !ifExists && quantifier == Quantifier.NONE;
        return test != Test.NULL || plain
            ? Optional.of(new ConditionOperator(written, test, negated, ifExists, quantifier))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// Reads a value for this operator.
  ///
  /// @param variables whether policy variables are known; only texts and ARNs may hold them
  /// @throws MalformedPolicy when the operator cannot compare with it
  public Operand operand(String value, boolean variables) {
    return switch (test) {
      case STRING_EQUALS -> new Operand.Text(PolicyText.parse(value, variables, false), false);
      case STRING_EQUALS_IGNORE_CASE ->
          new Operand.Text(PolicyText.parse(value, variables, false), true);
      case STRING_LIKE -> new Operand.Text(PolicyText.parse(value, variables, true), false);
      case NUMERIC_EQUALS -> Operand.Numeric.parse(value, Comparison.EQUAL);
      case NUMERIC_LESS_THAN -> Operand.Numeric.parse(value, Comparison.LESS);
      case NUMERIC_LESS_THAN_EQUALS -> Operand.Numeric.parse(value, Comparison.LESS_OR_EQUAL);
      case NUMERIC_GREATER_THAN -> Operand.Numeric.parse(value, Comparison.GREATER);
      case NUMERIC_GREATER_THAN_EQUALS -> Operand.Numeric.parse(value, Comparison.GREATER_OR_EQUAL);
      case DATE_EQUALS -> Operand.Time.parse(value, Comparison.EQUAL);
      case DATE_LESS_THAN -> Operand.Time.parse(value, Comparison.LESS);
      case DATE_LESS_THAN_EQUALS -> Operand.Time.parse(value, Comparison.LESS_OR_EQUAL);
      case DATE_GREATER_THAN -> Operand.Time.parse(value, Comparison.GREATER);
      case DATE_GREATER_THAN_EQUALS -> Operand.Time.parse(value, Comparison.GREATER_OR_EQUAL);
      case BOOL, NULL -> Operand.Truth.parse(value);
      case BINARY_EQUALS -> Operand.Bytes.parse(value);
      case IP_ADDRESS -> new Operand.Addresses(IpRange.parse(value));
      case ARN_EQUALS, ARN_LIKE -> new Operand.Name(ArnPattern.parse(value, variables));
    };
  }
}
