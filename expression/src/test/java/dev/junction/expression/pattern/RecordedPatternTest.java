package dev.junction.expression.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the real EventBridge answered about patterns. Source: LocalStack's AWS-validated templates
/// (`tests/aws/services/events/event_pattern_templates`, `test_invalid_json_event_pattern`).
final class RecordedPatternTest {

  private static final PatternLimits LIMITS = new PatternLimits(100_000, 100, 100, 1_000_000_000);

  private static String verdict(String pattern, String event) {
    return switch (Pattern.read(pattern, LIMITS)) {
      case PatternReading.Faulty _ -> "refused";
      case PatternReading.Read(Pattern read) ->
          String.valueOf(read.matches(Objects.requireNonNull(EventReader.read(event))));
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"anything-but\":\"init\"}",
        "{\"anything-but\":[\"init\",\"x\"]}",
        "{\"anything-but\":{\"equals-ignore-case\":\"init\"}}",
        "{\"anything-but\":{\"equals-ignore-case\":[\"init\"]}}",
        "{\"anything-but\":{\"prefix\":\"init\"}}",
        "{\"anything-but\":{\"prefix\":[\"init\"]}}",
        "{\"anything-but\":{\"suffix\":\"init\"}}",
        "{\"anything-but\":{\"suffix\":[\"init\"]}}",
        "{\"anything-but\":{\"wildcard\":\"*init\"}}",
        "{\"anything-but\":{\"wildcard\":[\"*init\"]}}",
        "{\"anything-but\":5}",
        "{\"anything-but\":[5,6]}"
      })
  void anythingButTakesNullAndAnotherValueButNothingMissing(String condition) {
    String pattern = "{\"k\":[" + condition + "]}";

    assertThat(verdict(pattern, "{\"k\":null}")).isEqualTo("true");
    assertThat(verdict(pattern, "{\"k\":\"zzz\"}")).isEqualTo("true");
    assertThat(verdict(pattern, "{\"other\":1}")).isEqualTo("false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
            {"anything-but":{"wildcard":""}} | "dir/init/file" | true
            {"anything-but":{"wildcard":"*/dir/*"}} | 123 | true
            {"anything-but":{"prefix":["init","test"]}} | 12 | true
            {"anything-but":{"prefix":"init"}} | 12 | true
            {"anything-but":0} | 789 | true
            {"anything-but":{"equals-ignore-case":["INIT","Stop"]}} | "stop" | false
            {"cidr":"10.0.0.0/24"} | 123 | false
            {"cidr":"2001:db8:1234:1a00::/64"} | "2001:db8:1234:1a00::1" | true
            {"cidr":"2001:db8:1234:1a00::/64"} | "2001:db8:1234:1b00::1" | false
            {"equals-ignore-case":""} | "test-value" | false
            {"equals-ignore-case":""} | "" | true
            null | [] | false
            {"wildcard":""} | "abc" | false
            {"exists":false} | [] | true
            {"exists":true} | [] | false
            {"exists":true},{"prefix":"IGNORED"},{"suffix":"IGNORED"} | "my-value" | true
            {"anything-but":["roses"]},{"exists":false} | MISSING | true
            {"anything-but":["roses"]},{"exists":false} | "roses" | false
            {"numeric":[">",100]},{"anything-but":"101"} | "101" | false
            {"numeric":[">",0]} | "123" | false
            {"numeric":[">",0]} | null | false
            {"numeric":[">",0]} | 10.5 | true
            300 | 300.0 | true
            null | null | true
            null | "" | false
            "" | "" | true
            "" | null | false
            {"prefix":""} | "x" | true
            true | true | true
            true | false | false
            {"prefix":{"equals-ignore-case":"EventB"}} | "eventbridge" | true
            {"suffix":{"equals-ignore-case":".PnG"}} | "a.png" | true
            {"anything-but":{"prefix":""}} | null | refused
            {"anything-but":{"suffix":""}} | null | refused
            {"anything-but":null} | null | refused
            {"anything-but":["stopped",null]} | null | refused
            {"anything-but":{"suffix":[null,".txt"]}} | null | refused
          """)
  void conditionsMatchAsTheyDoThere(String conditions, String value, String verdict) {
    String event = value.equals("MISSING") ? "{\"other\":1}" : "{\"k\":" + value + "}";

    assertThat(verdict("{\"k\":[" + conditions + "]}", event)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":{"b":["x"]}} | {"a.b":{"b":"x"}} | false
          {"a":{"b":["x"]}} | {"a.b":"x"} | true
          {"a.b":{"b":["x"]}} | {"a":{"b":"x"}} | false
          {"a.b":["x"]} | {"a":{"b":"x"}} | true
          {"a":{"b":["x"]}} | {"a":[{"b":"x"},{"b":"y"}]} | true
          {"a":{"b":["x"]}} | {"a":"{\\"b\\":\\"x\\"}"} | false
          {"a":{"b":{"S":[{"exists":false}]}}} | {"a":{"c":{"N":"789"}}} | true
          """)
  void pathsMatchAsTheyDoThere(String pattern, String event, String verdict) {
    assertThat(verdict(pattern, event)).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          this is valid json but not a dict; this; 5
          {"not": closed mark"; closed; 15
          """)
  void aWordThatIsNoValueIsPlacedBehindIt(String text, String word, int column) {
    assertThat(Pattern.read(text, LIMITS))
        .isInstanceOfSatisfying(
            PatternReading.Faulty.class,
            faulty ->
                assertThat(faulty.fault().text())
                    .isEqualTo(
                        "Unrecognized token '"
                            + word
                            + "': was expecting (JSON String, Number, Array, Object or token"
                            + " 'null', 'true' or 'false')\n at [Source: (String)\""
                            + text
                            + "\"; line: 1, column: "
                            + column
                            + "]"));
  }
}
