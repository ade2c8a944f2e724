package dev.junction.pipe.domain;

import dev.junction.expression.path.JsonPath;
import dev.junction.expression.path.JsonText;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The filters of a pipe: an event goes on when one of them wants it, or when there is none.
///
/// A pattern that looks into the sender's data wants only data that is JSON, and one that has the
/// data as a text wants only data that is none. What a source adds to its messages is not for
/// patterns. Source: EventBridge User Guide, "Amazon EventBridge Pipes filtering": the table of
/// body formats, and the fields that cannot be used. Threads: immutable.
public final class Filters {

  private static final String OR = "$or";
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
  private final int added;

  /// @param added the number of the first filter with something that the source adds, or -1
  private Filters(List<One> filters, int added) {
    this.filters = List.copyOf(filters);
    this.added = added;
  }

  /// A field that a pattern asks for at its top.
  ///
  /// @param name its name, or names with dots between
  /// @param wanted what is asked of it, as JSON
  private record Field(String name, String wanted) {

    String first() {
      int dot = name.indexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    }
  }

  /// Reads what is asked for, or says what is wrong with it: as [#of(FilterCriteria)], and nothing
  /// that the source adds. Pipes of before that was refused have such patterns.
  public static Outcome<Filters> asked(@Nullable FilterCriteria criteria) {
    return of(criteria)
        .then(
            filters ->
                filters.added < 0
                    ? Outcome.accepted(filters)
                    : Outcome.rejected(
                        PipeErrors.invalid(
                            member(filters.added),
                            "Event pattern is not valid. Reason: what the source adds cannot be"
                                + " used: "
                                + String.join(", ", new TreeSet<>(ADDED)))));
  }

  /// Reads filters, or says what is wrong with them.
  public static Outcome<Filters> of(@Nullable FilterCriteria criteria) {
    List<Filter> wanted = criteria == null ? null : criteria.filters();
    List<One> read = new ArrayList<>();
    int added = -1;
    if (wanted != null) {
      for (int i = 0; i < wanted.size(); i++) {
        String text = wanted.get(i).pattern();
        if (text == null) {
          return Outcome.rejected(PipeErrors.invalid(member(i), "A filter needs a Pattern."));
        }
        switch (pattern(text, member(i))) {
          case Outcome.Rejected<Pattern>(var error) -> {
            return Outcome.rejected(error);
          }
          case Outcome.Accepted<Pattern>(Pattern pattern) -> {
            List<List<Field>> ways = ways(text);
            if (added < 0 && ways.stream().anyMatch(Filters::hasAdded)) {
              added = i;
            }
            if (ways.size() == 1) {
              read.add(new One(pattern, body(ways.getFirst())));
            } else {
              for (List<Field> way : ways) {
                switch (pattern(joined(way), member(i))) {
                  case Outcome.Rejected<Pattern>(var error) -> {
                    return Outcome.rejected(error);
                  }
                  case Outcome.Accepted<Pattern>(Pattern one) -> read.add(new One(one, body(way)));
                }
              }
            }
          }
        }
      }
    }
    return Outcome.accepted(new Filters(read, added));
  }

  private static String member(int number) {
    return "SourceParameters.FilterCriteria.Filters[" + number + "].Pattern";
  }

  private static Outcome<Pattern> pattern(String text, String member) {
    return switch (Pattern.read(text, PipeLimits.PATTERN)) {
      case PatternReading.Faulty(PatternFault fault) -> faulty(member, fault.text());
      case PatternReading.Read(Pattern pattern) ->
          pattern.overflowing() ? faulty(member, "too complex") : Outcome.accepted(pattern);
    };
  }

  private static <R> Outcome<R> faulty(String member, String reason) {
    return Outcome.rejected(
        PipeErrors.invalid(member, "Event pattern is not valid. Reason: " + reason));
  }

  /// The ways to satisfy a pattern, none of which has alternatives at its top. They are no more
  /// than the branches of the pattern, and in the same order.
  private static List<List<Field>> ways(String object) {
    List<List<Field>> ways = new ArrayList<>();
    ways.add(List.of());
    JsonPath.parts(
        object,
        (name, value) -> {
          List<List<Field>> ends = new ArrayList<>();
          if (OR.equals(name)) {
            JsonPath.parts(value, (_, alternative) -> ends.addAll(ways(alternative)));
          } else if (name != null) {
            ends.add(List.of(new Field(name, value)));
          }
          List<List<Field>> longer = new ArrayList<>();
          for (List<Field> end : ends) {
            for (List<Field> way : ways) {
              List<Field> both = new ArrayList<>(way);
              both.addAll(end);
              longer.add(both);
            }
          }
          ways.clear();
          ways.addAll(longer);
        });
    return ways;
  }

  private static String joined(List<Field> way) {
    return way.stream()
        .map(field -> JsonText.quoted(field.name()) + ':' + field.wanted())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static boolean hasAdded(List<Field> way) {
    return way.stream().anyMatch(field -> ADDED.contains(field.first()));
  }

  private static Body body(List<Field> way) {
    Body body = Body.ANY;
    for (Field field : way) {
      if (field.first().equals("body")) {
        boolean looksInside = field.wanted().startsWith("{") || !field.name().equals("body");
        body = looksInside || body == Body.JSON ? Body.JSON : Body.TEXT;
      }
    }
    return body;
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
