package dev.junction.conformance.topic;

import static dev.junction.conformance.topic.SnsConformanceTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;

/// Answers of subscriptions that LocalStack recorded from the real service in October 2025
/// (`tests/aws/services/sns/test_sns.snapshot.json`, `TestSNSSubscriptionCrud` and its V2).
final class SnsRecordedConformanceTest {

  private static final String INVALID = "InvalidParameter";

  @AutoClose private static final SnsBench bench = SnsBench.ephemeral();

  private static final SnsClient sns = bench.sns;

  private static String phone(String topic, String number) {
    return sns.subscribe(r -> r.topicArn(topic).protocol("sms").endpoint(number)).subscriptionArn();
  }

  // test_subscribe_idempotency
  @Test
  void whoSubscribesAgainMayNameTheDefaults() {
    String topic = bench.topic("again");
    String queue = bench.queue("again");
    String first = bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "True"));

    for (Map<String, String> attributes :
        List.of(
            Map.of("RawMessageDelivery", "true"),
            Map.of("RawMessageDelivery", "true", "FilterPolicyScope", "MessageAttributes"),
            Map.<String, String>of(),
            Map.of("FilterPolicyScope", "MessageAttributes"))) {
      assertThat(bench.subscribe(topic, queue, attributes)).isEqualTo(first);
    }
    refused(
        INVALID,
        "Invalid parameter: Attributes Reason: Subscription already exists with different"
            + " attributes",
        () ->
            bench.subscribe(
                topic,
                queue,
                Map.of("RawMessageDelivery", "false", "FilterPolicyScope", "MessageBody")));
    String plain = bench.queue("plain");
    String second = bench.subscribe(topic, plain, Map.of());
    assertThat(bench.subscribe(topic, plain, Map.of("RawMessageDelivery", "false")))
        .isEqualTo(second);
  }

  // test_subscribe_sms_obscure_phone_number, test_subscribe_invalid_sms
  @Test
  void phoneNumbersMayHaveSingleSeparators() {
    String topic = bench.topic("phones");

    assertThat(phone(topic, "+12/34-567.890")).isEqualTo(phone(topic, "+1234567890"));
    for (String number :
        List.of("+15--551234567", "NAA+15551234567", "+15551234567.", "/+15551234567")) {
      refused(INVALID, "Invalid SMS endpoint: " + number, () -> phone(topic, number));
    }
  }

  // test_unsubscribe_wrong_arn_format, test_sns_confirm_subscription_wrong_token
  @Test
  void whatIsMissingOrNoTokenIsSaidSo() {
    String topic = bench.topic("tokens");

    refused(
        INVALID,
        "Invalid parameter: SubscriptionArn Reason: no value for required parameter",
        () -> sns.unsubscribe(r -> {}));
    refused(
        INVALID,
        "Invalid token",
        () -> sns.confirmSubscription(r -> r.topicArn(topic).token("randomtoken")));
    refused(
        INVALID,
        "Invalid parameter: Token",
        () -> sns.confirmSubscription(r -> r.topicArn(topic).token("51b2ff3edb475b7d")));
  }

  @Test
  void aPolicyWithActionsOfOtherServicesIsRefused() {
    String topic = bench.topic("scope");
    String policy =
        """
        {"Statement":[{"Effect":"Allow","Principal":"*","Action":"%s","Resource":"*"}]}
        """;
    sns.setTopicAttributes(
        r ->
            r.topicArn(topic)
                .attributeName("Policy")
                .attributeValue(policy.formatted("SNS:Publish")));
    refused(
        INVALID,
        "Invalid parameter: Policy statement action out of service scope!",
        () ->
            sns.setTopicAttributes(
                r ->
                    r.topicArn(topic)
                        .attributeName("Policy")
                        .attributeValue(policy.formatted("sqs:SendMessage"))));
  }

  // test_validate_set_sub_attributes
  @Test
  void policiesThatAreNoJsonAreRefusedInTheParsersWords() {
    String subscription =
        bench.subscribe(bench.topic("policies"), bench.queue("policies"), Map.of());

    for (String name : List.of("RedrivePolicy", "FilterPolicy")) {
      refused(
          INVALID,
          "Invalid parameter: "
              + name
              + ": failed to parse JSON. Unexpected character ('i' (code 105)): was expecting"
              + " double-quote to start field name\n at [Source: REDACTED"
              + " (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]",
          () ->
              sns.setSubscriptionAttributes(
                  r ->
                      r.subscriptionArn(subscription)
                          .attributeName(name)
                          .attributeValue("{invalidjson}")));
    }
  }
}
