package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Archives of FIFO topics and their replays. Expected values: SNS Developer Guide, "Message
/// archiving and replay for FIFO topics".
final class SnsReplayConformanceTest {

  private static String policy(Instant from) {
    return "{\"PointType\":\"Timestamp\",\"StartingPoint\":\"" + from + "\"}";
  }

  private static String topic(SnsBench bench, Map<String, String> more) {
    return bench
        .sns
        .createTopic(
            r -> {
              Map<String, String> attributes = new java.util.TreeMap<>(more);
              attributes.put("FifoTopic", "true");
              attributes.put("ContentBasedDeduplication", "true");
              r.name("orders.fifo").attributes(attributes);
            })
        .topicArn();
  }

  @Test
  void aNewSubscriptionGetsWhatWasPublishedBefore() {
    try (SnsBench bench = SnsBench.ephemeral()) {
      String topic = topic(bench, Map.of("ArchivePolicy", "{\"MessageRetentionPeriod\":\"7\"}"));
      Map<String, String> attributes =
          bench.sns.getTopicAttributes(r -> r.topicArn(topic)).attributes();
      assertThat(attributes).containsEntry("ArchivePolicy", "{\"MessageRetentionPeriod\":\"7\"}");
      Instant beginning = Instant.parse(attributes.get("BeginningArchiveTime"));
      assertThat(beginning).isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
      for (String text : List.of("one", "two", "three")) {
        bench.sns.publish(r -> r.topicArn(topic).message(text).messageGroupId("g"));
      }
      String queue = bench.queue("late.fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
      String raw =
          bench.subscribe(
              topic,
              queue,
              Map.of("RawMessageDelivery", "true", "ReplayPolicy", policy(beginning)));
      List<Message> replayed = bench.receive(queue);
      assertThat(replayed).extracting(Message::body).containsExactly("one", "two", "three");
      assertThat(
              Objects.requireNonNull(replayed.getFirst().messageAttributes().get("Replayed"))
                  .stringValue())
          .isEqualTo("true");
      Awaitility.await()
          .until(
              () ->
                  bench
                      .sns
                      .getSubscriptionAttributes(r -> r.subscriptionArn(raw))
                      .attributes()
                      .get("ReplayStatus"),
              "Completed"::equals);
      bench.sns.publish(r -> r.topicArn(topic).message("four").messageGroupId("g"));
      Message fresh = bench.receive(queue).getFirst();
      assertThat(fresh.body()).isEqualTo("four");
      assertThat(fresh.messageAttributes()).isEmpty();
      SnsConformanceTest.refused(
          "InvalidState", "ArchivePolicy", () -> bench.sns.deleteTopic(r -> r.topicArn(topic)));
      bench.sns.setTopicAttributes(
          r -> r.topicArn(topic).attributeName("ArchivePolicy").attributeValue("{}"));
      assertThat(bench.sns.getTopicAttributes(r -> r.topicArn(topic)).attributes())
          .doesNotContainKey("BeginningArchiveTime");
      bench.sns.deleteTopic(r -> r.topicArn(topic));
    }
  }

  @Test
  void policiesThatCannotBeAreRefused() {
    try (SnsBench bench = SnsBench.ephemeral()) {
      for (String bad : List.of("{\"MessageRetentionPeriod\":366}", "{\"Days\":1}", "7")) {
        SnsConformanceTest.refused(
            "InvalidParameter", "ArchivePolicy", () -> topic(bench, Map.of("ArchivePolicy", bad)));
      }
      SnsConformanceTest.refused(
          "InvalidParameter",
          "ArchivePolicy can only be set on a FIFO topic",
          () ->
              bench.sns.createTopic(
                  r ->
                      r.name("plain")
                          .attributes(Map.of("ArchivePolicy", "{\"MessageRetentionPeriod\":1}"))));
      String topic = topic(bench, Map.of());
      String queue = bench.queue("q.fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
      SnsConformanceTest.refused(
          "InvalidParameter",
          "does not archive",
          () -> bench.subscribe(topic, queue, Map.of("ReplayPolicy", policy(Instant.now()))));
      bench.sns.setTopicAttributes(
          r ->
              r.topicArn(topic)
                  .attributeName("ArchivePolicy")
                  .attributeValue("{\"MessageRetentionPeriod\":30}"));
      SnsConformanceTest.refused(
          "InvalidParameter",
          "StartingPoint must not be before",
          () -> bench.subscribe(topic, queue, Map.of("ReplayPolicy", policy(Instant.EPOCH))));
      SnsConformanceTest.refused(
          "InvalidParameter",
          "PointType must be Timestamp",
          () ->
              bench.subscribe(topic, queue, Map.of("ReplayPolicy", "{\"PointType\":\"Offset\"}")));
    }
  }
}
