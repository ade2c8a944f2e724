package dev.junction.log.access;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.PageToken;
import dev.junction.kernel.ServiceError;
import dev.junction.log.domain.LogErrors;
import java.nio.charset.StandardCharsets;

/// What stands in the tokens of pages: where the next page begins.
public final class Token {

  private Token() {}

  /// The refusal of a token that the list has not handed out.
  public static ServiceError invalid() {
    return LogErrors.invalid("The specified nextToken is invalid.");
  }

  public static String of(String list, byte[] place) {
    return PageToken.of(list, place);
  }

  public static String of(String list, String place) {
    return PageToken.of(list, place);
  }

  public static Outcome<byte[]> bytes(String list, String token) {
    byte[] place = PageToken.place(list, token);
    return place == null ? Outcome.rejected(invalid()) : Outcome.accepted(place);
  }

  public static Outcome<String> text(String list, String token) {
    return bytes(list, token).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
