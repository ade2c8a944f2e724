package dev.junction.log.access;

import dev.junction.kernel.Outcome;
import dev.junction.log.domain.LogErrors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// What stands in the tokens of pages: where the next page begins.
public final class Token {

  private Token() {}

  public static String of(byte[] place) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(place);
  }

  public static String of(String place) {
    return of(place.getBytes(StandardCharsets.UTF_8));
  }

  public static Outcome<byte[]> bytes(String token) {
    try {
      return Outcome.accepted(Base64.getUrlDecoder().decode(token));
    } catch (IllegalArgumentException _) {
      return Outcome.rejected(LogErrors.invalid("The specified nextToken is invalid."));
    }
  }

  public static Outcome<String> text(String token) {
    return bytes(token).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
