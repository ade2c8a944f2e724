package dev.junction.identity.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BasicTimestampTest {

  @ParameterizedTest
  @ValueSource(strings = {"2015-08-30T12:36:00Z", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z"})
  void aTimeComesBackFromItsText(String iso) {
    long seconds = Instant.parse(iso).getEpochSecond();
    String basic = iso.replace("-", "").replace(":", "");

    assertThat(BasicTimestamp.format(seconds)).isEqualTo(basic);
    assertThat(BasicTimestamp.parse(basic)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20150830T123600",
        "20150830 123600Z",
        "20150830T123600z",
        "20150230T123600Z",
        "20151330T123600Z",
        "20150830T243600Z",
        "20150830T126000Z",
        "20150830T123660Z",
        "2015083OT123600Z",
        "20150830T123600Z ",
        "Sun, 30 Aug 2015 12:36:00 GMT"
      })
  void anotherTextIsMalformed(String text) {
    assertThat(BasicTimestamp.parse(text)).isEqualTo(BasicTimestamp.MALFORMED);
  }

  @Test
  void aDayThatDoesNotExistIsMalformed() {
    assertThat(BasicTimestamp.parse("20150229T000000Z")).isEqualTo(BasicTimestamp.MALFORMED);
    assertThat(BasicTimestamp.parse("20160229T000000Z")).isNotEqualTo(BasicTimestamp.MALFORMED);
  }
}
