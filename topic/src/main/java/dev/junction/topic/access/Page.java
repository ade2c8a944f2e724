package dev.junction.topic.access;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.PageToken;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list in the order of its keys. A page's token is the last key of the page.
///
/// @param items what is on the page
/// @param nextToken what gets the next page, or null on the last one
public record Page<T>(List<T> items, @Nullable String nextToken) {

  /// The page that a token asks for; the first one without a token.
  public static <T> Outcome<Page<T>> of(
      String list, List<T> all, Function<T, String> key, @Nullable String token) {
    return of(list, all, key, token, TopicLimits.LIST_PAGE_MAX);
  }

  /// The page that a token asks for, with so many items at most.
  public static <T> Outcome<Page<T>> of(
      String list, List<T> all, Function<T, String> key, @Nullable String token, int max) {
    return after(list, token)
        .map(
            from ->
                first(
                    list,
                    all.stream()
                        .filter(item -> key.apply(item).compareTo(from) > 0)
                        .sorted(Comparator.comparing(key))
                        .toList(),
                    key,
                    max));
  }

  /// The key after which the page begins that a token asks for; empty without one.
  public static Outcome<String> after(String list, @Nullable String token) {
    if (token == null || token.isEmpty()) {
      return Outcome.accepted("");
    }
    String after = PageToken.key(list, token);
    return after == null
        ? Outcome.rejected(TopicErrors.invalid("NextToken"))
        : Outcome.accepted(after);
  }

  /// The first page of sorted texts that are their own keys.
  public static Page<String> first(String list, List<String> sorted, int max) {
    return first(list, sorted, text -> text, max);
  }

  private static <T> Page<T> first(String list, List<T> sorted, Function<T, String> key, int max) {
    if (sorted.size() <= max) {
      return new Page<>(sorted, null);
    }
    List<T> page = sorted.subList(0, max);
    return new Page<>(page, PageToken.of(list, key.apply(page.getLast())));
  }
}
