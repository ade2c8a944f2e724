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
import org.jspecify.annotations.Nullable;

/// The filters of a pipe: an event goes on when one of them wants it, or when there is none.
///
/// A pattern that looks into the sender's data wants only data that is JSON, and one that has the
/// data as a text wants only data that is none. Source: EventBridge User Guide, "Amazon EventBridge
/// Pipes filtering", with the table of body formats that filters of Lambda's event sources have.
/// Threads: immutable.
public final class Filters {

  /// A filter.
  ///
  /// @param pattern what events must look like
  /// @param looksInside whether it looks into the sender's data
  private record One(Pattern pattern, boolean looksInside) {}

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
            read.add(new One(pattern, looksInside(text)));
          }
        }
      }
    }
    return Outcome.accepted(new Filters(read));
  }

  private static boolean looksInside(String pattern) {
    String body = JsonPath.members(pattern).get("body");
    return body != null && body.startsWith("{");
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
    boolean isDecoded = !event.text().equals(decoded);
    for (One filter : filters) {
      if ((isDecoded || !filter.looksInside()) && filter.pattern().matches(read)) {
        return true;
      }
    }
    return false;
  }
}
