package dev.junction.conformance.topic;

import static dev.junction.conformance.topic.SnsConformanceTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.conformance.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListSmsSandboxPhoneNumbersResponse;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.SMSSandboxPhoneNumber;

/// What the SNS Developer Guide says that no other test of topics asks for. Source, where no other
/// is named: its chapter that the test names.
final class SnsGuideConformanceTest {

  private static final String INVALID = "InvalidParameter";

  @AutoClose private static final SnsBench bench = SnsBench.ephemeral();

  private static final SnsClient sns = bench.sns;

  private static void set(String topic, String name, String value) {
    sns.setTopicAttributes(r -> r.topicArn(topic).attributeName(name).attributeValue(value));
  }

  private static String statement(String effect, String principal, String condition, String topic) {
    return "{\"Effect\":\""
        + effect
        + "\",\"Principal\":{\"AWS\":\""
        + principal
        + "\"},\"Action\":\"SNS:Subscribe\",\"Resource\":\""
        + topic
        + "\",\"Condition\":"
        + condition
        + "}";
  }

  private static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  // "Amazon SNS API permissions: Actions and resources reference"
  @Test
  void aPolicyAsksForTheProtocolAndTheEndpointOfASubscription() {
    String topic = bench.topic("asked");
    String allowed = "{\"StringLike\":{\"sns:Endpoint\":\"*@example.com\"}}";
    String denied = "{\"StringEquals\":{\"sns:Protocol\":\"http\"}}";
    set(
        topic,
        "Policy",
        policy(statement("Allow", "*", allowed, topic), statement("Deny", "*", denied, topic)));
    try (SnsClient stranger =
        SnsClient.builder()
            .endpointOverride(bench.junction.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(Clients.credentials("111122223333"))
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      for (SnsClient each : List.of(sns, stranger)) {
        each.subscribe(r -> r.topicArn(topic).protocol("email").endpoint("ann@example.com"));
        refused(
            "AuthorizationError",
            "with an explicit deny in a resource-based policy",
            () ->
                each.subscribe(
                    r ->
                        r.topicArn(topic)
                            .protocol("http")
                            .endpoint("http://shop/ann@example.com")));
      }
      refused(
          "AuthorizationError",
          "no resource-based policy allows",
          () ->
              stranger.subscribe(
                  r -> r.topicArn(topic).protocol("email").endpoint("ann@example.org")));
    }
  }

  private static String device(String name, String platform) {
    Map<String, String> secrets = Map.of("PlatformCredential", "c", "PlatformPrincipal", "p");
    String application =
        sns.createPlatformApplication(r -> r.name(name).platform(platform).attributes(secrets))
            .platformApplicationArn();
    return sns.createPlatformEndpoint(r -> r.platformApplicationArn(application).token("t"))
        .endpointArn();
  }

  // "Publishing notifications with platform-specific payload"
  @Test
  void aDeviceGetsTheTextOfItsPlatform() {
    String topic = bench.topic("platforms");
    String google = device("platforms", "GCM");
    String amazon = device("platforms", "ADM");
    String dead = bench.queue("platforms-dead");
    Map<String, String> redrive =
        Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + bench.arn(dead) + "\"}");
    for (String device : List.of(google, amazon)) {
      sns.subscribe(
          r -> r.topicArn(topic).protocol("application").endpoint(device).attributes(redrive));
      // What a device does not take goes to the queue, as it would have got it.
      sns.setEndpointAttributes(r -> r.endpointArn(device).attributes(Map.of("Enabled", "false")));
    }
    sns.publish(
        r ->
            r.topicArn(topic)
                .messageStructure("json")
                .message("{\"default\":\"d\",\"GCM\":\"g\",\"application\":\"a\"}"));
    List<String> bodies = new ArrayList<>();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              bench.receive(dead).forEach(message -> bodies.add(message.body()));
              return bodies.size() >= 2;
            });
    assertThat(bodies).containsExactlyInAnyOrder("g", "d");
  }

  // The same chapter: a default is for messages to topics.
  @Test
  void aMessageToOneDeviceNeedsTheTextOfItsPlatformAlone() {
    String device = device("direct", "GCM");
    assertThat(
            sns.publish(
                    r ->
                        r.targetArn(device)
                            .messageStructure("json")
                            .message("{\"GCM\":\"to you\"}"))
                .messageId())
        .isNotEmpty();
    refused(
        INVALID,
        "Invalid parameter: Message Structure - No default entry in JSON message body",
        () ->
            sns.publish(
                r -> r.targetArn(device).messageStructure("json").message("{\"ADM\":\"x\"}")));
    refused(
        INVALID,
        "Invalid parameter: Message Structure - No default entry in JSON message body",
        () ->
            sns.publish(
                r ->
                    r.topicArn(bench.topic("direct"))
                        .messageStructure("json")
                        .message("{\"GCM\":\"x\"}")));
  }

  // As Terraform's provider removes a policy.
  @Test
  void aFilterPolicyThatIsRemovedIsNotShown() {
    String subscription =
        bench.subscribe(
            bench.topic("removed"),
            bench.queue("removed"),
            Map.of("FilterPolicyScope", "MessageBody", "FilterPolicy", "{\"a\":{\"b\":[1]}}"));
    sns.setSubscriptionAttributes(
        r -> r.subscriptionArn(subscription).attributeName("FilterPolicy").attributeValue("{}"));
    Map<String, String> shown =
        new TreeMap<>(
            sns.getSubscriptionAttributes(r -> r.subscriptionArn(subscription)).attributes());
    assertThat(shown).doesNotContainKeys("FilterPolicy", "FilterPolicyScope");
  }

  // "Amazon SNS message attributes": what has more than ten is discarded as a client's error, which
  // "Amazon SNS dead-letter queues" says what becomes of.
  @Test
  void aRawMessageThatNoQueueTakesGoesToTheDeadLetterQueueInItsEnvelope() throws Exception {
    String topic = bench.topic("many");
    String queue = bench.queue("many");
    String dead = bench.queue("many-dead");
    String redrive = "{\"deadLetterTargetArn\":\"" + bench.arn(dead) + "\"}";
    bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "true", "RedrivePolicy", redrive));
    Map<String, MessageAttributeValue> attributes = new TreeMap<>();
    for (int i = 0; i < 11; i++) {
      attributes.put("a" + i, text("v" + i));
    }
    sns.publish(r -> r.topicArn(topic).message("all of it").messageAttributes(attributes));
    assertThat(bench.receive(dead))
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.body())
                    .contains("\"Message\" : \"all of it\"")
                    .contains("\"a10\" : {\"Type\":\"String\",\"Value\":\"v10\"}"));
    assertThat(bench.staysEmpty(queue)).isTrue();
    String failed =
        "junction_topic_failed_total{account=\"000000000000\",region=\"eu-central-1\","
            + "topic=\"many\"}";
    assertThat(bench.metric(failed)).isEqualTo(1);
    attributes.remove("a10");
    sns.publish(r -> r.topicArn(topic).message("as it is").messageAttributes(attributes));
    assertThat(bench.receive(queue).getFirst().body()).isEqualTo("as it is");
    // The dead letter was not delivered.
    assertThat(bench.metric(failed.replace("_failed_", "_delivered_"))).isEqualTo(1);
  }

  // Ours: nothing says what becomes of characters that a queue refuses.
  @Test
  void aRawMessageWithCharactersThatNoQueueTakesGoesThereTooInItsEnvelope() throws Exception {
    String topic = bench.topic("controls");
    String queue = bench.queue("controls");
    String dead = bench.queue("controls-dead");
    String redrive = "{\"deadLetterTargetArn\":\"" + bench.arn(dead) + "\"}";
    bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "true", "RedrivePolicy", redrive));
    sns.publish(r -> r.topicArn(topic).message("odd \u0001 one?"));
    assertThat(bench.receive(dead))
        .singleElement()
        .satisfies(
            message -> assertThat(message.body()).contains("\"Message\" : \"odd \\u0001 one?\""));
    assertThat(bench.staysEmpty(queue)).isTrue();
    // JSON does not escape this one, and a dead letter has nowhere else to go.
    sns.publish(r -> r.topicArn(topic).message("odd \ufffe one"));
    assertThat(bench.receive(dead))
        .singleElement()
        .satisfies(message -> assertThat(message.body()).contains("odd \ufffe one"));
    sns.publish(r -> r.topicArn(topic).message("t\u00e4b\tand line\r\n"));
    assertThat(bench.receive(queue).getFirst().body()).isEqualTo("t\u00e4b\tand line\r\n");
  }

  /// Source: IAM User Guide, "AWS global condition context keys".
  @Test
  void aPolicyKnowsTheRegionOfACall() {
    String topic = bench.topic("regions");
    String policy =
        "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"SNS:Publish\","
            + "\"Resource\":\""
            + topic
            + "\",\"Condition\":{\"%s\":{\"aws:RequestedRegion\":\"eu-central-1\"}}}]}";
    sns.setTopicAttributes(
        r ->
            r.topicArn(topic)
                .attributeName("Policy")
                .attributeValue(policy.formatted("StringNotEquals")));
    sns.publish(r -> r.topicArn(topic).message("m"));
    sns.setTopicAttributes(
        r ->
            r.topicArn(topic)
                .attributeName("Policy")
                .attributeValue(policy.formatted("StringEquals")));
    refused(
        "AuthorizationError",
        "is not authorized to perform: SNS:Publish",
        () -> sns.publish(r -> r.topicArn(topic).message("m")));
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  // SNS API reference, ListSMSSandboxPhoneNumbers
  @Test
  void verifiedNumbersComeInPages() {
    for (int i = 0; i < 3; i++) {
      String number = "+1555012000" + i;
      sns.createSMSSandboxPhoneNumber(r -> r.phoneNumber(number));
    }
    ListSmsSandboxPhoneNumbersResponse first = sns.listSMSSandboxPhoneNumbers(r -> r.maxResults(2));
    assertThat(first.phoneNumbers()).hasSize(2);
    assertThat(
            sns.listSMSSandboxPhoneNumbers(r -> r.maxResults(2).nextToken(first.nextToken()))
                .phoneNumbers())
        .extracting(SMSSandboxPhoneNumber::phoneNumber)
        .containsExactly("+15550120002");
    refused(
        INVALID,
        "Invalid parameter: MaxResults Reason: it must be 1 to 100, not 0",
        () -> sns.listSMSSandboxPhoneNumbers(r -> r.maxResults(0)));
  }

  // "Amazon SNS message delivery retries"; the words are those that users of the real service
  // report.
  @Test
  void retriesTakeAnHourAtMost() {
    String topic = bench.topic("hour");
    String hour =
        "{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":36,\"maxDelayTarget\":36,"
            + "\"numRetries\":100}}}";
    set(topic, "DeliveryPolicy", hour);
    refused(
        INVALID,
        "Invalid parameter: DeliveryPolicy: http.defaultHealthyRetryPolicy: Total policy retry"
            + " time cannot be greater than 3600 seconds",
        () ->
            set(
                topic,
                "DeliveryPolicy",
                hour.replace("maxDelayTarget\":36", "maxDelayTarget\":37")));
    refused(
        INVALID,
        "Invalid parameter: DeliveryPolicy: http.defaultThrottlePolicy.maxReceivesPerSecond must"
            + " be >= 1",
        () ->
            set(
                topic,
                "DeliveryPolicy",
                "{\"http\":{\"defaultThrottlePolicy\":{\"maxReceivesPerSecond\":0}}}"));
  }

  // "Amazon SNS API permissions: Actions and resources reference"; the words are those that users
  // of the real service report.
  @Test
  void aPolicyIsAboutItsTopicAndWhatIsDoneWithTopics() {
    String topic = bench.topic("about");
    String publish =
        "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"SNS:Publish\",\"Resource\":\""
            + topic
            + "\"}";
    set(topic, "Policy", policy(publish));
    set(topic, "Policy", policy(publish.replace(topic, "*")));
    for (String action : List.of("SNS:CreateTopic", "SNS:*", "*", "SNS:PublishBatch", "SNS:Get*")) {
      refused(
          INVALID,
          "Invalid parameter: Policy statement action out of service scope!",
          () -> set(topic, "Policy", policy(publish.replace("SNS:Publish", action))));
    }
    set(topic, "Policy", policy(publish.replace("SNS:Publish", "sns:receive")));
    refused(
        INVALID,
        "Invalid parameter: Policy Error: a statement is about other resources than " + topic,
        () -> set(topic, "Policy", policy(publish, publish.replace("about", "another"))));
  }

  // The words are those that Terraform's provider knows.
  @Test
  void whatIsNotConfirmedCannotBeEnded() {
    String topic = bench.topic("pending");
    String pending =
        sns.subscribe(
                r ->
                    r.topicArn(topic)
                        .protocol("email")
                        .endpoint("ann@example.com")
                        .returnSubscriptionArn(true))
            .subscriptionArn();
    refused(
        INVALID,
        "Cannot unsubscribe a subscription that is pending confirmation",
        () -> sns.unsubscribe(r -> r.subscriptionArn(pending)));
    sns.deleteTopic(r -> r.topicArn(topic));
    sns.unsubscribe(r -> r.subscriptionArn(pending));
  }

  // As Terraform's provider takes it away.
  @Test
  void aRedrivePolicyIsTakenAwayByNoValueAndNotByAnEmptyOne() {
    String dead = bench.queue("redrive-dead");
    String redrive = "{\"deadLetterTargetArn\":\"" + bench.arn(dead) + "\"}";
    String subscription =
        bench.subscribe(
            bench.topic("redrive"), bench.queue("redrive"), Map.of("RedrivePolicy", redrive));
    refused(
        INVALID,
        "Invalid parameter: RedrivePolicy: failed to parse JSON.",
        () ->
            sns.setSubscriptionAttributes(
                r ->
                    r.subscriptionArn(subscription)
                        .attributeName("RedrivePolicy")
                        .attributeValue("")));
    assertThat(sns.getSubscriptionAttributes(r -> r.subscriptionArn(subscription)).attributes())
        .containsEntry("RedrivePolicy", redrive);
    sns.setSubscriptionAttributes(
        r -> r.subscriptionArn(subscription).attributeName("RedrivePolicy"));
    assertThat(sns.getSubscriptionAttributes(r -> r.subscriptionArn(subscription)).attributes())
        .doesNotContainKey("RedrivePolicy");
  }

  @Test
  void valuesThatAreNoneAreRefused() {
    String device = device("flags", "GCM");
    refused(
        INVALID,
        "Invalid parameter: Attributes Reason: Invalid value for attribute: Enabled",
        () ->
            sns.setEndpointAttributes(
                r -> r.endpointArn(device).attributes(Map.of("Enabled", "foo"))));
    refused(
        INVALID,
        "Invalid parameter: Attributes Reason: FifoTopic: Invalid value [maybe]. Must be true or"
            + " false.",
        () -> sns.createTopic(r -> r.name("flags").attributes(Map.of("FifoTopic", "maybe"))));
    sns.publish(r -> r.phoneNumber("+15550120001").message("m".repeat(1_600)));
    refused(
        INVALID,
        "Invalid parameter: Message too long",
        () -> sns.publish(r -> r.phoneNumber("+15550120001").message("m".repeat(1_601))));
  }

  // "Filter policy constraints"
  @Test
  void numbersOfFilterPoliciesAreSmall() {
    String subscription = bench.subscribe(bench.topic("large"), bench.queue("large"), Map.of());
    for (String number : List.of("1000000001", "-1e10")) {
      refused(
          INVALID,
          "Invalid parameter: FilterPolicy: Value must be between -1000000000 and 1000000000,"
              + " inclusive",
          () ->
              sns.setSubscriptionAttributes(
                  r ->
                      r.subscriptionArn(subscription)
                          .attributeName("FilterPolicy")
                          .attributeValue("{\"a\":[" + number + "]}")));
    }
    sns.setSubscriptionAttributes(
        r ->
            r.subscriptionArn(subscription)
                .attributeName("FilterPolicy")
                .attributeValue("{\"a\":[1000000000,0.123456789]}"));
  }
}
