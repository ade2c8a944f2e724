package dev.junction.topic.operation.subscription;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.ListSubscriptionsInput;
import dev.junction.models.sns.ListSubscriptionsResponse;
import dev.junction.topic.access.Page;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.state.Topic;
import dev.junction.topic.state.Topics;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Lists the subscriptions of the caller in the region of the call. Source: SNS API reference,
/// ListSubscriptions.
public final class ListSubscriptions {

  private final TopicAccess access;

  public ListSubscriptions(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ListSubscriptionsResponse>> run(
      Call call, ListSubscriptionsInput input) {
    return access
        .everywhere(topics -> rows(call, topics))
        .thenApply(
            found ->
                found
                    .then(
                        rows ->
                            Page.of(
                                "ListSubscriptions",
                                rows,
                                SubscriptionList.Row::key,
                                input.nextToken()))
                    .map(
                        page ->
                            ListSubscriptionsResponse.builder()
                                .subscriptions(SubscriptionList.shown(page))
                                .nextToken(page.nextToken())
                                .build()));
  }

  private static List<SubscriptionList.Row> rows(Call call, Topics topics) {
    List<SubscriptionList.Row> rows = new ArrayList<>();
    for (Topic topic : topics.all()) {
      if (topic.address().region().equals(call.region())) {
        topic.subscriptions().stream()
            .filter(each -> each.record().owner().equals(call.accountId().value()))
            .forEach(each -> rows.add(SubscriptionList.row(topic, each)));
      }
    }
    return rows;
  }
}
