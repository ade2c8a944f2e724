package dev.junction.topic.access;

import dev.junction.kernel.Outcome;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
      List<T> all, Function<T, String> key, @Nullable String token) {
    String after = "";
    if (token != null && !token.isEmpty()) {
      try {
        after = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException _) {
        return Outcome.rejected(TopicErrors.invalid("NextToken"));
      }
    }
    String from = after;
    List<T> rest =
        all.stream()
            .filter(item -> key.apply(item).compareTo(from) > 0)
            .sorted(Comparator.comparing(key))
            .toList();
    if (rest.size() <= TopicLimits.LIST_PAGE_MAX) {
      return Outcome.accepted(new Page<>(rest, null));
    }
    List<T> page = rest.subList(0, TopicLimits.LIST_PAGE_MAX);
    byte[] last = key.apply(page.getLast()).getBytes(StandardCharsets.UTF_8);
    return Outcome.accepted(new Page<>(page, Base64.getUrlEncoder().encodeToString(last)));
  }
}
