package dev.junction.topic.operation.subscription;

import dev.junction.models.sns.Subscription;
import dev.junction.topic.access.Page;
import dev.junction.topic.state.SubscriptionRecord;
import dev.junction.topic.state.Topic;
import java.util.List;

/// Subscriptions as lists show them.
final class SubscriptionList {

  private static final String PENDING = "PendingConfirmation";

  private SubscriptionList() {}

  /// A subscription with what it is sorted by.
  record Row(String key, Subscription shown) {}

  static List<Row> of(Topic topic) {
    return topic.subscriptions().stream().map(each -> row(topic, each)).toList();
  }

  static Row row(Topic topic, dev.junction.topic.state.Subscription subscription) {
    SubscriptionRecord record = subscription.record();
    String arn = subscription.address().arn();
    return new Row(
        arn,
        Subscription.builder()
            .subscriptionArn(record.confirmed() ? arn : PENDING)
            .owner(record.owner())
            .protocol(record.protocol().written())
            .endpoint(record.endpoint())
            .topicArn(topic.arn())
            .build());
  }

  static List<Subscription> shown(Page<Row> page) {
    return page.items().stream().map(Row::shown).toList();
  }
}
