package dev.junction.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.protocol.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What all subscriptions of a topic take has a bound, however they come to take it: a message goes
/// to all of them in one batch of the journal.
final class TopicRoomTest {

  private static final String TOPIC =
      "arn:aws:sns:us-east-1:" + SteppedServices.ACCOUNT + ":orders";
  private static final String DEAD =
      "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:"
          + SteppedServices.ACCOUNT
          + ":"
          + "d".repeat(80)
          + "\"}";

  private final SteppedServices services = new SteppedServices(1, 1);
  private final List<String> subscriptions = new ArrayList<>();

  /// The code of the error; empty when there was none.
  private String code(String action, Map<String, String> parameters) {
    CompletableFuture<Answer> future = services.sns(action, parameters);
    services.run();
    Answer answer = future.join();
    if (answer.errorCode().isEmpty() && action.equals("Subscribe")) {
      String text = SteppedServices.text(future);
      subscriptions.add(text.replaceAll("(?s).*<SubscriptionArn>(.*)</SubscriptionArn>.*", "$1"));
    }
    return answer.errorCode();
  }

  /// Subscribes a queue that is not there, by a name as long as no queue has.
  private String subscribe(int characters) {
    String name = "q" + subscriptions.size() + "x".repeat(characters);
    return code(
        "Subscribe",
        Map.of(
            "TopicArn",
            TOPIC,
            "Protocol",
            "sqs",
            "Endpoint",
            "arn:aws:sqs:us-east-1:" + SteppedServices.ACCOUNT + ":" + name));
  }

  private String set(String subscription, String name, String value) {
    return code(
        "SetSubscriptionAttributes",
        Map.of("SubscriptionArn", subscription, "AttributeName", name, "AttributeValue", value));
  }

  @Test
  void noChangeMakesThemMoreThanTheyMayBe() {
    assertThat(code("CreateTopic", Map.of("Name", "orders"))).isEmpty();
    for (int characters : new int[] {1_000_000, 50_000, 2_000, 100, 0}) {
      String refusal = subscribe(characters);
      while (refusal.isEmpty()) {
        refusal = subscribe(characters);
      }
      assertThat(refusal).isEqualTo("SubscriptionLimitExceededException");
    }
    // One more takes some hundreds of bytes, so a few dead-letter queues of 80 characters fill it.
    int changed = 0;
    while (changed < 20 && set(subscriptions.get(changed), "RedrivePolicy", DEAD).isEmpty()) {
      changed++;
    }
    assertThat(changed).as("how many more there was room for").isLessThan(10);
    assertThat(set(subscriptions.get(19), "RedrivePolicy", DEAD))
        .isEqualTo("InvalidParameterException");
    assertThat(
            code(
                "SetTopicAttributes",
                Map.of(
                    "TopicArn", TOPIC,
                    "AttributeName", "SQSFailureFeedbackRoleArn",
                    "AttributeValue", "arn:aws:iam::123456789012:role/feedback")))
        .isEqualTo("InvalidParameterException");
    // What makes them less is not refused, and makes room.
    assertThat(set(subscriptions.getFirst(), "RawMessageDelivery", "false")).isEmpty();
    assertThat(code("Unsubscribe", Map.of("SubscriptionArn", subscriptions.getLast()))).isEmpty();
    assertThat(set(subscriptions.get(19), "RedrivePolicy", DEAD)).isEmpty();
  }
}
