package dev.junction.topic.operation.subscription;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.ListSubscriptionsByTopicInput;
import dev.junction.models.sns.ListSubscriptionsByTopicResponse;
import dev.junction.topic.access.Page;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletionStage;

/// Lists the subscriptions of a topic. Source: SNS API reference, ListSubscriptionsByTopic.
public final class ListSubscriptionsByTopic {

  private final TopicAccess access;

  public ListSubscriptionsByTopic(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ListSubscriptionsByTopicResponse>> run(
      Call call, ListSubscriptionsByTopicInput input) {
    return access.run(
        call,
        TopicAction.LIST_SUBSCRIPTIONS_BY_TOPIC,
        input.topicArn(),
        (topic, _) ->
            Page.of(
                    "ListSubscriptionsByTopic",
                    SubscriptionList.of(topic),
                    SubscriptionList.Row::key,
                    input.nextToken())
                .map(
                    page ->
                        ListSubscriptionsByTopicResponse.builder()
                            .subscriptions(SubscriptionList.shown(page))
                            .nextToken(page.nextToken())
                            .build()));
  }
}
