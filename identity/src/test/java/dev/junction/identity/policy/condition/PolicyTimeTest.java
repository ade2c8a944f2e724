package dev.junction.identity.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected values: W3C note "Date and Time Formats".
final class PolicyTimeTest {

  @ParameterizedTest
  @CsvSource({
    "1997,1997-01-01T00:00:00Z",
    "1997-07,1997-07-01T00:00:00Z",
    "1997-07-16,1997-07-16T00:00:00Z",
    "1997-07-16T19:20+01:00,1997-07-16T18:20:00Z",
    "1997-07-16T19:20:30+01:00,1997-07-16T18:20:30Z",
    "1997-07-16T19:20:30.45+01:00,1997-07-16T18:20:30.450Z",
    "869077230,1997-07-16T18:20:30Z",
    "0,1970-01-01T00:00:00Z"
  })
  void readsTheForms(String text, Instant expected) {
    assertThat(PolicyTime.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "-1",
        "1997-7",
        "1997-13",
        "1997-02-30",
        "1997-07-16T19:20",
        "1997-07-16 19:20Z",
        "1997-07-16T25:00Z",
        "9999999999999",
        "+1997-07-16T19:20Z"
      })
  void refusesOthers(String text) {
    assertThat(PolicyTime.parse(text)).isNull();
  }
}
