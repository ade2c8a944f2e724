package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.conformance.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.Topic;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Topics through the AWS SDK for Java. Texts of errors and names of attributes are what LocalStack
/// recorded from the real service (`tests/aws/services/sns/test_sns.snapshot.json`).
final class SnsConformanceTest {

  @SuppressWarnings("NullAway.Init") // set before each test
  private SnsBench bench;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SnsClient sns;

  @BeforeEach
  void start() {
    bench = SnsBench.ephemeral();
    sns = bench.sns;
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void topicsAreCreatedListedAndDeleted() {
    String arn = bench.topic("orders");
    assertThat(arn).isEqualTo("arn:aws:sns:eu-central-1:000000000000:orders");
    assertThat(bench.topic("orders")).isEqualTo(arn);
    bench.topic("bills");
    assertThat(sns.listTopics().topics().stream().map(Topic::topicArn))
        .containsExactly(arn.replace("orders", "bills"), arn);
    sns.deleteTopic(r -> r.topicArn(arn));
    sns.deleteTopic(r -> r.topicArn(arn));
    assertThat(sns.listTopics().topics()).hasSize(1);
    refused("NotFound", "Topic does not exist", () -> sns.getTopicAttributes(r -> r.topicArn(arn)));
  }

  @Test
  void longListsComeInPages() {
    for (int i = 0; i < 103; i++) {
      bench.topic("t" + i);
    }
    assertThat(sns.listTopics().topics()).hasSize(100);
    assertThat(sns.listTopicsPaginator().topics().stream().map(Topic::topicArn))
        .hasSize(103)
        .doesNotHaveDuplicates();
  }

  @Test
  void attributesAreThoseOfTheRealService() {
    String arn =
        sns.createTopic(r -> r.name("orders").attributes(Map.of("DisplayName", "Orders")))
            .topicArn();
    Map<String, String> attributes = sns.getTopicAttributes(r -> r.topicArn(arn)).attributes();
    assertThat(attributes)
        .containsOnlyKeys(
            "DisplayName",
            "EffectiveDeliveryPolicy",
            "Owner",
            "Policy",
            "SubscriptionsConfirmed",
            "SubscriptionsDeleted",
            "SubscriptionsPending",
            "TopicArn")
        .containsEntry("DisplayName", "Orders")
        .containsEntry("Owner", "000000000000")
        .containsEntry("TopicArn", arn);
    assertThat(attributes.get("Policy")).contains("__default_policy_ID", "AWS:SourceOwner");
    assertThat(attributes.get("EffectiveDeliveryPolicy"))
        .isEqualTo(
            "{\"http\":{\"defaultHealthyRetryPolicy\":{\"minDelayTarget\":20,"
                + "\"maxDelayTarget\":20,\"numRetries\":3,\"numMaxDelayRetries\":0,"
                + "\"numNoDelayRetries\":0,\"numMinDelayRetries\":0,"
                + "\"backoffFunction\":\"linear\"},\"disableSubscriptionOverrides\":false,"
                + "\"defaultRequestPolicy\":{\"headerContentType\":"
                + "\"text/plain; charset=UTF-8\"}}}");
    set(arn, "SignatureVersion", "2");
    assertThat(sns.getTopicAttributes(r -> r.topicArn(arn)).attributes())
        .containsEntry("SignatureVersion", "2");
    refused(
        "InvalidParameter",
        "Invalid parameter: AttributeName",
        () -> set(arn, "FifoTopic", "true"));
    refused(
        "InvalidParameter",
        "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
        () -> sns.getTopicAttributes(r -> r.topicArn("orders")));
    refused(
        "InvalidParameter",
        "Invalid parameter: Topic Name",
        () -> sns.createTopic(r -> r.name("with space")));
  }

  @Test
  void aMessageReachesAQueueInItsEnvelope() {
    String topic = bench.topic("orders");
    String queue = bench.queue("inbox");
    String subscription = bench.subscribe(topic, queue, Map.of());
    String id =
        sns.publish(
                r ->
                    r.topicArn(topic)
                        .subject("new")
                        .message("a \"quoted\"\nline ü")
                        .messageAttributes(
                            Map.of(
                                "kind", text("String", "order"),
                                "bytes", bytes(new byte[] {2, 3, 4}))))
            .messageId();
    Message message = bench.receive(queue).getFirst();
    assertThat(message.messageAttributes()).isEmpty();
    assertThat(message.body())
        .startsWith("{\n  \"Type\" : \"Notification\",\n  \"MessageId\" : \"" + id + "\"")
        .contains("\"TopicArn\" : \"" + topic + "\"")
        .contains("\"Subject\" : \"new\"")
        .contains("\"Message\" : \"a \\\"quoted\\\"\\nline ü\"")
        .contains("/?Action=Unsubscribe&SubscriptionArn=" + subscription + "\"")
        .contains("\"bytes\" : {\"Type\":\"Binary\",\"Value\":\"AgME\"}")
        .contains("\"kind\" : {\"Type\":\"String\",\"Value\":\"order\"}")
        .containsPattern("\"Timestamp\" : \"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"");
  }

  @Test
  void rawDeliveryHandsOnBodyAndAttributes() {
    String topic = bench.topic("orders");
    String queue = bench.queue("inbox");
    bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
    sns.publish(
        r ->
            r.topicArn(topic)
                .message("plain")
                .messageAttributes(
                    Map.of("n", text("Number", "111"), "b", bytes(new byte[] {2, 3, 4}))));
    Message message = bench.receive(queue).getFirst();
    assertThat(message.body()).isEqualTo("plain");
    assertThat(Objects.requireNonNull(message.messageAttributes().get("n")).stringValue())
        .isEqualTo("111");
    assertThat(
            Objects.requireNonNull(message.messageAttributes().get("b"))
                .binaryValue()
                .asByteArray())
        .isEqualTo(new byte[] {2, 3, 4});
  }

  @Test
  void everySubscriptionGetsEachMessageOfABatch() {
    String topic = bench.topic("orders");
    List<String> queues = List.of(bench.queue("one"), bench.queue("two"), bench.queue("three"));
    queues.forEach(queue -> bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "true")));
    PublishBatchResponse answer =
        sns.publishBatch(
            r ->
                r.topicArn(topic)
                    .publishBatchRequestEntries(entry("a", "first"), entry("b", "second")));
    assertThat(answer.failed()).isEmpty();
    assertThat(answer.successful().stream().map(done -> done.id())).containsExactly("a", "b");
    for (String queue : queues) {
      List<Message> messages = bench.receive(queue);
      if (messages.size() < 2) {
        messages = new ArrayList<>(messages);
        messages.addAll(bench.receive(queue));
      }
      assertThat(messages.stream().map(Message::body)).containsExactlyInAnyOrder("first", "second");
    }
    refused(
        "BatchEntryIdsNotDistinct",
        "Two or more batch entries in the request have the same Id.",
        () ->
            sns.publishBatch(
                r ->
                    r.topicArn(topic)
                        .publishBatchRequestEntries(entry("a", "first"), entry("a", "second"))));
  }

  @Test
  void aQueueThatDoesNotLetTopicsInGetsNothing() {
    String topic = bench.topic("orders");
    String closed = bench.sqs.createQueue(r -> r.queueName("closed")).queueUrl();
    String letters = bench.queue("letters");
    bench.subscribe(
        topic,
        closed,
        Map.of(
            "RawMessageDelivery",
            "true",
            "RedrivePolicy",
            "{\"deadLetterTargetArn\":\"" + bench.arn(letters) + "\"}"));
    sns.publish(r -> r.topicArn(topic).message("lost?"));
    assertThat(bench.receive(letters).stream().map(Message::body)).containsExactly("lost?");
    assertThat(bench.staysEmpty(closed)).isTrue();
  }

  @Test
  void subscriptionsAreListedChangedAndRemoved() {
    String topic = bench.topic("orders");
    String queue = bench.queue("inbox");
    String arn = bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
    assertThat(arn).startsWith(topic + ":");
    assertThat(bench.subscribe(topic, queue, Map.of())).isEqualTo(arn);
    assertThat(sns.listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions().getFirst())
        .satisfies(
            shown -> {
              assertThat(shown.subscriptionArn()).isEqualTo(arn);
              assertThat(shown.protocol()).isEqualTo("sqs");
              assertThat(shown.endpoint()).isEqualTo(bench.arn(queue));
              assertThat(shown.owner()).isEqualTo("000000000000");
            });
    assertThat(sns.listSubscriptions().subscriptions()).hasSize(1);
    assertThat(sns.getSubscriptionAttributes(r -> r.subscriptionArn(arn)).attributes())
        .containsOnlyKeys(
            "ConfirmationWasAuthenticated",
            "Endpoint",
            "Owner",
            "PendingConfirmation",
            "Protocol",
            "RawMessageDelivery",
            "SubscriptionArn",
            "SubscriptionPrincipal",
            "TopicArn")
        .containsEntry("RawMessageDelivery", "true");
    refused(
        "InvalidParameter",
        "Invalid parameter: RawMessageDelivery: Invalid value [test-ValUe]. Must be true or false.",
        () -> setOf(arn, "RawMessageDelivery", "test-ValUe"));
    refused("InvalidParameter", "Invalid parameter: AttributeName", () -> setOf(arn, "X", "y"));
    refused(
        "InvalidParameter",
        "Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn",
        () -> setOf(arn, "RedrivePolicy", "{\"deadLetterTargetArn\":\"nope\"}"));
    refused(
        "InvalidParameter",
        "Invalid parameter: SQS endpoint ARN",
        () -> sns.subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(queue)));
    sns.unsubscribe(r -> r.subscriptionArn(arn));
    sns.unsubscribe(r -> r.subscriptionArn(arn));
    assertThat(sns.listSubscriptions().subscriptions()).isEmpty();
    refused(
        "NotFound",
        "Subscription does not exist",
        () -> sns.getSubscriptionAttributes(r -> r.subscriptionArn(arn)));
    assertThat(sns.getTopicAttributes(r -> r.topicArn(topic)).attributes())
        .containsEntry("SubscriptionsDeleted", "1");
  }

  @Test
  void messagesAreChecked() {
    String topic = bench.topic("orders");
    refused("InvalidParameter", "Invalid parameter: Empty message", () -> publish(topic, ""));
    refused(
        "InvalidParameter",
        "Invalid parameter: Subject",
        () -> sns.publish(r -> r.topicArn(topic).message("m").subject("")));
    refused(
        "InvalidParameter",
        "Invalid parameter: Message too long",
        () -> publish(topic, "x".repeat(262_145)));
    publish(topic, "x".repeat(262_144));
    refused(
        "NotFound",
        "Topic does not exist",
        () -> publish("arn:aws:sns:eu-central-1:000000000000:unknown", "m"));
    refused(
        "ParameterValueInvalid",
        "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can"
            + " only include alphanumeric characters, hyphens, underscores, or dots.",
        () -> attribute(topic, "a^", text("String", "v")));
    refused(
        "ParameterValueInvalid",
        "The message attribute 'attr1' with type 'Binary' must use field 'Binary'.",
        () -> attribute(topic, "attr1", text("Binary", "v")));
    refused(
        "ParameterValueInvalid",
        "The message attribute 'attr1' has an invalid message attribute type, the set of supported"
            + " type prefixes is Binary, Number, and String.",
        () -> attribute(topic, "attr1", text("Stringprefixed", "v")));
    refused(
        "InvalidParameter",
        "Invalid parameter: Message Structure - No default entry in JSON message body",
        () -> sns.publish(r -> r.topicArn(topic).messageStructure("json").message("{}")));
  }

  @Test
  void aProtocolCanHaveATextOfItsOwn() {
    String topic = bench.topic("orders");
    String queue = bench.queue("inbox");
    bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
    sns.publish(
        r ->
            r.topicArn(topic)
                .messageStructure("json")
                .message("{\"default\":\"for all\",\"sqs\":\"for queues\",\"http\":5}"));
    assertThat(bench.receive(queue).getFirst().body()).isEqualTo("for queues");
    sns.publish(
        r -> r.topicArn(topic).messageStructure("json").message("{\"default\":\"for all\"}"));
    assertThat(bench.receive(queue).getFirst().body()).isEqualTo("for all");
  }

  @Test
  void tagsAndPermissionsAreKept() {
    String arn =
        sns.createTopic(r -> r.name("orders").tags(tag("k1", "v1"), tag("k2", "v2"))).topicArn();
    assertThat(sns.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .containsExactly(tag("k1", "v1"), tag("k2", "v2"));
    sns.untagResource(r -> r.resourceArn(arn).tagKeys("k1"));
    sns.tagResource(r -> r.resourceArn(arn).tags(tag("k2", "v2b")));
    assertThat(sns.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .containsExactly(tag("k2", "v2b"));
    refused(
        "InvalidParameter",
        "Invalid parameter: Tags Reason: Topic already exists with different tags",
        () -> sns.createTopic(r -> r.name("orders").tags(tag("k1", "other"))));
    sns.addPermission(
        r -> r.topicArn(arn).label("share").awsAccountIds("111122223333").actionNames("Publish"));
    assertThat(sns.getTopicAttributes(r -> r.topicArn(arn)).attributes().get("Policy"))
        .contains("\"share\"", "arn:aws:iam::111122223333:root", "SNS:Publish");
    refused(
        "InvalidParameter",
        "Invalid parameter: Statement already exists",
        () ->
            sns.addPermission(
                r ->
                    r.topicArn(arn)
                        .label("share")
                        .awsAccountIds("111122223333")
                        .actionNames("Publish")));
    sns.removePermission(r -> r.topicArn(arn).label("share"));
    assertThat(sns.getTopicAttributes(r -> r.topicArn(arn)).attributes().get("Policy"))
        .doesNotContain("share");
  }

  @Test
  void strangersAreLetInByThePolicyOnly() {
    String arn = bench.topic("orders");
    try (SnsClient stranger =
        SnsClient.builder()
            .endpointOverride(bench.junction.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(Clients.credentials("111122223333"))
            .build()) {
      refused(
          "AuthorizationError",
          "is not authorized to perform: SNS:Publish on resource: " + arn,
          () -> stranger.publish(r -> r.topicArn(arn).message("m")));
      sns.addPermission(
          r -> r.topicArn(arn).label("share").awsAccountIds("111122223333").actionNames("Publish"));
      assertThat(stranger.publish(r -> r.topicArn(arn).message("m")).messageId()).isNotEmpty();
    }
  }

  @Test
  void aQueueOfAnotherAccountIsAskedFirst() {
    String topic = bench.topic("orders");
    try (SqsClient stranger = Clients.sqs(bench.junction, "111122223333", Region.EU_CENTRAL_1)) {
      String policy =
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
              + "{\"Service\":\"sns.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":"
              + "\"*\",\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\""
              + topic
              + "\"}}}]}";
      String url =
          stranger
              .createQueue(
                  r -> r.queueName("theirs").attributes(Map.of(QueueAttributeName.POLICY, policy)))
              .queueUrl();
      String arn = "arn:aws:sqs:eu-central-1:111122223333:theirs";
      assertThat(
              sns.subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(arn)).subscriptionArn())
          .isEqualTo("pending confirmation");
      String asked = next(stranger, url);
      assertThat(asked).contains("\"Type\" : \"SubscriptionConfirmation\"");
      String mark = "\"Token\" : \"";
      int from = asked.indexOf(mark) + mark.length();
      String token = asked.substring(from, asked.indexOf('"', from));
      publish(topic, "too early");
      sns.confirmSubscription(r -> r.topicArn(topic).token(token));
      publish(topic, "in time");
      assertThat(next(stranger, url)).contains("\"Message\" : \"in time\"");
    }
  }

  private static String next(SqsClient sqs, String url) {
    Message message =
        sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(5)).messages().getFirst();
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(message.receiptHandle()));
    return message.body();
  }

  @Test
  void aFifoTopicKeepsOrderAndDropsRepetitions() {
    String topic =
        sns.createTopic(
                r ->
                    r.name("orders.fifo")
                        .attributes(
                            Map.of("FifoTopic", "true", "ContentBasedDeduplication", "true")))
            .topicArn();
    String queue = bench.queue("inbox.fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
    bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
    String first = null;
    for (int i = 0; i < 5; i++) {
      String body = "m" + i;
      String number =
          sns.publish(r -> r.topicArn(topic).message(body).messageGroupId("g")).sequenceNumber();
      assertThat(number).hasSize(20);
      first = first == null ? number : first;
    }
    assertThat(
            sns.publish(r -> r.topicArn(topic).message("m0").messageGroupId("g")).sequenceNumber())
        .isEqualTo(first);
    List<Message> messages = bench.receive(queue);
    assertThat(messages.stream().map(Message::body)).containsExactly("m0", "m1", "m2", "m3", "m4");
    // Recorded: the deduplication id in the queue is the SHA-256 of the content.
    assertThat(messages.getFirst().attributesAsStrings())
        .containsEntry("MessageGroupId", "g")
        .containsEntry(
            "MessageDeduplicationId",
            "e4223ed20d7ea5740a326e2b268ca6db91d041cf5194f577e393a8ba3b85d8e9");
    refused(
        "InvalidParameter",
        "Invalid parameter: The MessageGroupId parameter is required for FIFO topics",
        () -> publish(topic, "m"));
  }

  private void publish(String topic, String message) {
    sns.publish(r -> r.topicArn(topic).message(message));
  }

  private void attribute(String topic, String name, MessageAttributeValue value) {
    sns.publish(r -> r.topicArn(topic).message("m").messageAttributes(Map.of(name, value)));
  }

  private void set(String topic, String name, String value) {
    sns.setTopicAttributes(r -> r.topicArn(topic).attributeName(name).attributeValue(value));
  }

  private void setOf(String subscription, String name, String value) {
    sns.setSubscriptionAttributes(
        r -> r.subscriptionArn(subscription).attributeName(name).attributeValue(value));
  }

  private static PublishBatchRequestEntry entry(String id, String message) {
    return PublishBatchRequestEntry.builder().id(id).message(message).build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static MessageAttributeValue text(String type, String value) {
    return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
  }

  private static MessageAttributeValue bytes(byte[] value) {
    return MessageAttributeValue.builder()
        .dataType("Binary")
        .binaryValue(SdkBytes.fromByteArray(value))
        .build();
  }

  static void refused(String code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SnsException.class,
            error -> {
              assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(error.awsErrorDetails().errorMessage()).contains(message);
            });
  }
}
