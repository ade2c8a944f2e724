package dev.junction.schedule.access;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.PageToken;
import dev.junction.schedule.domain.ScheduleErrors;
import dev.junction.schedule.domain.ScheduleLimits;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list in the order of its keys. A page's token is the last key of the page.
///
/// @param items what is on the page
/// @param nextToken what gets the next page, or null on the last one
public record Page<T>(List<T> items, @Nullable String nextToken) {

  /// What the page that a token asks for begins after; empty without a token.
  public static Outcome<String> after(String list, @Nullable String token) {
    if (token == null || token.isEmpty()) {
      return Outcome.accepted("");
    }
    String after = PageToken.key(list, token);
    return after == null
        ? Outcome.rejected(ScheduleErrors.invalid("Invalid NextToken."))
        : Outcome.accepted(after);
  }

  /// How many items a page has.
  public static int size(@Nullable Integer maxResults) {
    return maxResults == null ? ScheduleLimits.PAGE_MAX : maxResults;
  }

  /// The first items of a list in order that holds at least one more than the page where there is
  /// one.
  public static <T> Page<T> of(String list, List<T> sorted, int size, Function<T, String> key) {
    if (sorted.size() <= size) {
      return new Page<>(sorted, null);
    }
    List<T> items = sorted.subList(0, size);
    return new Page<>(items, PageToken.of(list, key.apply(items.getLast())));
  }
}
