package dev.junction.topic.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.GetTopicAttributesInput;
import dev.junction.models.sns.GetTopicAttributesResponse;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.domain.DefaultPolicy;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.ShownPolicy;
import dev.junction.topic.domain.TopicSettings;
import dev.junction.topic.state.Topic;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Answers the attributes of a topic. Source: SNS API reference, GetTopicAttributes; which of them
/// are there without being set is what LocalStack recorded from the real service.
public final class GetTopicAttributes {

  private final TopicAccess access;

  public GetTopicAttributes(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<GetTopicAttributesResponse>> run(
      Call call, GetTopicAttributesInput input) {
    return access.run(
        call,
        TopicAction.GET_TOPIC_ATTRIBUTES,
        input.topicArn(),
        (topic, tx) ->
            Outcome.accepted(
                GetTopicAttributesResponse.builder()
                    .attributes(attributes(topic, tx.now()))
                    .build()));
  }

  private static Map<String, String> attributes(Topic topic, Instant now) {
    Map<String, String> all = new TreeMap<>();
    all.put(TopicSettings.DISPLAY_NAME, "");
    all.put(TopicSettings.POLICY, DefaultPolicy.of(topic.address()));
    if (topic.address().isFifo()) {
      all.put(TopicSettings.CONTENT_BASED_DEDUPLICATION, "false");
    }
    Map<String, String> set = topic.record().settings().values();
    all.putAll(set);
    all.remove(TopicSettings.DATA_PROTECTION_POLICY);
    String own = set.get(TopicSettings.DELIVERY_POLICY);
    if (own != null) {
      all.put(TopicSettings.DELIVERY_POLICY, ShownPolicy.ofTopic(own));
    }
    all.put(
        TopicSettings.EFFECTIVE_DELIVERY_POLICY,
        topic.deliveryPolicy().effective(/* ofTopic= */ true));
    Instant archivedSince = topic.archivedSince(now);
    if (archivedSince != null) {
      all.put(TopicSettings.BEGINNING_ARCHIVE_TIME, Envelope.timestamp(archivedSince));
    }
    all.put("Owner", topic.address().account().value());
    all.put("TopicArn", topic.arn());
    long confirmed =
        topic.subscriptions().stream().filter(each -> each.record().confirmed()).count();
    all.put("SubscriptionsConfirmed", String.valueOf(confirmed));
    all.put("SubscriptionsPending", String.valueOf(topic.subscriptions().size() - confirmed));
    all.put("SubscriptionsDeleted", String.valueOf(topic.record().deletedSubscriptions()));
    return all;
  }
}
