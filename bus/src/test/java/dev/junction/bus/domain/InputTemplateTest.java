package dev.junction.bus.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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

  private static String fill(String template) {
    if (InputTemplate.read(template, PATHS)
        instanceof InputTemplate.Reading.Read(InputTemplate read)) {
      return read.fill(
          new InputTemplate.Circumstances("arn:rule", "rule", EVENT, "{\"id\":\"1\"}", "now"));
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
