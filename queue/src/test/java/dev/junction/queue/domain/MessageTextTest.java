package dev.junction.queue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Which characters a body may hold. Source: SQS API reference, SendMessage: #x9, #xA, #xD, #x20 to
/// #xD7FF, #xE000 to #xFFFD, #x10000 to #x10FFFF.
class MessageTextTest {

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
      assertThat(MessageText.isAllowed(text)).as("U+%04X", point).isEqualTo(documented);
    }
  }

  @Test
  void aSurrogateIsAllowedInAPairOnly() {
    assertThat(MessageText.isAllowed("\ud83d\ude00")).isTrue();
    assertThat(MessageText.isAllowed("\ude00\ud83d")).isFalse();
    assertThat(MessageText.isAllowed("at the end \ud83d")).isFalse();
  }
}
