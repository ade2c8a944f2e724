package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.Junction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Subscriptions with filter policies and data protection. Expected values: SNS Developer Guide,
/// "Amazon SNS subscription filter policies" and "Data protection policy examples".
final class SnsFilterConformanceTest {

  private static final String IDENTIFIER = "arn:aws:dataprotection::aws:data-identifier/";

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  private static void publish(SnsBench bench, String topic, String message, String kind) {
    bench.sns.publish(
        r ->
            r.topicArn(topic)
                .message(message)
                .messageAttributes(
                    Map.of(
                        "kind",
                        MessageAttributeValue.builder()
                            .dataType("String")
                            .stringValue(kind)
                            .build())));
  }

  @Test
  void onlyWantedMessagesArriveAndChangesCountAtOnce() {
    try (SnsBench bench = SnsBench.ephemeral()) {
      String topic = bench.topic("orders");
      String queue = bench.queue("inbox");
      String subscription =
          bench.subscribe(
              topic,
              queue,
              Map.of("RawMessageDelivery", "true", "FilterPolicy", "{\"kind\":[\"a\",\"b\"]}"));
      publish(bench, topic, "one", "c");
      publish(bench, topic, "two", "b");
      assertThat(bench.receive(queue).stream().map(Message::body)).containsExactly("two");
      set(bench, subscription, "FilterPolicy", "{\"kind\":[{\"anything-but\":\"b\"}]}");
      publish(bench, topic, "three", "b");
      publish(bench, topic, "four", "c");
      assertThat(bench.receive(queue).stream().map(Message::body)).containsExactly("four");
      assertThat(
              bench
                  .sns
                  .getSubscriptionAttributes(r -> r.subscriptionArn(subscription))
                  .attributes())
          .containsEntry("FilterPolicyScope", "MessageAttributes");
      set(bench, subscription, "FilterPolicy", "{}");
      publish(bench, topic, "five", "b");
      assertThat(bench.receive(queue).stream().map(Message::body)).containsExactly("five");
    }
  }

  @Test
  void bodiesCanBeFilteredAndFiltersSurviveARestart() {
    String queue;
    String topic;
    try (SnsBench bench = new SnsBench(durable())) {
      topic = bench.topic("orders");
      queue = bench.queue("inbox");
      bench.subscribe(
          topic,
          queue,
          Map.of(
              "RawMessageDelivery",
              "true",
              "FilterPolicyScope",
              "MessageBody",
              "FilterPolicy",
              "{\"order\":{\"total\":[{\"numeric\":[\">\",100]}]}}"));
    }
    try (SnsBench bench = new SnsBench(durable())) {
      String name = queue.substring(queue.lastIndexOf('/') + 1);
      String url = bench.sqs.getQueueUrl(r -> r.queueName(name)).queueUrl();
      String small = "{\"order\":{\"total\":5}}";
      String large = "{\"order\":{\"total\":500}}";
      bench.sns.publish(r -> r.topicArn(topic).message(small));
      bench.sns.publish(r -> r.topicArn(topic).message(large));
      bench.sns.publish(r -> r.topicArn(topic).message("no JSON"));
      assertThat(bench.receive(url).stream().map(Message::body)).containsExactly(large);
    }
  }

  @Test
  void aBadPolicyIsRefusedInTheServicesWords() {
    try (SnsBench bench = SnsBench.ephemeral()) {
      String topic = bench.topic("orders");
      String queue = bench.queue("inbox");
      SnsConformanceTest.refused(
          "InvalidParameter",
          "Invalid parameter: Attributes Reason: FilterPolicy: ",
          () -> bench.subscribe(topic, queue, Map.of("FilterPolicy", "{\"key\":\"value\"}")));
      String subscription = bench.subscribe(topic, queue, Map.of());
      SnsConformanceTest.refused(
          "InvalidParameter",
          "Invalid parameter: FilterPolicyScope: Invalid value [Both]. Please use either"
              + " MessageBody or MessageAttributes",
          () -> set(bench, subscription, "FilterPolicyScope", "Both"));
    }
  }

  @Test
  void sensitiveDataIsMaskedOrDenied() {
    try (SnsBench bench = SnsBench.ephemeral()) {
      String topic = bench.topic("orders");
      String queue = bench.queue("inbox");
      bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
      protect(
          bench,
          topic,
          "EmailAddress",
          "{\"Deidentify\":{\"MaskConfig\":" + "{\"MaskWithCharacter\":\"#\"}}}");
      bench.sns.publish(r -> r.topicArn(topic).message("mail ann@example.com now"));
      assertThat(bench.receive(queue).getFirst().body()).isEqualTo("mail ############### now");
      assertThat(
              bench.sns.getDataProtectionPolicy(r -> r.resourceArn(topic)).dataProtectionPolicy())
          .contains("EmailAddress");
      protect(bench, topic, "CreditCardNumber", "{\"Deny\":{}}");
      SnsConformanceTest.refused(
          "AuthorizationError",
          "data protection policy",
          () -> bench.sns.publish(r -> r.topicArn(topic).message("card 4539578763621486")));
      bench.sns.publish(r -> r.topicArn(topic).message("harmless"));
      assertThat(bench.receive(queue).getFirst().body()).isEqualTo("harmless");
    }
  }

  private static void protect(SnsBench bench, String topic, String what, String operation) {
    String policy =
        "{\"Name\":\"p\",\"Version\":\"2021-06-01\",\"Statement\":[{\"Sid\":\"s\","
            + "\"DataDirection\":\"Inbound\",\"Principal\":[\"*\"],\"DataIdentifier\":[\""
            + IDENTIFIER
            + what
            + "\"],\"Operation\":"
            + operation
            + "}]}";
    bench.sns.putDataProtectionPolicy(r -> r.resourceArn(topic).dataProtectionPolicy(policy));
  }

  private static void set(SnsBench bench, String subscription, String name, String value) {
    bench.sns.setSubscriptionAttributes(
        r -> r.subscriptionArn(subscription).attributeName(name).attributeValue(value));
  }

  private Junction durable() {
    return Junction.builder().data(folder.resolve("data")).port(0).start();
  }

  @Test
  void aFifoTopicKnowsItsRepetitionsAfterARestart() {
    String topic;
    try (SnsBench bench = new SnsBench(durable())) {
      topic =
          bench
              .sns
              .createTopic(r -> r.name("orders.fifo").attributes(Map.of("FifoTopic", "true")))
              .topicArn();
      String queue = bench.queue("inbox.fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
      bench.subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
      publishInOrder(bench, topic, "first", "id-1");
    }
    try (SnsBench bench = new SnsBench(durable())) {
      String number = publishInOrder(bench, topic, "second", "id-2");
      publishInOrder(bench, topic, "again", "id-1");
      assertThat(number).isEqualTo("10000000000000000002");
      String url = bench.sqs.getQueueUrl(r -> r.queueName("inbox.fifo")).queueUrl();
      List<Message> messages = bench.receive(url);
      assertThat(messages.stream().map(Message::body)).containsExactly("first", "second");
    }
  }

  private static String publishInOrder(SnsBench bench, String topic, String message, String id) {
    return bench
        .sns
        .publish(
            r -> r.topicArn(topic).message(message).messageGroupId("g").messageDeduplicationId(id))
        .sequenceNumber();
  }
}
