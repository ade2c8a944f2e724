package dev.junction.topic.operation.subscription;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.SetSubscriptionAttributesInput;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.SubscriptionRules;
import dev.junction.topic.domain.SubscriptionSettings;
import dev.junction.topic.state.Subscription;
import dev.junction.topic.state.SubscriptionRecord;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// Changes one attribute of a subscription. Source: SNS API reference, SetSubscriptionAttributes.
public final class SetSubscriptionAttributes {

  private final TopicAccess access;

  public SetSubscriptionAttributes(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, SetSubscriptionAttributesInput input) {
    return access.runSubscription(
        call,
        "SetSubscriptionAttributes",
        input.subscriptionArn(),
        (topic, subscription, tx) -> {
          SubscriptionRecord record = subscription.record();
          return new SubscriptionRules(topic.address(), record.protocol(), record.endpoint())
              .change(record.settings(), input.attributeName(), input.attributeValue())
              .then(
                  settings -> {
                    boolean replays =
                        input.attributeName().equals(SubscriptionSettings.REPLAY_POLICY);
                    ServiceError problem =
                        replays
                            ? topic.replayProblem(tx.now(), settings)
                            : topic.problem(subscription, settings);
                    if (problem != null) {
                      return Outcome.rejected(problem);
                    }
                    Subscription changed = topic.change(tx, subscription, settings);
                    if (replays) {
                      topic.replay(tx, changed);
                    }
                    return Outcome.accepted(Unit.INSTANCE);
                  });
        });
  }
}
