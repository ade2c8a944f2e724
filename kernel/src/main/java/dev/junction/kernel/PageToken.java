package dev.junction.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// The token of a page of a list: where the page before it ended, with a check sum, so that a token
/// that somebody made up is told from one that was handed out.
public final class PageToken {

  private static final int CHECK_BYTES = 4;

  /// Makes the check sums differ from those that a text has anyway.
  private static final byte[] SALT = "page".getBytes(StandardCharsets.UTF_8);

  private PageToken() {}

  /// The token for what comes after a key.
  public static String of(String lastKey) {
    return of(lastKey.getBytes(StandardCharsets.UTF_8));
  }

  /// The token for what comes after a place.
  public static String of(byte[] place) {
    byte[] sealed =
        ByteBuffer.allocate(place.length + CHECK_BYTES).put(place).putInt(check(place)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /// The key that a token was made for; null when it is none of ours.
  public static @Nullable String key(String token) {
    byte[] place = place(token);
    return place == null ? null : new String(place, StandardCharsets.UTF_8);
  }

  /// The place that a token was made for; null when it is none of ours.
  public static byte @Nullable [] place(String token) {
    byte[] sealed;
    try {
      sealed = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException _) {
      return null;
    }
    if (sealed.length < CHECK_BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(sealed);
    byte[] place = new byte[sealed.length - CHECK_BYTES];
    in.get(place);
    return in.getInt() == check(place) ? place : null;
  }

  private static int check(byte[] place) {
    CRC32 sum = new CRC32();
    sum.update(SALT);
    sum.update(place);
    return (int) sum.getValue();
  }
}
