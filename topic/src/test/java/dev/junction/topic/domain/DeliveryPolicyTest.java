package dev.junction.topic.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeliveryPolicyTest {

  // Source of the two: what LocalStack recorded in `test_topic_delivery_policy_crud`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"defaultRequestPolicy\":{\"headerContentType\":\"application/json\"}}"
            + "|{\"disableSubscriptionOverrides\":false,\"defaultRequestPolicy\":"
            + "{\"headerContentType\":\"application/json\"}}",
        "{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":5,\"maxDelayTarget\":6,"
            + "\"numRetries\":1}}|{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":5,"
            + "\"maxDelayTarget\":6,\"numRetries\":1},\"disableSubscriptionOverrides\":false}",
        "{\"defaultHealthyRetryPolicy\":null}|{\"disableSubscriptionOverrides\":false}",
        "{\"disableSubscriptionOverrides\":true,\"x\":[1,\"a\",{\"b\":null}]}"
            + "|{\"disableSubscriptionOverrides\":true,\"x\":[1,\"a\",{\"b\":null}]}",
      })
  void thePolicyOfATopicIsShownWithWhatEveryOneHas(String given, String shown) {
    assertThat(ShownPolicy.ofTopic("{\"http\":" + given + "}"))
        .isEqualTo("{\"http\":" + shown + "}");
  }

  // Source: what LocalStack recorded in `test_subscribe_external_http_endpoint_content_type`.
  @Test
  void thePolicyOfASubscriptionIsShownWithItsNulls() {
    assertThat(
            ShownPolicy.ofSubscription("{\"requestPolicy\":{\"headerContentType\":\"text/csv\"}}"))
        .isEqualTo(
            "{\"healthyRetryPolicy\":null,\"sicklyRetryPolicy\":null,\"throttlePolicy\":null,"
                + "\"requestPolicy\":{\"headerContentType\":\"text/csv\"},"
                + "\"guaranteed\":false}");
  }

  @Test
  void theEffectivePolicyIsJsonWhateverTheContentTypeHolds() {
    DeliveryPolicy policy =
        DeliveryPolicy.ofSubscription(
            "{\"requestPolicy\":{\"headerContentType\":\"text/plain; boundary=\\\"a\\\\b\\\"\"}}");
    assertThat(policy.problem()).isNull();

    assertThat(JsonValue.object(policy.effective(false)))
        .hasValueSatisfying(
            read ->
                assertThat(read)
                    .containsEntry(
                        "requestPolicy",
                        Map.of("headerContentType", "text/plain; boundary=\"a\\b\"")));
  }
}
