package dev.junction.pipe.access;

import dev.junction.kernel.Outcome;
import dev.junction.pipe.domain.PipeErrors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The token of a page is the last key of the page before it.
public final class Page {

  private Page() {}

  /// What the page that a token asks for begins after; empty without a token.
  public static Outcome<String> after(@Nullable String token) {
    if (token == null) {
      return Outcome.accepted("");
    }
    try {
      return Outcome.accepted(
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Outcome.rejected(PipeErrors.invalid("NextToken", "Invalid NextToken."));
    }
  }

  /// The token for what comes after a key.
  public static String token(String lastKey) {
    return Base64.getUrlEncoder().encodeToString(lastKey.getBytes(StandardCharsets.UTF_8));
  }
}
