package dev.junction.expression.pattern;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// Reads the list of conditions of one field. Faults and their places are those of the rule engine.
final class ConditionReader {

  private static final String ONE_KEY = "Only one key allowed in match expression";
  private static final String TOO_MANY = "Too many elements in numeric expression";
  private static final String IGNORE_CASE = "equals-ignore-case";
  private static final String ANYTHING_BUT = "anything-but";

  private final PatternSource source;
  private final long millionthsMax;
  private final boolean refusesLarger;
  private final NumericReader numeric;

  ConditionReader(PatternSource source, PatternLimits limits) {
    this.source = source;
    this.millionthsMax = limits.numberMax() * 1_000_000;
    this.refusesLarger = limits.refusesLarger();
    this.numeric = new NumericReader(source, limits.numberMax());
  }

  /// Reads up to the end of the list, whose start was read.
  List<Condition> list() {
    List<Condition> conditions = new ArrayList<>();
    for (JsonToken token = source.next(); token != JsonToken.END_ARRAY; token = source.next()) {
      conditions.add(
          switch (token) {
            case START_OBJECT -> expression();
            case VALUE_STRING -> exact(source.string());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(source.string());
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> new Condition.Literal(source.string());
            default ->
                throw source.fault("Match value must be String, number, true, false, or null");
          });
    }
    if (conditions.isEmpty()) {
      throw source.fault("Empty arrays are not allowed");
    }
    return conditions;
  }

  /// An address in another spelling is the same address.
  private static Condition exact(String text) {
    byte[] address = Addresses.parse(text);
    return address == null
        ? new Condition.Text(text)
        : new Condition.Address(address, address.clone());
  }

  private Condition number(String text) {
    long millionths = Decimals.millionths(text);
    boolean comparable = millionths != Decimals.NONE && Math.abs(millionths) <= millionthsMax;
    if (refusesLarger && !comparable && isLarge(text)) {
      throw numeric.tooLarge();
    }
    return new Condition.EqualNumber(comparable ? millionths : Decimals.NONE, text);
  }

  /// Whether it is the size of a number, rather than its decimal places, that is too much.
  private boolean isLarge(String text) {
    return Math.abs(Double.parseDouble(text)) * 1_000_000 > millionthsMax;
  }

  private Condition expression() {
    if (source.next() != JsonToken.PROPERTY_NAME) {
      throw source.fault("Match expression name not found");
    }
    String name = source.name();
    return switch (name) {
      case "exactly" -> new Condition.Text(closed(text("exact match pattern must be a string")));
      case "prefix", "suffix" -> edge(name);
      case "numeric" -> numeric.read();
      case ANYTHING_BUT -> anythingBut();
      case "exists" -> exists();
      case "cidr" -> cidr();
      case IGNORE_CASE -> new Condition.IgnoreCase(closed(ignoreCase()));
      case "wildcard" ->
          new Condition.Glob(wildcard(text("wildcard match pattern must be a string"), true));
      default -> throw source.fault("Unrecognized match type " + name);
    };
  }

  private String text(String fault) {
    if (source.next() != JsonToken.VALUE_STRING) {
      throw source.fault(fault);
    }
    return source.string();
  }

  private String ignoreCase() {
    return text(IGNORE_CASE + " match pattern must be a string");
  }

  private String closed(String text) {
    end(ONE_KEY);
    return text;
  }

  private void end(String fault) {
    if (source.next() != JsonToken.END_OBJECT) {
      throw source.fault(fault);
    }
  }

  private Wildcard wildcard(String pattern, boolean close) {
    String fault = Wildcard.fault(pattern);
    if (fault != null) {
      throw source.fault(fault);
    }
    if (close) {
      end(ONE_KEY);
    }
    return Wildcard.of(pattern);
  }

  private Condition edge(String name) {
    JsonToken token = source.next();
    String text;
    boolean ignoreCase = token == JsonToken.START_OBJECT;
    if (ignoreCase) {
      if (source.next() != JsonToken.PROPERTY_NAME) {
        throw source.fault(
            (name.equals("prefix") ? "Prefix" : "Suffix") + " expression name not found");
      }
      if (!source.name().equals(IGNORE_CASE)) {
        throw source.fault("Unsupported " + name + " pattern: " + source.name());
      }
      text = closed(ignoreCase());
    } else if (token == JsonToken.VALUE_STRING) {
      text = source.string();
    } else {
      throw source.fault(name + " match pattern must be a string");
    }
    end(ONE_KEY);
    return name.equals("prefix")
        ? new Condition.Prefix(text, ignoreCase)
        : new Condition.Suffix(text, ignoreCase);
  }

  private Condition exists() {
    JsonToken token = source.next();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw source.fault("exists match pattern must be either true or false.");
    }
    end(ONE_KEY);
    return token == JsonToken.VALUE_TRUE ? new Condition.Present() : new Condition.Absent();
  }

  private Condition cidr() {
    // The engine's own words, although this is no prefix.
    Addresses.CidrRange range = Addresses.cidr(text("prefix match pattern must be a string"));
    if (range.reason() != null) {
      throw new MalformedPattern(range.reason());
    }
    end(ONE_KEY);
    return new Condition.Address(range.low(), range.high());
  }

  private Condition anythingBut() {
    JsonToken token = source.next();
    String operator = null;
    if (token == JsonToken.START_OBJECT) {
      if (source.next() != JsonToken.PROPERTY_NAME) {
        throw source.fault("Anything-But expression name not found");
      }
      operator = source.name();
      if (!Set.of(IGNORE_CASE, "prefix", "suffix", "wildcard").contains(operator)) {
        throw source.fault("Unsupported anything-but pattern: " + operator);
      }
      token = source.next();
    }
    if (token != JsonToken.START_ARRAY
        && token != JsonToken.VALUE_STRING
        && token != JsonToken.VALUE_NUMBER_FLOAT
        && token != JsonToken.VALUE_NUMBER_INT) {
      throw source.fault(
          "Value of " + ANYTHING_BUT + " must be an array or single string/number value.");
    }
    Condition condition = operator == null ? noneOf(token) : noneOf(token, operator);
    end(TOO_MANY);
    if (operator != null) {
      end(TOO_MANY);
    }
    return condition;
  }

  private Condition noneOf(JsonToken first) {
    Set<String> texts = new HashSet<>();
    Set<Long> numbers = new HashSet<>();
    if (first != JsonToken.START_ARRAY) {
      member(first, texts, numbers);
    } else {
      for (JsonToken token = source.next(); token != JsonToken.END_ARRAY; token = source.next()) {
        member(token, texts, numbers);
      }
      if (texts.isEmpty() == numbers.isEmpty()) {
        throw source.fault(
            "Inside anything but list, either all values are number or string, "
                + "mixed type is not supported");
      }
    }
    return texts.isEmpty()
        ? new Condition.NoneOfNumbers(numbers)
        : new Condition.NoneOfTexts(texts);
  }

  private void member(JsonToken token, Set<String> texts, Set<Long> numbers) {
    if (token == JsonToken.VALUE_STRING) {
      texts.add(source.string());
    } else if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      numbers.add(numeric.comparable(source.string()));
    } else {
      // The engine catches its own fault here and reports it with the place again.
      throw source.fault(
          source.located("Inside anything but list, start|null|boolean is not supported."));
    }
  }

  private Condition noneOf(JsonToken first, String operator) {
    List<Condition> conditions = new ArrayList<>();
    if (first != JsonToken.START_ARRAY) {
      conditions.add(excluded(first, operator, false));
    } else {
      for (JsonToken token = source.next(); token != JsonToken.END_ARRAY; token = source.next()) {
        conditions.add(excluded(token, operator, true));
      }
    }
    return new Condition.NoneOf(conditions);
  }

  private Condition excluded(JsonToken token, String operator, boolean inList) {
    String fault = exclusionFault(token, operator);
    if (fault != null) {
      throw source.fault(inList ? source.located(fault) : fault);
    }
    String text = source.string();
    return switch (operator) {
      case IGNORE_CASE -> new Condition.IgnoreCase(text);
      case "prefix" -> new Condition.Prefix(text, false);
      case "suffix" -> new Condition.Suffix(text, false);
      default -> new Condition.Glob(wildcard(text, false));
    };
  }

  private @Nullable String exclusionFault(JsonToken token, String operator) {
    boolean edge = operator.equals("prefix") || operator.equals("suffix");
    if (token == JsonToken.VALUE_STRING) {
      return edge && source.string().isEmpty() ? "Null prefix/suffix not allowed" : null;
    }
    if (edge) {
      return "prefix/suffix match pattern must be a string";
    }
    return operator.equals(IGNORE_CASE)
        ? "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported."
        : "wildcard match pattern must be a string";
  }
}
