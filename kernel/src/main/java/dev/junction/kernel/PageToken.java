package dev.junction.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// The token of a page of a list: where the page before it ended, with a check sum over that and
/// over the list's name. So a token that somebody made up, or that another list handed out, is told
/// from one of the list's own.
public final class PageToken {

  private static final int CHECK_BYTES = 4;

  private PageToken() {}

  /// The token for what comes after a key.
  ///
  /// @param list the name of the list
  public static String of(String list, String lastKey) {
    return of(list, lastKey.getBytes(StandardCharsets.UTF_8));
  }

  /// The token for what comes after a place.
  public static String of(String list, byte[] place) {
    byte[] sealed =
        ByteBuffer.allocate(place.length + CHECK_BYTES)
            .put(place)
            .putInt(check(list, place))
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /// The key that a token was made for; null when it is none of the list.
  public static @Nullable String key(String list, String token) {
    byte[] place = place(list, token);
    return place == null ? null : new String(place, StandardCharsets.UTF_8);
  }

  /// The place that a token was made for; null when it is none of the list.
  public static byte @Nullable [] place(String list, String token) {
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
    return in.getInt() == check(list, place) ? place : null;
  }

  private static int check(String list, byte[] place) {
    CRC32 sum = new CRC32();
    sum.update(list.getBytes(StandardCharsets.UTF_8));
    sum.update(0);
    sum.update(place);
    return (int) sum.getValue();
  }
}
