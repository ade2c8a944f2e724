package dev.junction.topic.operation.subscription;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.UnsubscribeInput;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.SubscriptionAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.state.Subscription;
import dev.junction.topic.state.Topic;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Deletes a subscription; one that is not there counts as deleted. Source: SNS API reference,
/// Unsubscribe; the texts are what LocalStack recorded from the real service.
public final class Unsubscribe {

  private final TopicAccess access;

  public Unsubscribe(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, UnsubscribeInput input) {
    String arn = input.subscriptionArn();
    Optional<SubscriptionAddress> parsed = SubscriptionAddress.ofArn(arn);
    if (parsed.isEmpty()) {
      int elements = arn.split(":", -1).length;
      return TopicAccess.done(
          Outcome.rejected(
              elements < 6
                  ? TopicErrors.badArn("SubscriptionArn", arn)
                  : TopicErrors.invalid("SubscriptionId")));
    }
    SubscriptionAddress address = parsed.get();
    return access.submit(
        address.topic(),
        (topics, tx) -> {
          Topic topic = topics.find(address.topic());
          Subscription subscription = topic == null ? null : topic.subscription(address.id());
          if (topic == null || subscription == null) {
            return Outcome.accepted(Unit.INSTANCE);
          }
          String account = call.accountId().value();
          if (!account.equals(subscription.record().owner())
              && !account.equals(topic.address().account().value())) {
            return Outcome.rejected(TopicErrors.denied(call.principalArn(), "Unsubscribe", arn));
          }
          topic.remove(tx, subscription);
          return Outcome.accepted(Unit.INSTANCE);
        });
  }
}
