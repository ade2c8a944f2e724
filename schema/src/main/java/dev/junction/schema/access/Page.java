package dev.junction.schema.access;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.PageToken;
import dev.junction.schema.domain.SchemaErrors;
import dev.junction.schema.domain.SchemaLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// One page of a list by name.
///
/// @param items what is on the page
/// @param nextToken what gets the next page, or null on the last one
public record Page<T>(List<Map.Entry<String, T>> items, @Nullable String nextToken) {

  /// Which page is wanted.
  public record Wish(String list, @Nullable String token, @Nullable Integer limit) {}

  /// The page that is wanted, of those that fit.
  public static <T> Outcome<Page<T>> of(
      NavigableMap<String, T> all, Wish wish, BiPredicate<String, T> fits) {
    return of(all, wish, fits, Integer.MAX_VALUE);
  }

  /// The same, looking at so many at most: a page can be short and not the last.
  public static <T> Outcome<Page<T>> of(
      NavigableMap<String, T> all, Wish wish, BiPredicate<String, T> fits, int lookedMax) {
    Integer wanted = wish.limit;
    int limit = wanted == null ? SchemaLimits.PAGE_MAX : wanted;
    if (limit < 1 || limit > SchemaLimits.PAGE_MAX) {
      return Outcome.rejected(
          SchemaErrors.bad("limit must be from 1 to " + SchemaLimits.PAGE_MAX + "."));
    }
    String token = wish.token;
    String after = token == null || token.isEmpty() ? "" : PageToken.key(wish.list, token);
    if (after == null) {
      return Outcome.rejected(SchemaErrors.bad("The nextToken is none of ours."));
    }
    List<Map.Entry<String, T>> items = new ArrayList<>();
    int looked = 0;
    String last = after;
    for (Map.Entry<String, T> entry : all.tailMap(after, false).entrySet()) {
      if (looked++ == lookedMax) {
        return Outcome.accepted(new Page<>(items, PageToken.of(wish.list, last)));
      }
      last = entry.getKey();
      if (!fits.test(entry.getKey(), entry.getValue())) {
        continue;
      }
      if (items.size() == limit) {
        return Outcome.accepted(
            new Page<>(items, PageToken.of(wish.list, items.getLast().getKey())));
      }
      items.add(Map.entry(entry.getKey(), entry.getValue()));
    }
    return Outcome.accepted(new Page<>(items, null));
  }
}
