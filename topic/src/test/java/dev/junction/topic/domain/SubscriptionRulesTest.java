package dev.junction.topic.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What subscriptions can be given. Source of the texts: SNS Developer Guide, "Subscription filter
/// policy scope", and the error of the real service about a nested policy that users report.
final class SubscriptionRulesTest {

  private static final String NESTED = "{\"order\":{\"kind\":[\"big\"]}}";
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:orders-queue";
  private static final TopicAddress STANDARD =
      TopicAddress.ofArn("arn:aws:sns:us-east-1:123456789012:orders").orElseThrow();
  private static final SubscriptionRules RULES =
      new SubscriptionRules(STANDARD, Protocol.SQS, QUEUE);
  private static final String REDRIVE = "{\"deadLetterTargetArn\":\"" + QUEUE + "\"}";

  private static String refusal(Outcome<?> outcome) {
    return outcome instanceof Outcome.Rejected<?>(ServiceError error)
        ? error.message()
        : "accepted";
  }

  private static SubscriptionSettings ofBody() {
    Outcome<SubscriptionSettings> created =
        RULES.create(Map.of("FilterPolicy", NESTED, "FilterPolicyScope", "MessageBody"));
    assertThat(created).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted<SubscriptionSettings>) created).value();
  }

  @Test
  void theScopeOfANestedPolicyCannotBecomeThatOfAttributes() {
    SubscriptionSettings settings = ofBody();

    assertThat(refusal(RULES.change(settings, "FilterPolicyScope", "MessageAttributes")))
        .startsWith("Invalid parameter: ")
        .contains("nested");
    assertThat(refusal(RULES.change(settings, "FilterPolicyScope", "")))
        .startsWith("Invalid parameter: ")
        .contains("nested");
  }

  @Test
  void theScopeChangesOnceThePolicyFits() {
    Outcome<SubscriptionSettings> flat =
        RULES.change(ofBody(), "FilterPolicy", "{\"kind\":[\"big\"]}");
    Outcome<SubscriptionSettings> attributes =
        flat.then(settings -> RULES.change(settings, "FilterPolicyScope", "MessageAttributes"));

    assertThat(attributes).isInstanceOf(Outcome.Accepted.class);
  }

  // Source of the words: cloudposse/terraform-aws-sns-topic, issue 48, and
  // ministryofjustice/cloud-platform-environments, pull request 11520.
  @Test
  void aRedrivePolicyHasNoOtherMembers() {
    String policy = REDRIVE.replace("}", ",\"maxReceiveCount\":5,\"other\":{\"deep\":1}}");
    String words = "RedrivePolicy: invalid JSON. Attribute maxReceiveCount is unknown.";
    assertThat(refusal(RULES.create(Map.of("RedrivePolicy", policy))))
        .isEqualTo("Invalid parameter: Attributes Reason: " + words);
    assertThat(refusal(RULES.change(ofBody(), "RedrivePolicy", policy)))
        .isEqualTo("Invalid parameter: " + words);
    assertThat(refusal(RULES.change(ofBody(), "RedrivePolicy", REDRIVE))).isEqualTo("accepted");
  }

  // An earlier release took it.
  @Test
  void aStoredRedrivePolicyOfUnknownMembersKeepsItsQueue() {
    String stored = "{\"maxReceiveCount\":5,\"deadLetterTargetArn\":\"" + QUEUE + "\"}";
    assertThat(new SubscriptionSettings(Map.of("RedrivePolicy", stored)).deadLetterTarget())
        .isEqualTo(QUEUE);
  }
}
