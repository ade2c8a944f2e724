package dev.junction.conformance.topic;

import static dev.junction.conformance.topic.SnsConformanceTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.conformance.Clients;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Tag;

/// What the tests of other projects found at the real service. Source, where no other is named:
/// `module-ballerinax-aws.sns`, `ballerina/tests`.
final class SnsReportedConformanceTest {

  private static final String INVALID = "InvalidParameter";
  private static final String ATTRIBUTES = "Invalid parameter: Attributes Reason: ";
  private static final Map<String, String> SECRETS =
      Map.of("PlatformCredential", "c", "PlatformPrincipal", "p");

  @AutoClose private static final SnsBench bench = SnsBench.ephemeral();

  private static final SnsClient sns = bench.sns;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SQSSuccessFeedbackSampleRate|500|SQSSuccessFeedbackSampleRate: 500 value provided is not"
            + " an integer between 0-100",
        "DeliveryPolicy|{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":10,"
            + "\"maxDelayTarget\":20,\"numRetries\":300}}}|DeliveryPolicy:"
            + " http.defaultHealthyRetryPolicy.numRetries must be less than or equal to 100",
        "Policy|{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":"
            + "\"SNS:Publishx\",\"Resource\":\"*\"}]}|Policy statement action out of service"
            + " scope!",
      })
  void aNewTopicSaysThatItsAttributesAreWrong(String name, String value, String reason) {
    refused(
        INVALID,
        ATTRIBUTES + reason,
        () -> sns.createTopic(r -> r.name("wrong").attributes(Map.of(name, value))));
    String topic = bench.topic("right");
    refused(
        INVALID,
        "Invalid parameter: " + reason,
        () ->
            sns.setTopicAttributes(
                r -> r.topicArn(topic).attributeName(name).attributeValue(value)));
  }

  @Test
  void sensitiveDataComesInOrGoesOut() {
    String policy =
        "{\"Name\":\"n\",\"Version\":\"2021-06-01\",\"Statement\":[{\"DataDirection\":"
            + "\"Inbxound\",\"Principal\":[\"*\"],\"DataIdentifier\":"
            + "[\"arn:aws:dataprotection::aws:data-identifier/Name\"],"
            + "\"Operation\":{\"Deny\":{}}}]}";
    refused(
        INVALID,
        "Invalid parameter: DataProtectionPolicy Reason: Statement DataDirection must be either"
            + " Inbound or Outbound",
        () -> sns.createTopic(r -> r.name("data").dataProtectionPolicy(policy)));
  }

  @Test
  void tagsAreShortAndFew() {
    String key = "k".repeat(129);
    refused(
        "ValidationError",
        "1 validation error detected: Value '"
            + key
            + "' at 'tags.1.member.key' failed to satisfy constraint: Member must have length less"
            + " than or equal to 128",
        () -> sns.createTopic(r -> r.name("t").tags(Tag.builder().key(key).value("v").build())));
  }

  @Test
  void permissionsAreForAccountsAndMayBeMissing() {
    String topic = bench.topic("permissions");
    refused(
        INVALID,
        "Invalid parameter: A provided account ID is not valid",
        () ->
            sns.addPermission(
                r ->
                    r.topicArn(topic)
                        .label("l")
                        .awsAccountIds("InvalidAccountId")
                        .actionNames("Publish")));
    sns.addPermission(
        r ->
            r.topicArn(topic)
                .label("l")
                .awsAccountIds("123456789012", "123456789012")
                .actionNames(
                    "GetDataProtectionPolicy",
                    "ListTagsForResource",
                    "PutDataProtectionPolicy",
                    "Publish",
                    "Publish"));
    sns.removePermission(r -> r.topicArn(topic).label("there is none"));
  }

  // Source: issue 138 of the SDK's core for Ruby, where SNS takes what SQS refuses.
  @Test
  void aPermissionMayBeForEverybody() {
    String topic = bench.topic("open");
    sns.addPermission(
        r -> r.topicArn(topic).label("all").awsAccountIds("*").actionNames("Publish"));
    try (SnsClient stranger =
        SnsClient.builder()
            .endpointOverride(bench.junction.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(Clients.credentials("111122223333"))
            .build()) {
      assertThat(stranger.publish(r -> r.topicArn(topic).message("m")).messageId()).isNotEmpty();
      sns.removePermission(r -> r.topicArn(topic).label("all"));
      refused(
          "AuthorizationError",
          "is not authorized to perform: SNS:Publish",
          () -> stranger.publish(r -> r.topicArn(topic).message("m")));
    }
  }

  @Test
  void numbersOfTheSandboxHaveTheFormOfTheModel() {
    for (String number : List.of("invalid phone number", "1234567890")) {
      refused(
          "ValidationError",
          "at 'phoneNumber' failed to satisfy constraint: Member must satisfy regular expression"
              + " pattern: ^(\\+[0-9]{8,}|[0-9]{0,9})$",
          () -> sns.createSMSSandboxPhoneNumber(r -> r.phoneNumber(number)));
    }
    refused(
        "ValidationError",
        "at 'phoneNumber' failed to satisfy constraint: Member must have length less than or equal"
            + " to 20",
        () -> sns.createSMSSandboxPhoneNumber(r -> r.phoneNumber("+" + "9".repeat(30))));
    for (String number : List.of("+9411223344667788990", "123456789")) {
      sns.createSMSSandboxPhoneNumber(r -> r.phoneNumber(number));
      sns.deleteSMSSandboxPhoneNumber(r -> r.phoneNumber(number));
    }
  }

  @Test
  void preferencesOfTextMessagesAreCheckedAndUnset() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "DefaultSenderID", "testSenderID",
                "DefaultSMSType", "x",
                "MonthlySpendLimit", "much",
                "DeliveryStatusSuccessSamplingRate", "101")
            .entrySet()) {
      refused(
          INVALID,
          wrong.getKey() + " is invalid",
          () -> sns.setSMSAttributes(r -> r.attributes(Map.ofEntries(wrong))));
    }
    Map<String, String> all = new TreeMap<>();
    all.put("MonthlySpendLimit", "20");
    all.put("DefaultSMSType", "Transactional");
    all.put("DefaultSenderID", "test2");
    sns.setSMSAttributes(r -> r.attributes(all));
    assertThat(sns.getSMSAttributes(r -> {}).attributes()).isEqualTo(all);
    // As Terraform does when preferences are destroyed.
    all.replaceAll((_, _) -> "");
    sns.setSMSAttributes(r -> r.attributes(all));
    assertThat(sns.getSMSAttributes(r -> {}).attributes())
        .isEqualTo(Map.of("MonthlySpendLimit", "1"));
  }

  @Test
  void phonesHaveNumbers() {
    String text = "Invalid parameter: PhoneNumber Reason: input incorrectly formatted";
    refused(INVALID, text, () -> sns.checkIfPhoneNumberIsOptedOut(r -> r.phoneNumber("+9477123x")));
    refused(INVALID, text, () -> sns.optInPhoneNumber(r -> r.phoneNumber("+9477123x")));
    sns.optInPhoneNumber(r -> r.phoneNumber("+15551230000"));
  }

  private static String application(String name, Map<String, String> more) {
    Map<String, String> attributes = new TreeMap<>(SECRETS);
    attributes.putAll(more);
    return sns.createPlatformApplication(r -> r.name(name).platform("ADM").attributes(attributes))
        .platformApplicationArn();
  }

  @Test
  void applicationsAreMadeOnceAndChecked() {
    String arn = application("app", Map.of());
    assertThat(application("app", Map.of())).isEqualTo(arn);
    refused(
        INVALID,
        "Invalid parameter: Name Reason: An application with the same name but different"
            + " properties already exists",
        () -> application("app", Map.of("EventEndpointCreated", bench.topic("events"))));
    Map<String, String> rate = Map.of("SuccessFeedbackSampleRate", "101");
    String text =
        ATTRIBUTES
            + "Invalid value for attribute: SuccessFeedbackSampleRate: 101 value provided is not an"
            + " integer between 0-100";
    refused(INVALID, text, () -> application("other", rate));
    refused(
        INVALID,
        text,
        () ->
            sns.setPlatformApplicationAttributes(
                r -> r.platformApplicationArn(arn).attributes(rate)));
    // As for endpoints.
    refused(
        INVALID,
        ATTRIBUTES + "Invalid attribute name: Colour",
        () ->
            sns.setPlatformApplicationAttributes(
                r -> r.platformApplicationArn(arn).attributes(Map.of("Colour", "red"))));
    refused(
        INVALID,
        "Invalid parameter: PlatformApplicationArn Reason: Wrong number of slashes in relative"
            + " portion of the ARN.",
        () ->
            sns.createPlatformEndpoint(
                r ->
                    r.platformApplicationArn(arn.replace(":app/", ":endpoint/") + "/1")
                        .token("t")));
    // The number of slashes is right, the account or the service is not.
    for (String wrong :
        List.of(arn.replace("000000000000", "111111111111"), arn.replace(":sns:", ":sqs:"))) {
      refused(
          INVALID,
          "Invalid parameter: PlatformApplicationArn",
          () -> sns.getPlatformApplicationAttributes(r -> r.platformApplicationArn(wrong)));
      assertThatThrownBy(
              () -> sns.getPlatformApplicationAttributes(r -> r.platformApplicationArn(wrong)))
          .message()
          .doesNotContain("slashes");
    }
    refused(
        INVALID,
        "Invalid parameter: PlatformApplicationArn Reason: An ARN must have at least 6 elements,"
            + " not 1",
        () -> sns.getPlatformApplicationAttributes(r -> r.platformApplicationArn("app")));
  }

  @Test
  void devicesHaveTokens() {
    String arn = application("tokens", Map.of());
    refused(
        INVALID,
        "Invalid parameter: Token Reason: cannot be empty",
        () -> sns.createPlatformEndpoint(r -> r.platformApplicationArn(arn).token("")));
    refused(
        INVALID,
        "Invalid parameter: Token Reason: it has more than 8192 bytes",
        () ->
            sns.createPlatformEndpoint(r -> r.platformApplicationArn(arn).token("t".repeat(8193))));
    refused(
        INVALID,
        "Invalid parameter: CustomUserData Reason: it has more than 2048 bytes",
        () ->
            sns.createPlatformEndpoint(
                r -> r.platformApplicationArn(arn).token("t").customUserData("u".repeat(2049))));
    refused(
        INVALID,
        ATTRIBUTES + "Invalid value for attribute: Token: cannot be empty",
        () ->
            sns.createPlatformEndpoint(
                r -> r.platformApplicationArn(arn).token("t").attributes(Map.of("Token", ""))));
    String device =
        sns.createPlatformEndpoint(r -> r.platformApplicationArn(arn).token("t")).endpointArn();
    sns.setPlatformApplicationAttributes(
        r -> r.platformApplicationArn(arn).attributes(Map.of("Enabled", "false")));
    // Source: SNS API reference, Publish.
    refused(
        "PlatformApplicationDisabled",
        "disabled",
        () -> sns.publish(r -> r.targetArn(device).message("m")));
    String topic = bench.topic("devices");
    String dead = bench.queue("devices-dead");
    String redrive = "{\"deadLetterTargetArn\":\"" + bench.arn(dead) + "\"}";
    sns.subscribe(
        r ->
            r.topicArn(topic)
                .protocol("application")
                .endpoint(device)
                .attributes(Map.of("RedrivePolicy", redrive)));
    sns.publish(r -> r.topicArn(topic).message("nobody gets it"));
    assertThat(bench.receive(dead).getFirst().body()).isEqualTo("nobody gets it");
  }

  // Source: SNS API reference, GetEndpointAttributes.
  @Test
  void aDeviceIsOneEndpointHoweverItsTokenIsWritten() {
    String arn =
        sns.createPlatformApplication(
                r ->
                    r.name("apple")
                        .platform("APNS_SANDBOX")
                        .attributes(
                            Map.of("PlatformCredential", "key", "PlatformPrincipal", "cert")))
            .platformApplicationArn();
    String device =
        sns.createPlatformEndpoint(
                r ->
                    r.platformApplicationArn(arn)
                        .token("ABCDEF01")
                        .attributes(Map.of("Enabled", "True")))
            .endpointArn();
    assertThat(sns.getEndpointAttributes(r -> r.endpointArn(device)).attributes())
        .isEqualTo(Map.of("Token", "abcdef01", "Enabled", "true"));
    assertThat(
            sns.createPlatformEndpoint(r -> r.platformApplicationArn(arn).token("abcdef01"))
                .endpointArn())
        .isEqualTo(device);
    sns.setEndpointAttributes(
        r -> r.endpointArn(device).attributes(Map.of("Token", "ABCDEF02", "Enabled", "FALSE")));
    assertThat(sns.getEndpointAttributes(r -> r.endpointArn(device)).attributes())
        .isEqualTo(Map.of("Token", "abcdef02", "Enabled", "false"));
    // Tokens of other platforms are what they are.
    String android = application("android", Map.of());
    String upper =
        sns.createPlatformEndpoint(r -> r.platformApplicationArn(android).token("T")).endpointArn();
    assertThat(
            sns.createPlatformEndpoint(r -> r.platformApplicationArn(android).token("t"))
                .endpointArn())
        .isNotEqualTo(upper);
  }

  // Source: SNS Developer Guide, "Application event notifications"; the members are those that
  // Wire's `gundeck` reads.
  @Test
  void aTopicHearsOfDevices() {
    String topic = bench.topic("heard");
    String queue = bench.queue("heard");
    bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
    String arn =
        application(
            "heard",
            Map.of(
                "EventEndpointCreated", topic,
                "EventEndpointUpdated", topic,
                "EventEndpointDeleted", topic));
    String device =
        sns.createPlatformEndpoint(r -> r.platformApplicationArn(arn).token("t")).endpointArn();
    heard(queue, device, "EndpointCreated");
    sns.createPlatformEndpoint(r -> r.platformApplicationArn(arn).token("t"));
    sns.setEndpointAttributes(r -> r.endpointArn(device).attributes(Map.of("Token", "u")));
    heard(queue, device, "EndpointUpdated");
    sns.deleteEndpoint(r -> r.endpointArn(device));
    heard(queue, device, "EndpointDeleted");
    refused(
        INVALID,
        ATTRIBUTES + "Invalid value for attribute: EventEndpointCreated",
        () -> application("deaf", Map.of("EventEndpointCreated", "a topic")));
  }

  private static void heard(String queue, String device, String what) {
    assertThat(bench.receive(queue))
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.body())
                    .contains("\"EndpointArn\":\"" + device + "\"")
                    .contains("\"EventType\":\"" + what + "\""));
  }

  @Test
  void whatCannotBeSubscribedIsSaidSo() {
    String topic = bench.topic("subscribe");
    refused(
        INVALID,
        "Invalid parameter: Application endpoint arn invalid:" + topic,
        () -> sns.subscribe(r -> r.topicArn(topic).protocol("application").endpoint(topic)));
    refused(
        INVALID,
        ATTRIBUTES + "Delivery protocol [email] does not support raw message delivery.",
        () ->
            sns.subscribe(
                r ->
                    r.topicArn(topic)
                        .protocol("email")
                        .endpoint("a@example.com")
                        .attributes(Map.of("RawMessageDelivery", "true"))));
    // Source: LocalStack, `test_unsubscribe_wrong_arn_format`,
    // `test_get_subscription_attributes_error_not_exists`.
    String wrong = "Invalid parameter: SubscriptionId";
    refused(INVALID, wrong, () -> sns.unsubscribe(r -> r.subscriptionArn(topic + ":random")));
    refused(
        INVALID,
        wrong,
        () -> sns.getSubscriptionAttributes(r -> r.subscriptionArn(topic + ":random")));
  }

  // Ours: nothing says what becomes of the first token.
  @Test
  void whoIsAskedTwiceMayAnswerEitherQuestion() throws Exception {
    try (Webhook webhook = new Webhook(_ -> 200)) {
      String topic = bench.topic("asked-twice");
      for (int i = 0; i < 2; i++) {
        sns.subscribe(r -> r.topicArn(topic).protocol("http").endpoint(webhook.url("/")));
      }
      List<String> tokens = List.of(webhook.next().field("Token"), webhook.next().field("Token"));
      String subscription =
          sns.confirmSubscription(r -> r.topicArn(topic).token(tokens.getFirst()))
              .subscriptionArn();
      assertThat(subscription).startsWith(topic + ":");
      assertThat(
              sns.confirmSubscription(r -> r.topicArn(topic).token(tokens.getLast()))
                  .subscriptionArn())
          .isEqualTo(subscription);
    }
  }

  // Source: LocalStack, `test_subscribe_external_http_endpoint_content_type`.
  @Test
  void whatAPolicyDoesNotSayIsSaidByThatOfTheTopic() throws Exception {
    try (Webhook webhook = new Webhook(_ -> 200)) {
      String topic = bench.topic("policies");
      sns.setTopicAttributes(
          r ->
              r.topicArn(topic)
                  .attributeName("DeliveryPolicy")
                  .attributeValue(
                      "{\"http\":{\"defaultRequestPolicy\":"
                          + "{\"headerContentType\":\"application/json\"}}}"));
      String subscription =
          sns.subscribe(
                  r ->
                      r.topicArn(topic)
                          .protocol("http")
                          .endpoint(webhook.url("/"))
                          .attributes(
                              Map.of(
                                  "DeliveryPolicy",
                                  "{\"healthyRetryPolicy\":{\"minDelayTarget\":1,"
                                      + "\"maxDelayTarget\":1,\"numRetries\":0},"
                                      + "\"throttlePolicy\":{\"maxReceivesPerSecond\":1000}}"))
                          .returnSubscriptionArn(true))
              .subscriptionArn();
      assertThat(
              sns.getSubscriptionAttributes(r -> r.subscriptionArn(subscription))
                  .attributes()
                  .get("EffectiveDeliveryPolicy"))
          .isEqualTo(
              "{\"healthyRetryPolicy\":{\"minDelayTarget\":1,\"maxDelayTarget\":1,"
                  + "\"numRetries\":0,\"numMaxDelayRetries\":0,\"numNoDelayRetries\":0,"
                  + "\"numMinDelayRetries\":0,\"backoffFunction\":\"linear\"},"
                  + "\"sicklyRetryPolicy\":null,\"throttlePolicy\":"
                  + "{\"maxReceivesPerSecond\":1000},\"requestPolicy\":"
                  + "{\"headerContentType\":\"application/json\"},\"guaranteed\":false}");
      String token = webhook.next().field("Token");
      sns.confirmSubscription(r -> r.topicArn(topic).token(token));
      sns.publish(r -> r.topicArn(topic).message("m"));
      assertThat(webhook.next().headers()).containsEntry("content-type", "application/json");
      // What the topic says changes while it is subscribed.
      sns.setTopicAttributes(
          r -> r.topicArn(topic).attributeName("DeliveryPolicy").attributeValue(""));
      sns.publish(r -> r.topicArn(topic).message("m"));
      assertThat(webhook.next().headers())
          .containsEntry("content-type", "text/plain; charset=UTF-8");
    }
  }
}
