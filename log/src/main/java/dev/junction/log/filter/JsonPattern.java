package dev.junction.log.filter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A condition on the members of a message that is a JSON object; other messages never match.
///
/// A comparison with a member that is not there does not hold, also not one with `!=`.
record JsonPattern(Condition condition) implements FilterPattern {

  /// What a condition can be.
  sealed interface Condition {

    boolean holds(Object message, Effort effort);

    /// Hands over the members that it is about.
    void selectors(List<Selector> into);
  }

  /// All of them.
  record All(List<Condition> parts) implements Condition {
    @Override
    public boolean holds(Object message, Effort effort) {
      return parts.stream().allMatch(part -> part.holds(message, effort));
    }

    @Override
    public void selectors(List<Selector> into) {
      parts.forEach(part -> part.selectors(into));
    }
  }

  /// One of them.
  record Any(List<Condition> parts) implements Condition {
    @Override
    public boolean holds(Object message, Effort effort) {
      return parts.stream().anyMatch(part -> part.holds(message, effort));
    }

    @Override
    public void selectors(List<Selector> into) {
      parts.forEach(part -> part.selectors(into));
    }
  }

  /// A comparison with a number or text.
  record Compares(Selector selector, Comparison comparison) implements Condition {
    @Override
    public boolean holds(Object message, Effort effort) {
      return selector.of(message).stream().anyMatch(value -> holdsFor(value, effort));
    }

    private boolean holdsFor(@Nullable Object value, Effort effort) {
      return switch (value) {
        case BigDecimal number -> comparison.holds(number, effort);
        case String text -> comparison.holds(text, effort);
        case Boolean flag -> comparison.holds(flag.toString(), effort);
        case null, default -> false;
      };
    }

    @Override
    public void selectors(List<Selector> into) {
      into.add(selector);
    }
  }

  /// Whether a member is true, false or null.
  record Is(Selector selector, @Nullable Boolean literal) implements Condition {
    @Override
    public boolean holds(Object message, Effort effort) {
      return selector.of(message).stream()
          .anyMatch(value -> literal == null ? value == null : literal.equals(value));
    }

    @Override
    public void selectors(List<Selector> into) {
      into.add(selector);
    }
  }

  /// Whether a member is there, whatever it is, or is not.
  record Exists(Selector selector, boolean wanted) implements Condition {
    @Override
    public boolean holds(Object message, Effort effort) {
      return selector.of(message).isEmpty() != wanted;
    }

    @Override
    public void selectors(List<Selector> into) {
      into.add(selector);
    }
  }

  @Override
  public boolean fits(String message, Effort effort) {
    Object read = JsonText.object(message);
    return read != null && condition.holds(read, effort);
  }

  @Override
  public Map<String, String> extracted(String message) {
    Object read = JsonText.object(message);
    if (read == null) {
      return Map.of();
    }
    List<Selector> selectors = new ArrayList<>();
    condition.selectors(selectors);
    Map<String, String> found = new LinkedHashMap<>();
    for (Selector selector : selectors) {
      List<@Nullable Object> values = selector.of(read);
      if (!values.isEmpty() && values.getFirst() != null) {
        found.put(selector.written(), JsonText.written(values.getFirst()));
      }
    }
    return found;
  }
}
