package dev.junction.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeSpanTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S, 500ms",
    "90s, PT1M30S, 1m30s",
    "15m, PT15M, 15m",
    "2h, PT2H, 2h",
    "1d, PT24H, 1d",
    "1h30m, PT1H30M, 1h30m",
    "P1DT2H, PT26H, 1d2h",
    "0s, PT0S, 0s"
  })
  void lengthsAreReadAndWritten(String text, Duration span, String written) {
    assertThat(TimeSpan.parse(text)).contains(span);
    assertThat(TimeSpan.format(span)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "15", "m", "-1s", "1.5h", "1 h", "P", "PT-1S", "1w", "9999999999999s"})
  void whatIsNoLengthIsNone(String text) {
    assertThat(TimeSpan.parse(text)).isEmpty();
  }
}
