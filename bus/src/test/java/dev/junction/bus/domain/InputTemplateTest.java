package dev.junction.bus.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.expression.path.EventValues;
import dev.junction.expression.path.JsonPath;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values: EventBridge User Guide, "Amazon EventBridge input transformation", and what
/// LocalStack recorded from the real service (`test_events_inputs`).
final class InputTemplateTest {

  private static final String EVENT =
      "{\"id\":\"1\",\"detail\":{\"text\":\"a \\\"b\\\"\",\"number\":1.50,\"flag\":true,"
          + "\"list\":[1,\"x\"],\"object\":{\"k\":\"v\"},\"nothing\":null}}";
  private static final Map<String, String> PATHS =
      Map.of(
          "text", "$.detail.text",
          "number", "$.detail.number",
          "flag", "$.detail.flag",
          "list", "$.detail.list",
          "object", "$.detail.object",
          "missing", "$.detail.missing");

  private static @Nullable String fill(String template) {
    return fill(template, new EventValues(EVENT));
  }

  private static @Nullable String fill(String template, EventValues event) {
    if (InputTemplate.read(template, PATHS)
        instanceof InputTemplate.Reading.Read(InputTemplate read)) {
      return read.fill(
          new InputTemplate.Circumstances(
              "arn:rule", "rule", event, () -> "{\"id\":\"1\"}", "now"));
    }
    throw new AssertionError("No template: " + template);
  }

  @Test
  void outsideOfQuotationMarksStandsJson() {
    assertThat(fill("{\"t\": <text>, \"n\": <number>, \"f\": <flag>, \"l\": <list>}"))
        .isEqualTo("{\"t\": \"a \\\"b\\\"\", \"n\": 1.50, \"f\": true, \"l\": [1,\"x\"]}");
  }

  @Test
  void insideStandsTextAndObjectsLoseTheirQuotationMarks() {
    assertThat(fill("\"text <text>, object <object>, list <list>\""))
        .isEqualTo("\"text a \\\"b\\\", object {k:v}, list [1,x]\"");
  }

  @Test
  void whatIsMissingIsAnEmptyText() {
    assertThat(fill("{\"m\": <missing>}")).isEqualTo("{\"m\": \"\"}");
    assertThat(fill("\"m <missing>.\"")).isEqualTo("\"m .\"");
  }

  @Test
  void predefinedVariablesAreThere() {
    assertThat(fill("{\"a\": <aws.events.rule-arn>, \"e\": <aws.events.event>}"))
        .isEqualTo("{\"a\": \"arn:rule\", \"e\": {\"id\":\"1\"}}");
    assertThat(fill("\"<aws.events.rule-name> <aws.events.event.ingestion-time>\""))
        .isEqualTo("\"rule now\"");
    assertThat(fill("<aws.events.event.json>")).isEqualTo(EVENT);
  }

  @Test
  void noInputIsLargerThanAnEventMayBe() {
    EventValues large =
        new EventValues("{\"detail\":{\"text\":\"" + "x".repeat(1_000_000) + "\"}}");
    assertThat(fill("{\"t\": <text>}", large)).hasSize(1_000_009);
    assertThat(fill("{\"t\": [<text>,<text>]}", large)).isNull();
    long before = large.read();
    assertThat(fill("<text>".repeat(1_365), large)).isNull();
    assertThat(large.read() - before).as("stops at once").isLessThan(3_000_000);
  }

  @Test
  void manyPathsReadAnEventOnce() {
    EventValues event = new EventValues(EVENT);
    for (int i = 0; i < 1_000; i++) {
      JsonPath missing = JsonPath.parse("$.detail.missing" + i).orElseThrow();
      assertThat(event.find(missing)).isNull();
    }
    assertThat(event.read()).isLessThan(2L * EVENT.length() + 2_001);
  }

  @Test
  void pathsThroughAllElementsStopAtTheLimit() {
    EventValues event = new EventValues("{\"a\":[" + "{\"b\":[1,2,3]},".repeat(10_000) + "{}]}");
    event.limit(400_000);
    assertThat(event.find(JsonPath.parse("$.a[*].b[*]").orElseThrow())).isNotNull();
    assertThat(event.isExhausted()).as("%d", event.read()).isTrue();
    event.limit(10_000_000);
    assertThat(event.find(JsonPath.parse("$.a[*].b[1]").orElseThrow()))
        .isEqualTo('[' + "2,".repeat(9_999) + "2]");
    assertThat(event.isExhausted()).isFalse();
  }

  @Test
  void anUnknownPlaceholderIsRefused() {
    assertThat(InputTemplate.read("\"<unknown>\"", PATHS))
        .isEqualTo(new InputTemplate.Reading.Faulty("contains invalid placeholder unknown"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.detail.list[1] | \"x\"",
        "$.detail.list[*] | [1,\"x\"]",
        "$['detail']['object'].k | \"v\"",
        "$.detail.object | {\"k\":\"v\"}",
        "$.detail.nothing | null",
        "$.id | \"1\""
      })
  void pathsFindWhatStandsThere(String path, String expected) {
    assertThat(JsonPath.parse(path).orElseThrow().find(EVENT)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"detail", "$.", "$..a", "$[a]", "$[?(@.a)]", "$.a[", "$x"})
  void whatIsNoPathIsRefused(String path) {
    assertThat(JsonPath.parse(path)).isEmpty();
  }
}
