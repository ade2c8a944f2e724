package dev.junction.topic.operation.subscription;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.GetSubscriptionAttributesInput;
import dev.junction.models.sns.GetSubscriptionAttributesResponse;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.ShownPolicy;
import dev.junction.topic.domain.SubscriptionSettings;
import dev.junction.topic.state.Subscription;
import dev.junction.topic.state.SubscriptionRecord;
import dev.junction.topic.state.Topic;
import dev.junction.wire.protocol.Call;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Answers the attributes of a subscription. Source: SNS API reference, GetSubscriptionAttributes;
/// which of them are there without being set is what LocalStack recorded from the real service.
public final class GetSubscriptionAttributes {

  private final TopicAccess access;

  public GetSubscriptionAttributes(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<GetSubscriptionAttributesResponse>> run(
      Call call, GetSubscriptionAttributesInput input) {
    return access.runSubscription(
        call,
        "GetSubscriptionAttributes",
        input.subscriptionArn(),
        (topic, subscription, _) ->
            Outcome.accepted(
                GetSubscriptionAttributesResponse.builder()
                    .attributes(attributes(topic, subscription))
                    .build()));
  }

  private static Map<String, String> attributes(Topic topic, Subscription subscription) {
    SubscriptionRecord record = subscription.record();
    SubscriptionSettings settings = record.settings();
    Map<String, String> all = new TreeMap<>();
    all.put(SubscriptionSettings.RAW, "false");
    all.putAll(settings.values());
    if (!settings.hasFilter()) {
      all.remove(SubscriptionSettings.FILTER_SCOPE);
    } else {
      all.putIfAbsent(SubscriptionSettings.FILTER_SCOPE, settings.filterScope().apiName());
    }
    String own = settings.values().get(SubscriptionSettings.DELIVERY_POLICY);
    if (own != null) {
      all.put(SubscriptionSettings.DELIVERY_POLICY, ShownPolicy.ofSubscription(own));
    }
    if (record.protocol() == Protocol.HTTP || record.protocol() == Protocol.HTTPS) {
      all.put("EffectiveDeliveryPolicy", topic.deliveryPolicy(settings).effective(false));
    }
    String replay = topic.replayStatus(subscription);
    if (replay != null) {
      all.put(SubscriptionSettings.REPLAY_STATUS, replay);
    }
    all.put("ConfirmationWasAuthenticated", String.valueOf(record.authenticated()));
    all.put("Endpoint", record.endpoint());
    all.put("Owner", record.owner());
    all.put("PendingConfirmation", String.valueOf(!record.confirmed()));
    all.put("Protocol", record.protocol().written());
    all.put("SubscriptionArn", subscription.address().arn());
    all.put("SubscriptionPrincipal", record.principal());
    all.put("TopicArn", topic.arn());
    return all;
  }
}
