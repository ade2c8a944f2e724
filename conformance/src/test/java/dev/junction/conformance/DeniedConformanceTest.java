package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.Junction;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// What somebody is told whom a statement of a resource's policy denies something. Source: IAM User
/// Guide, "Troubleshoot access denied error messages".
final class DeniedConformanceTest {

  private static final String DENIED = " with an explicit deny in a resource-based policy";

  @AutoClose
  private static final Junction junction = Junction.builder().ephemeral().port(0).start();

  private static String policy(String actions, String resource) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"no\",\"Effect\":\"Deny\","
        + "\"Principal\":\"*\",\"Action\":["
        + actions
        + "],\"Resource\":\""
        + resource
        + "\"}]}";
  }

  private static String message(String action, String resource) {
    return "User: arn:aws:iam::000000000000:root is not authorized to perform: "
        + action
        + " on resource: "
        + resource
        + DENIED;
  }

  private static void refused(String code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
            });
  }

  @Test
  void aQueuesPolicyDeniesSending() {
    try (SqsClient sqs = Clients.sqs(junction);
        SqsClient stranger = Clients.sqs(junction, "111122223333", Region.EU_CENTRAL_1)) {
      String url = sqs.createQueue(r -> r.queueName("orders")).queueUrl();
      String arn = "arn:aws:sqs:eu-central-1:000000000000:orders";
      refused(
          "AccessDenied",
          "User: arn:aws:iam::111122223333:root is not authorized to perform: sqs:receivemessage"
              + " on resource: "
              + arn
              + " because no resource-based policy allows the sqs:receivemessage action",
          () -> stranger.receiveMessage(r -> r.queueUrl(url)));
      String policy = policy("\"SQS:SendMessage\"", arn);
      sqs.setQueueAttributes(
          r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, policy)));
      refused(
          "AccessDenied",
          message("sqs:sendmessage", arn),
          () -> sqs.sendMessage(r -> r.queueUrl(url).messageBody("m")));
    }
  }

  @Test
  void aTopicsPolicyDeniesPublishing() {
    try (SnsClient sns = Clients.of(SnsClient.builder(), junction)) {
      String arn = sns.createTopic(r -> r.name("orders")).topicArn();
      sns.setTopicAttributes(
          r ->
              r.topicArn(arn)
                  .attributeName("Policy")
                  .attributeValue(policy("\"SNS:Publish\"", arn)));
      refused(
          "AuthorizationError",
          message("SNS:Publish", arn),
          () -> sns.publish(r -> r.topicArn(arn).message("m")));
    }
  }

  @Test
  void aBussPolicyDeniesRulesAndEvents() {
    try (EventBridgeClient events = Clients.of(EventBridgeClient.builder(), junction)) {
      String arn = events.createEventBus(r -> r.name("orders")).eventBusArn();
      String rules = arn.replace("event-bus", "rule") + "/r";
      events.putPermission(
          r -> r.eventBusName("orders").policy(policy("\"events:PutEvents\"", arn)));
      PutEventsRequestEntry entry =
          PutEventsRequestEntry.builder()
              .eventBusName("orders")
              .source("shop")
              .detailType("t")
              .detail("{}")
              .build();
      PutEventsResultEntry result = events.putEvents(r -> r.entries(entry)).entries().getFirst();
      assertThat(result.errorMessage()).isEqualTo(message("events:PutEvents", arn));
      events.putPermission(
          r -> r.eventBusName("orders").policy(policy("\"events:PutRule\"", rules)));
      refused(
          "AccessDeniedException",
          message("events:PutRule", rules),
          () ->
              events.putRule(
                  r -> r.eventBusName("orders").name("r").eventPattern("{\"source\":[\"shop\"]}")));
    }
  }
}
