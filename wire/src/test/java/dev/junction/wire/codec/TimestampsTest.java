package dev.junction.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.TimestampFormat;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATE_TIME     | 2014-04-29T18:30:38Z          | 2014-04-29T18:30:38Z",
        "DATE_TIME     | 2014-04-29T18:30:38.12Z       | 2014-04-29T18:30:38.120Z",
        "HTTP_DATE     | Tue, 29 Apr 2014 18:30:38 GMT | 2014-04-29T18:30:38Z",
        "HTTP_DATE     | Sun, 02 Jan 2000 20:34:56.456 GMT | 2000-01-02T20:34:56.456Z",
        "EPOCH_SECONDS | 1398796238                    | 2014-04-29T18:30:38Z",
        "EPOCH_SECONDS | 1398796238.123                | 2014-04-29T18:30:38.123Z",
        "EPOCH_SECONDS | -1.5                          | 1969-12-31T23:59:58.500Z"
      })
  void readsEachFormat(TimestampFormat format, String text, Instant expected) {
    assertThat(Timestamps.parse(text, format)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATE_TIME     | 2014-04-29T18:30:38Z",
        "DATE_TIME     | 2014-04-29T18:30:38.123Z",
        "HTTP_DATE     | Tue, 29 Apr 2014 18:30:38 GMT",
        "EPOCH_SECONDS | 1398796238",
        "EPOCH_SECONDS | 1398796238.12",
        "EPOCH_SECONDS | 0"
      })
  void writesWhatItReads(TimestampFormat format, String text) {
    assertThat(Timestamps.format(Timestamps.parse(text, format), format)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1996-12-19T16:39:57-08:00",
        "1996-12-19T16:39Z",
        "1996-13-19T16:39:57Z",
        "1996-12-19 16:39:57Z",
        "0000-12-19T16:39:57.9999999999Z",
        ""
      })
  void refusesOtherVariantsOfIso8601(String text) {
    assertThatThrownBy(() -> Timestamps.parse(text, TimestampFormat.DATE_TIME))
        .isInstanceOf(MalformedInput.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e9", "0x42", "NaN", "1515531081.123.456", "99999999999999", "1.", ".5"})
  void refusesWhatIsNoNumberOfSeconds(String text) {
    assertThatThrownBy(() -> Timestamps.parse(text, TimestampFormat.EPOCH_SECONDS))
        .isInstanceOf(MalformedInput.class);
  }

  @Test
  void refusesTimesThatNoFormatCanWrite() {
    assertThatThrownBy(() -> Timestamps.ofEpochSeconds(1e300)).isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> Timestamps.ofEpochSeconds(Double.NaN))
        .isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> Timestamps.ofEpochMilliseconds(Long.MAX_VALUE))
        .isInstanceOf(MalformedInput.class);
  }
}
