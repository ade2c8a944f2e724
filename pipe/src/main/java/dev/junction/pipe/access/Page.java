package dev.junction.pipe.access;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.PageToken;
import dev.junction.pipe.domain.PipeErrors;
import org.jspecify.annotations.Nullable;

/// The token of a page is the last key of the page before it.
public final class Page {

  private static final String LIST = "ListPipes";

  private Page() {}

  /// What the page that a token asks for begins after; empty without a token.
  public static Outcome<String> after(@Nullable String token) {
    if (token == null || token.isEmpty()) {
      return Outcome.accepted("");
    }
    String after = PageToken.key(LIST, token);
    return after == null
        ? Outcome.rejected(PipeErrors.invalid("NextToken", "Invalid NextToken."))
        : Outcome.accepted(after);
  }

  /// The token for what comes after a key.
  public static String token(String lastKey) {
    return PageToken.of(LIST, lastKey);
  }
}
