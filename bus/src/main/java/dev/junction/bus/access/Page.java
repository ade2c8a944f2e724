package dev.junction.bus.access;

import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.PageToken;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list in the order of its keys. A page's token is the last key of the page.
///
/// @param items what is on the page
/// @param nextToken what gets the next page, or null on the last one
public record Page<T>(List<T> items, @Nullable String nextToken) {

  /// Which page is wanted.
  ///
  /// @param list the name of the list
  /// @param prefix what keys begin with; null for anything
  /// @param limit how many at most; null for as many as a page holds
  public record Wish(
      String list, @Nullable String prefix, @Nullable String token, @Nullable Integer limit) {}

  /// The name of a list that parameters belong to: its tokens are for none with other parameters.
  public static String list(String operation, @Nullable String... parameters) {
    return operation + Arrays.toString(parameters);
  }

  /// The page that is wanted.
  public static <T> Outcome<Page<T>> of(List<T> all, Function<T, String> key, Wish wish) {
    String from =
        wish.token() == null || wish.token().isEmpty()
            ? ""
            : PageToken.key(wish.list(), wish.token());
    if (from == null) {
      return Outcome.rejected(BusErrors.invalid("NextToken", "The token is not valid."));
    }
    String prefix = wish.prefix() == null ? "" : wish.prefix();
    int size = wish.limit() == null ? BusLimits.PAGE_MAX : wish.limit();
    List<T> rest =
        all.stream()
            .filter(item -> key.apply(item).startsWith(prefix))
            .filter(item -> key.apply(item).compareTo(from) > 0)
            .sorted(Comparator.comparing(key))
            .limit(size + 1L)
            .toList();
    if (rest.size() <= size) {
      return Outcome.accepted(new Page<>(rest, null));
    }
    List<T> page = rest.subList(0, size);
    return Outcome.accepted(new Page<>(page, PageToken.of(wish.list(), key.apply(page.getLast()))));
  }
}
