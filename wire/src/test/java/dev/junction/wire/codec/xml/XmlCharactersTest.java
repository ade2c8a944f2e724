package dev.junction.wire.codec.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Which characters a body may hold. Source: SQS API reference, SendMessage: #x9, #xA, #xD, #x20 to
/// #xD7FF, #xE000 to #xFFFD, #x10000 to #x10FFFF.
class XmlCharactersTest {

  @Test
  void everyCodePointIsJudgedAsDocumented() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      boolean isSurrogate = point >= 0xD800 && point <= 0xDFFF;
      boolean documented =
          point == 0x9
              || point == 0xA
              || point == 0xD
              || (point >= 0x20 && point <= 0xFFFD && !isSurrogate)
              || point >= 0x10000;
      String text = "before" + Character.toString(point) + "behind it";
      assertThat(isAllowed(text)).as("U+%04X", point).isEqualTo(documented);
    }
  }

  @Test
  void aSurrogateIsAllowedInAPairOnly() {
    assertThat(isAllowed("\ud83d\ude00")).isTrue();
    assertThat(isAllowed("\ude00\ud83d")).isFalse();
    assertThat(isAllowed("at the end \ud83d")).isFalse();
  }

  @Test
  void aCharacterIsJudgedWhereverItStands() {
    String plain = "abcdefghijklmnopqrstu";
    for (int at = 0; at <= plain.length(); at++) {
      for (String allowed : new String[] {"\t", "?", "\u007f", "\u00e4", "\ud83d\ude00"}) {
        assertThat(isAllowed(with(plain, at, allowed))).as("%s at %d", allowed, at).isTrue();
      }
      for (String refused : new String[] {"\0", "\u001f", "\ud83d", "\uffff"}) {
        assertThat(isAllowed(with(plain, at, refused))).as("%s at %d", refused, at).isFalse();
      }
    }
  }

  private static String with(String text, int at, String more) {
    return text.substring(0, at) + more + text.substring(at);
  }

  private static boolean isAllowed(String text) {
    boolean isAllowed = XmlCharacters.isAllowed(text);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertThat(XmlCharacters.isAllowed(text, utf8)).isEqualTo(isAllowed);
    if (new String(utf8, StandardCharsets.UTF_8).equals(text)) {
      assertThat(XmlCharacters.isAllowed(utf8)).isEqualTo(isAllowed);
    }
    return isAllowed;
  }
}
