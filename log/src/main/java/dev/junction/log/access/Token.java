package dev.junction.log.access;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.PageToken;
import dev.junction.log.domain.LogErrors;
import java.nio.charset.StandardCharsets;

/// What stands in the tokens of pages: where the next page begins.
public final class Token {

  private Token() {}

  public static String of(byte[] place) {
    return PageToken.of(place);
  }

  public static String of(String place) {
    return PageToken.of(place);
  }

  public static Outcome<byte[]> bytes(String token) {
    byte[] place = PageToken.place(token);
    return place == null
        ? Outcome.rejected(LogErrors.invalid("The specified nextToken is invalid."))
        : Outcome.accepted(place);
  }

  public static Outcome<String> text(String token) {
    return bytes(token).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
