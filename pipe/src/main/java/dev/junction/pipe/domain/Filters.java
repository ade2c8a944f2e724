package dev.junction.pipe.domain;

import dev.junction.expression.path.JsonPath;
import dev.junction.expression.pattern.EventObject;
import dev.junction.expression.pattern.EventReader;
import dev.junction.expression.pattern.Pattern;
import dev.junction.expression.pattern.PatternFault;
import dev.junction.expression.pattern.PatternReading;
import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.Filter;
import dev.junction.models.pipes.FilterCriteria;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The filters of a pipe: an event goes on when one of them wants it, or when there is none.
///
/// A pattern that looks into the sender's data wants only data that is JSON, and one that has the
/// data as a text wants only data that is none. What a source adds to its messages is not for
/// patterns. Source: EventBridge User Guide, "Amazon EventBridge Pipes filtering": the table of
/// body formats, and the fields that cannot be used. Threads: immutable.
public final class Filters {

  private static final Set<String> ADDED =
      Set.of(
          "awsRegion",
          "eventSource",
          "eventSourceARN",
          "eventVersion",
          "eventID",
          "eventName",
          "invokeIdentityArn",
          "eventSourceKey");

  /// What a pattern takes the sender's data for.
  private enum Body {
    ANY,
    TEXT,
    JSON
  }

  /// A filter.
  ///
  /// @param pattern what events must look like
  /// @param body what the sender's data must be
  private record One(Pattern pattern, Body body) {}

  private final List<One> filters;

  private Filters(List<One> filters) {
    this.filters = List.copyOf(filters);
  }

  /// Reads what was asked for, or says what is wrong with it.
  public static Outcome<Filters> of(@Nullable FilterCriteria criteria) {
    List<Filter> wanted = criteria == null ? null : criteria.filters();
    List<One> read = new ArrayList<>();
    if (wanted != null) {
      for (int i = 0; i < wanted.size(); i++) {
        String text = wanted.get(i).pattern();
        String field = "SourceParameters.FilterCriteria.Filters[" + i + "].Pattern";
        if (text == null) {
          return Outcome.rejected(PipeErrors.invalid(field, "A filter needs a Pattern."));
        }
        switch (Pattern.read(text, PipeLimits.PATTERN)) {
          case PatternReading.Faulty(PatternFault fault) -> {
            return Outcome.rejected(
                PipeErrors.invalid(field, "Event pattern is not valid. Reason: " + fault.text()));
          }
          case PatternReading.Read(Pattern pattern) -> {
            if (pattern.overflowing()) {
              return Outcome.rejected(
                  PipeErrors.invalid(field, "Event pattern is not valid. Reason: too complex"));
            }
            Map<String, String> members = JsonPath.members(text);
            if (members.keySet().stream().anyMatch(ADDED::contains)) {
              return Outcome.rejected(
                  PipeErrors.invalid(
                      field,
                      "Event pattern is not valid. Reason: what the source adds cannot be used: "
                          + String.join(", ", new TreeSet<>(ADDED))));
            }
            read.add(new One(pattern, body(members.get("body"))));
          }
        }
      }
    }
    return Outcome.accepted(new Filters(read));
  }

  private static Body body(@Nullable String pattern) {
    if (pattern == null) {
      return Body.ANY;
    }
    return pattern.startsWith("{") ? Body.JSON : Body.TEXT;
  }

  /// Whether there is something to ask.
  public boolean isEmpty() {
    return filters.isEmpty();
  }

  /// Whether an event goes on.
  public boolean want(PipeEvent event) {
    if (filters.isEmpty()) {
      return true;
    }
    String decoded = event.decoded();
    EventObject read = decoded == null ? null : EventReader.read(decoded);
    if (read == null) {
      return false;
    }
    Body other = event.text().equals(decoded) ? Body.JSON : Body.TEXT;
    for (One filter : filters) {
      if (filter.body() != other && filter.pattern().matches(read)) {
        return true;
      }
    }
    return false;
  }
}
