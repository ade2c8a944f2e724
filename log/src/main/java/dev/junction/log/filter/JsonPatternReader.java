package dev.junction.log.filter;

import java.util.ArrayList;
import java.util.List;

/// Reads `{ $.member = "value" && … }`.
final class JsonPatternReader {

  private static final int DEPTH_MAX = 20;
  private static final String VALUE_ENDS = "(){}&|";

  private final FilterScanner in;
  private int depth;

  private JsonPatternReader(FilterScanner in) {
    this.in = in;
  }

  static JsonPattern read(String text) {
    FilterScanner in = new FilterScanner(text);
    in.expect('{');
    JsonPattern.Condition condition = new JsonPatternReader(in).any();
    in.expect('}');
    in.expectEnd();
    return new JsonPattern(condition);
  }

  private JsonPattern.Condition any() {
    List<JsonPattern.Condition> parts = new ArrayList<>();
    do {
      parts.add(all());
    } while (in.takeText("||"));
    return parts.size() == 1 ? parts.getFirst() : new JsonPattern.Any(List.copyOf(parts));
  }

  private JsonPattern.Condition all() {
    List<JsonPattern.Condition> parts = new ArrayList<>();
    do {
      parts.add(one());
    } while (in.takeText("&&"));
    return parts.size() == 1 ? parts.getFirst() : new JsonPattern.All(List.copyOf(parts));
  }

  private JsonPattern.Condition one() {
    if (in.takeText("(")) {
      if (++depth > DEPTH_MAX) {
        throw new MalformedFilter("parentheses nest too deep.");
      }
      JsonPattern.Condition inner = any();
      in.expect(')');
      depth--;
      return inner;
    }
    in.skipBlanks();
    Selector selector = Selector.read(in);
    if (in.takeWord("IS")) {
      return is(selector);
    }
    if (in.takeWord("NOT")) {
      if (!in.takeWord("EXISTS")) {
        throw new MalformedFilter("EXISTS is expected behind NOT.");
      }
      return new JsonPattern.Exists(selector, false);
    }
    if (in.takeWord("EXISTS")) {
      return new JsonPattern.Exists(selector, true);
    }
    Comparison comparison = Comparison.read(in, VALUE_ENDS);
    boolean anything =
        comparison.operator() == Comparison.Operator.EQUAL && comparison.text().equals("*");
    return anything
        ? new JsonPattern.Exists(selector, true)
        : new JsonPattern.Compares(selector, comparison);
  }

  private JsonPattern.Condition is(Selector selector) {
    if (in.takeWord("TRUE")) {
      return new JsonPattern.Is(selector, true);
    }
    if (in.takeWord("FALSE")) {
      return new JsonPattern.Is(selector, false);
    }
    if (in.takeWord("NULL")) {
      return new JsonPattern.Is(selector, null);
    }
    throw new MalformedFilter("TRUE, FALSE or NULL is expected behind IS.");
  }
}
