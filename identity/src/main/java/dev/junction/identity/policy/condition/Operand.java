package dev.junction.identity.policy.condition;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// One value of a condition, ready to be compared with values of requests.
public sealed interface Operand {

  /// The value as it stands in the document.
  String written();

  /// Compares a value of the request; one of another kind than this does not match.
  Match matches(String value, ContextValues context);

  /// Characters, with wildcards or without.
  record Text(PolicyText text, boolean ignoreCase) implements Operand {

    @Override
    public String written() {
      return text.written();
    }

    @Override
    public Match matches(String value, ContextValues context) {
      return text.matches(value, context, ignoreCase);
    }
  }

  /// A decimal number. Limits: 40 characters; no exponents, which could make small texts huge.
  record Numeric(String written, BigDecimal number, Comparison comparison) implements Operand {

    private static final int CHARS_MAX = 40;

    static Numeric parse(String written, Comparison comparison) {
      BigDecimal number = number(written);
      if (number == null) {
        throw MalformedPolicy.value("Not a number: " + MalformedPolicy.quoted(written));
      }
      return new Numeric(written, number, comparison);
    }

    @Override
    public Match matches(String value, ContextValues context) {
      BigDecimal other = number(value);
      return Match.of(other != null && comparison.holds(other.compareTo(number)));
    }

    private static @Nullable BigDecimal number(String text) {
      int digits = 0;
      int dots = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c >= '0' && c <= '9') {
          digits++;
        } else if (c == '.') {
          dots++;
        } else if (i > 0 || (c != '-' && c != '+')) {
          return null;
        }
      }
      boolean valid = digits > 0 && dots <= 1 && text.length() <= CHARS_MAX;
      return valid ? new BigDecimal(text) : null;
    }
  }

  /// A point in time.
  record Time(String written, Instant instant, Comparison comparison) implements Operand {

    static Time parse(String written, Comparison comparison) {
      Instant instant = PolicyTime.parse(written);
      if (instant == null) {
        throw MalformedPolicy.value("Not a date: " + MalformedPolicy.quoted(written));
      }
      return new Time(written, instant, comparison);
    }

    @Override
    public Match matches(String value, ContextValues context) {
      Instant other = PolicyTime.parse(value);
      return Match.of(other != null && comparison.holds(other.compareTo(instant)));
    }
  }

  /// `true` or `false`.
  record Truth(String written, boolean truth) implements Operand {

    static Truth parse(String written) {
      boolean truth = written.equalsIgnoreCase("true");
      if (!truth && !written.equalsIgnoreCase("false")) {
        throw MalformedPolicy.value("Not true or false: " + MalformedPolicy.quoted(written));
      }
      return new Truth(written, truth);
    }

    @Override
    public Match matches(String value, ContextValues context) {
      return Match.of(value.equalsIgnoreCase(truth ? "true" : "false"));
    }
  }

  /// Bytes, written in base 64.
  record Bytes(String written, byte[] bytes) implements Operand {

    static Bytes parse(String written) {
      byte[] bytes = bytes(written);
      if (bytes == null) {
        throw MalformedPolicy.value("Not base 64: " + MalformedPolicy.quoted(written));
      }
      return new Bytes(written, bytes);
    }

    @Override
    public Match matches(String value, ContextValues context) {
      return Match.of(Arrays.equals(bytes, bytes(value)));
    }

    private static byte @Nullable [] bytes(String text) {
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException _) {
        return null;
      }
    }
  }

  /// Addresses.
  record Addresses(IpRange range) implements Operand {

    @Override
    public String written() {
      return range.written();
    }

    @Override
    public Match matches(String value, ContextValues context) {
      return Match.of(range.contains(value));
    }
  }

  /// The name of a resource.
  record Name(ArnPattern pattern) implements Operand {

    @Override
    public String written() {
      return pattern.written();
    }

    @Override
    public Match matches(String value, ContextValues context) {
      return pattern.matches(value, context);
    }
  }
}
