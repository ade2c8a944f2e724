package dev.junction.topic.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

  // An earlier release took it.
  @Test
  void aStoredPolicyOfNoneASecondHasItsRetriesAndNoLimit() {
    String retries = "{\"numRetries\":7,\"minDelayTarget\":3,\"maxDelayTarget\":4}";
    String stored =
        "{\"http\":{\"defaultHealthyRetryPolicy\":"
            + retries
            + ",\"defaultThrottlePolicy\":{\"maxReceivesPerSecond\":0}}}";
    DeliveryPolicy topic =
        DeliveryPolicy.of(new TopicSettings(Map.of(TopicSettings.DELIVERY_POLICY, stored)));
    DeliveryPolicy subscription =
        DeliveryPolicy.ofSubscription(
            "{\"healthyRetryPolicy\":"
                + retries
                + ",\"throttlePolicy\":{\"maxReceivesPerSecond\":0}}");
    for (DeliveryPolicy policy : List.of(topic, subscription)) {
      assertThat(policy.retry().retries()).isEqualTo(7);
      assertThat(policy.retry().minDelaySeconds()).isEqualTo(3);
      assertThat(policy.perSecondMax()).isZero();
      assertThat(policy.problem()).endsWith("maxReceivesPerSecond must be >= 1");
    }
  }

  // Source of the first: what users of the real service report; of the words of the kinds none was
  // found.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"http\":{\"throttlePolicy\":{}}}|Unexpected JSON member: throttlePolicy",
        "{\"http\":{\"defaultHealthyRetryPolicy\":{\"numRetry\":50}}}"
            + "|Unexpected JSON member: numRetry",
        "{\"http\":{},\"foo\":1}|Unexpected JSON member: foo",
        "{\"http\":{\"disableSubscriptionOverrides\":\"true\"}}"
            + "|disableSubscriptionOverrides must be a boolean",
        "{\"http\":{\"defaultHealthyRetryPolicy\":5}}"
            + "|defaultHealthyRetryPolicy must be an object",
        "{\"http\":{\"defaultRequestPolicy\":{\"headerContentType\":5}}}"
            + "|headerContentType must be a string",
      })
  void membersOfATopicsPolicyAreKnownAndOfTheirKind(String policy, String problem) {
    assertThat(DeliveryPolicy.ofTopic(policy).problem()).isEqualTo(problem);
  }

  @Test
  void membersOfASubscriptionsPolicyAreKnownAndWhatIsShownIsTaken() {
    assertThat(DeliveryPolicy.ofSubscription("{\"http\":{}}").problem())
        .isEqualTo("Unexpected JSON member: http");
    assertThat(DeliveryPolicy.ofSubscription(ShownPolicy.ofSubscription("{}")).problem()).isNull();
    for (boolean ofTopic : List.of(true, false)) {
      String effective = DeliveryPolicy.DEFAULT.effective(ofTopic);
      DeliveryPolicy again =
          ofTopic ? DeliveryPolicy.ofTopic(effective) : DeliveryPolicy.ofSubscription(effective);
      assertThat(again.problem()).isNull();
    }
  }

  // Source of the first: hashicorp/terraform-provider-aws, pull request 3289; that there are three
  // of them: triggermesh/aws-event-sources, pull request 220.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"numRetries\":3}|minDelayTarget",
        "{\"numRetries\":3,\"maxDelayTarget\":5}|minDelayTarget",
        "{\"numRetries\":3,\"minDelayTarget\":5}|maxDelayTarget",
        "{\"minDelayTarget\":5,\"maxDelayTarget\":5}|numRetries",
      })
  void theRetriesOfASubscriptionSayHowManyAndHowLate(String retries, String missing) {
    assertThat(DeliveryPolicy.ofSubscription("{\"healthyRetryPolicy\":" + retries + "}").problem())
        .isEqualTo("healthyRetryPolicy." + missing + " must be specified");
  }

  // Source: SNS Developer Guide, "SetTopicAttributes delivery policy JSON format".
  @Test
  void theRetriesOfATopicMayLeaveThingsOut() {
    DeliveryPolicy policy =
        DeliveryPolicy.ofTopic("{\"http\":{\"defaultHealthyRetryPolicy\":{\"numRetries\":5}}}");
    assertThat(policy.problem()).isNull();
    assertThat(policy.retry().retries()).isEqualTo(5);
  }

  // An earlier release took it.
  @Test
  void aStoredPolicyOfUnknownMembersKeepsItsRetries() {
    String stored = "{\"healthyRetryPolicy\":{\"numRetries\":7},\"foo\":1}";
    assertThat(DeliveryPolicy.ofSubscription(stored).retry().retries()).isEqualTo(7);
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
