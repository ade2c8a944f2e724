package dev.junction.expression.pattern;

import java.util.List;
import java.util.Set;

/// One element of the list that a pattern writes for a field: what a scalar must be.
///
/// Shape: [Absent] alone is about the whole event and matches no scalar. Everything that is not
/// said to be about strings or numbers looks at the kind of the scalar too: the string `"1"` is
/// not the number `1`. Source: SNS Developer Guide, "String value matching" to "Key matching";
/// EventBridge User Guide, "Comparison operators".
sealed interface Condition {

  /// Whether a scalar of the event is what the pattern asks for.
  boolean matches(Scalar value);

  /// An equal string.
  record Text(String text) implements Condition {
    @Override
    public boolean matches(Scalar value) {
      return value.isText() && value.text().equals(text);
    }
  }

  /// The same of `true`, `false` and `null`.
  record Literal(String text) implements Condition {
    @Override
    public boolean matches(Scalar value) {
      return value.kind() == Scalar.Kind.LITERAL && value.text().equals(text);
    }
  }

  /// A number that is equal, or written alike when it is too large to compare.
  record EqualNumber(long millionths, String text) implements Condition {
    @Override
    public boolean matches(Scalar value) {
      return value.kind() == Scalar.Kind.NUMBER
          && ((value.millionths() == millionths && millionths != Decimals.NONE)
              || value.text().equals(text));
    }
  }

  /// A number between two others.
  record Between(long low, boolean withLow, long high, boolean withHigh) implements Condition {
    @Override
    public boolean matches(Scalar value) {
      long number = value.millionths();
      return number != Decimals.NONE
          && (withLow ? number >= low : number > low)
          && (withHigh ? number <= high : number < high);
    }
  }

  /// A string that begins so.
  record Prefix(String text, boolean ignoreCase) implements Condition {
    @Override
    public boolean matches(Scalar value) {
      return value.isText() && value.text().regionMatches(ignoreCase, 0, text, 0, text.length());
    }
  }

  /// A string that ends so.
  record Suffix(String text, boolean ignoreCase) implements Condition {
    @Override
    public boolean matches(Scalar value) {
      int from = value.text().length() - text.length();
      return value.isText() && value.text().regionMatches(ignoreCase, from, text, 0, text.length());
    }
  }

  /// A string that is equal but for upper and lower case.
  record IgnoreCase(String text) implements Condition {
    @Override
    public boolean matches(Scalar value) {
      return value.isText() && value.text().equalsIgnoreCase(text);
    }
  }

  /// A string that fits a pattern with asterisks.
  record Glob(Wildcard wildcard) implements Condition {
    @Override
    public boolean matches(Scalar value) {
      return value.isText() && wildcard.matches(value.text());
    }
  }

  /// A string that is an IP address within a range.
  record Address(byte[] low, byte[] high) implements Condition {
    @Override
    public boolean matches(Scalar value) {
      return Addresses.within(value.address(), low, high);
    }
  }

  /// Anything at all.
  record Present() implements Condition {
    @Override
    public boolean matches(Scalar value) {
      return true;
    }
  }

  /// No scalar at that path in the whole event.
  record Absent() implements Condition {
    @Override
    public boolean matches(Scalar value) {
      return false;
    }
  }

  /// Anything but these strings; a scalar of another kind is something else, too.
  record NoneOfTexts(Set<String> texts) implements Condition {
    @Override
    public boolean matches(Scalar value) {
      return !value.isText() || !texts.contains(value.text());
    }
  }

  /// Anything but these numbers.
  record NoneOfNumbers(Set<Long> numbers) implements Condition {
    @Override
    public boolean matches(Scalar value) {
      return !numbers.contains(value.millionths()) || value.millionths() == Decimals.NONE;
    }
  }

  /// Anything that none of these conditions matches.
  record NoneOf(List<Condition> conditions) implements Condition {
    @Override
    public boolean matches(Scalar value) {
      for (Condition condition : conditions) {
        if (condition.matches(value)) {
          return false;
        }
      }
      return true;
    }
  }
}
