package dev.junction.expression.pattern;

import java.util.Map;
import tools.jackson.core.JsonToken;

/// Reads the value of `numeric`: an operator with a number, or two of each for a range.
final class NumericReader {

  private static final Map<String, String> NAMES = Map.of("=", "equals");

  private final PatternSource source;
  private final long numberMax;

  NumericReader(PatternSource source, long numberMax) {
    this.source = source;
    this.numberMax = numberMax;
  }

  Condition read() {
    if (source.next() != JsonToken.START_ARRAY) {
      throw source.fault("Value of numeric must be an array.");
    }
    if (source.next() != JsonToken.VALUE_STRING) {
      throw source.fault("Invalid member in numeric match: " + source.string());
    }
    String operator = source.string();
    JsonToken token = source.next();
    Condition condition =
        switch (operator) {
          case "=" -> equal(number(token, operator));
          case "<", "<=" -> below(number(token, operator), operator.equals("<="));
          case ">", ">=" -> above(number(token, operator), operator.equals(">="));
          default -> throw source.fault("Unrecognized numeric range operator: " + operator);
        };
    if (source.next() != JsonToken.END_OBJECT) {
      throw tooMany();
    }
    return condition;
  }

  /// A number in millionths that is small enough for the service.
  long comparable(String text) {
    long millionths = Decimals.millionths(text);
    if (millionths == Decimals.NONE || Math.abs(millionths) > numberMax * 1_000_000) {
      throw tooLarge();
    }
    return millionths;
  }

  MalformedPattern tooLarge() {
    return source.fault(
        "Value must be between " + -numberMax + " and " + numberMax + ", inclusive");
  }

  private long number(JsonToken token, String operator) {
    if (!token.isNumeric()) {
      throw source.fault("Value of " + NAMES.getOrDefault(operator, operator) + " must be numeric");
    }
    return comparable(source.string());
  }

  private Condition equal(long number) {
    lastElement();
    return new Condition.Between(number, true, number, true);
  }

  private Condition below(long high, boolean withHigh) {
    lastElement();
    return new Condition.Between(Decimals.NONE, false, high, withHigh);
  }

  private Condition above(long low, boolean withLow) {
    JsonToken token = source.next();
    if (token == JsonToken.END_ARRAY) {
      return new Condition.Between(low, withLow, Long.MAX_VALUE, false);
    }
    if (token != JsonToken.VALUE_STRING) {
      throw source.fault("Bad value in numeric range: " + source.string());
    }
    String operator = source.string();
    if (!operator.equals("<") && !operator.equals("<=")) {
      throw source.fault("Bad numeric range operator: " + operator);
    }
    long high = number(source.next(), operator);
    if (source.next() != JsonToken.END_ARRAY) {
      throw source.fault("Too many terms in numeric range expression");
    }
    if (low >= high) {
      throw source.fault("Bottom must be less than top");
    }
    return new Condition.Between(low, withLow, high, operator.equals("<="));
  }

  private void lastElement() {
    if (source.next() != JsonToken.END_ARRAY) {
      throw tooMany();
    }
  }

  private MalformedPattern tooMany() {
    return source.fault("Too many elements in numeric expression");
  }
}
