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
  private static final TopicAddress STANDARD =
      TopicAddress.ofArn("arn:aws:sns:us-east-1:123456789012:orders").orElseThrow();
  private static final SubscriptionRules RULES =
      new SubscriptionRules(
          STANDARD, Protocol.SQS, "arn:aws:sqs:us-east-1:123456789012:orders-queue");

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
}
