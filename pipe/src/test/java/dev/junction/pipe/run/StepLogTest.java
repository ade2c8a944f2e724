package dev.junction.pipe.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.expression.path.JsonPath;
import dev.junction.pipe.domain.PipeLimits;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Log records that would be too long. Source: EventBridge User Guide, "Logging Amazon EventBridge
/// Pipes performance", "Truncating execution data".
final class StepLogTest {

  @Test
  void aRecordThatFitsIsWhole() {
    Map<String, String> record = written("p".repeat(1000), "q", "r");
    assertThat(record).doesNotContainKey("truncatedFields");
    assertThat(record.get("payload")).hasSize(1002);
  }

  @Test
  void thePayloadIsCutFirst() {
    Map<String, String> record = written("p\"".repeat(150_000), "q".repeat(1000), "r");
    assertThat(record.get("truncatedFields")).isEqualTo("[\"payload\"]");
    assertThat(record.get("payload")).startsWith("\"p\\\"").hasSizeGreaterThan(100_000);
    assertThat(record.get("awsRequest")).hasSize(1002);
  }

  @Test
  void theNextFieldIsCutWhenNothingIsLeftOfTheOneBefore() {
    Map<String, String> record = written("p", "q".repeat(200_000), "r".repeat(200_000));
    assertThat(record.get("truncatedFields")).isEqualTo("[\"payload\",\"awsRequest\"]");
    assertThat(record.get("payload")).isEqualTo("\"\"");
    assertThat(record.get("awsRequest")).startsWith("\"qqq");
    assertThat(record.get("awsResponse")).hasSize(200_002);
  }

  /// The members as JSON.
  private static Map<String, String> written(String payload, String request, String response) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("messageType", "TargetInvocationSucceeded");
    record.put("payload", payload);
    record.put("awsRequest", request);
    record.put("awsResponse", response);
    String json = StepLog.fitting(record);
    assertThat(json.getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(PipeLimits.LOG_RECORD_BYTES_MAX);
    return JsonPath.members(json);
  }
}
