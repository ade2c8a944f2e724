package dev.junction.schema.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Schemas that are inferred from events. The event and what becomes of it: EventBridge User Guide,
/// "Creating a schema from event JSON".
final class EventSchemaTest {

  private static final String EVENT =
      """
      {"version": "0", "id": "315c1398-40ff-a850-213b-158f73e60175",
       "detail-type": "Step Functions Execution Status Change", "source": "aws.states",
       "account": "012345678912", "time": "2019-02-26T19:42:21Z", "region": "us-east-1",
       "resources": ["arn:aws:states:us-east-1:012345678912:execution:name:execution"],
       "detail": {"name": "execution", "status": "FAILED", "startDate": 1551225146847,
         "output": null, "cost": 1.5, "open": true, "steps": [], "last": {"name": "a"}}}
      """;

  private static EventSchema of(String event) {
    return Objects.requireNonNull(EventSchema.of(event));
  }

  @Test
  void anEventBecomesOpenApi() {
    EventSchema schema = of(EVENT);
    assertThat(schema.name()).isEqualTo("aws.states@StepFunctionsExecutionStatusChange");
    String content = schema.openApi();
    assertThat(SchemaRules.fault(content, true)).isNull();
    assertThat(content)
        .contains(
            "\"openapi\":\"3.0.0\"",
            "\"title\":\"StepFunctionsExecutionStatusChange\"",
            "\"x-amazon-events-detail-type\":\"Step Functions Execution Status Change\"",
            "\"x-amazon-events-source\":\"aws.states\"",
            "\"detail\":{\"$ref\":\"#/components/schemas/StepFunctionsExecutionStatusChange\"}",
            "\"time\":{\"type\":\"string\",\"format\":\"date-time\"}",
            "\"resources\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}",
            "\"startDate\":{\"type\":\"integer\",\"format\":\"int64\"}",
            "\"cost\":{\"type\":\"number\",\"format\":\"double\"}",
            "\"open\":{\"type\":\"boolean\"}",
            "\"output\":{}",
            "\"last\":{\"$ref\":\"#/components/schemas/Last\"}");
    assertThat(EventSchema.read(content).openApi()).isEqualTo(content);
  }

  @Test
  void furtherEventsAreTakenIn() {
    EventSchema one = of(event("{\"a\":1,\"b\":null,\"c\":\"x\",\"d\":\"2020-01-01T00:00:00Z\"}"));
    EventSchema two = of(event("{\"a\":1.5,\"b\":\"y\",\"d\":\"z\",\"e\":[{\"f\":1}]}"));
    EventSchema both = one.together(two);
    assertThat(both.openApi())
        .contains(
            "\"required\":[\"a\",\"b\",\"d\"]",
            "\"a\":{\"type\":\"number\",\"format\":\"double\"}",
            "\"b\":{\"type\":\"string\"}",
            "\"c\":{\"type\":\"string\"}",
            "\"d\":{\"type\":\"string\"}",
            "\"e\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/EItem\"}}");
    assertThat(both.together(one)).isEqualTo(both);
    assertThat(both.together(two)).isEqualTo(both);
    EventSchema mixed = both.together(of(event("{\"a\":\"text\"}")));
    assertThat(mixed.together(one)).isEqualTo(mixed);
  }

  private static String event(String detail) {
    return "{\"source\":\"s\",\"detail-type\":\"T\",\"detail\":" + detail + "}";
  }

  @Test
  void openApiIsExportedAsJsonSchema() {
    String exported = Export.jsonSchema(of(EVENT).openApi());
    assertThat(SchemaRules.fault(exported, false)).isNull();
    assertThat(exported)
        .startsWith("{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"title\":")
        .contains("{\"$ref\":\"#/definitions/Last\"}")
        .doesNotContain("components", "x-amazon");
    String nullable =
        "{\"openapi\":\"3.0.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{},"
            + "\"components\":{\"schemas\":{\"A\":{\"type\":\"object\",\"properties\":"
            + "{\"example\":{\"type\":\"string\",\"nullable\":true,\"example\":\"x\"}}}}}}";
    assertThat(Export.jsonSchema(nullable))
        .contains("\"properties\":{\"example\":{\"type\":[\"string\",\"null\"]}}");
  }

  @Test
  void whatIsNoSchemaIsRefused() {
    assertThat(SchemaRules.fault("{", true)).contains("JSON object");
    assertThat(SchemaRules.fault("{\"openapi\":\"2.0\"}", true)).contains("openapi must be 3.0");
    assertThat(SchemaRules.fault("{\"openapi\":\"3.0.0\",\"paths\":{}}", true)).contains("info");
    assertThat(SchemaRules.fault("{}", false)).contains("$schema");
    assertThat(
            SchemaRules.fault(
                "{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"type\":\"thing\"}",
                false))
        .contains("draft 4");
  }

  @Test
  void whatIsNoEventHasNoSchema() {
    assertThat(EventSchema.of("[]")).isNull();
    assertThat(EventSchema.of("{\"a\":".repeat(256) + "1" + "}".repeat(256))).isNull();
    assertThat(of("{\"a\":1}").isOfBus()).isFalse();
  }
}
