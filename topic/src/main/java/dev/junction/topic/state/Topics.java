package dev.junction.topic.state;

import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.Fanout;
import dev.junction.delivery.Outside;
import dev.junction.delivery.Recipient;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.topic.domain.DeliveryPolicy;
import dev.junction.topic.domain.SubscriptionAddress;
import dev.junction.topic.domain.SubscriptionSettings;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicSettings;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The topics of one partition. Threads: the partition's.
public final class Topics {

  private final Map<TopicAddress, Topic> byAddress = new HashMap<>();
  private final PartitionContext context;
  private final DeliveryModule deliveries;
  private final Fanout fanout;
  private long nextId = 1;

  Topics(PartitionContext context, DeliveryModule deliveries) {
    this.context = context;
    this.deliveries = deliveries;
    this.fanout = deliveries.fanout(context);
  }

  DeliveryModule deliveries() {
    return deliveries;
  }

  /// The list of recipients of the message that is being published.
  Fanout fanout() {
    return fanout;
  }

  /// Where the messages of a subscription go; null when nothing takes such messages.
  @Nullable Recipient recipient(
      SubscriptionAddress place, SubscriptionRecord record, TopicSettings topic) {
    SubscriptionSettings own = record.settings();
    return switch (record.protocol()) {
      case HTTP, HTTPS ->
          deliveries.outside(
              context,
              record.endpoint(),
              place.arn(),
              own.deadLetterTarget(),
              outside(place, own, DeliveryPolicy.of(topic, own)));
      case SQS, LAMBDA, FIREHOSE, EMAIL, EMAIL_JSON, SMS, APPLICATION ->
          deliveries
              .recipient(
                  context, record.endpoint(), place.arn(), own.isRaw(), own.deadLetterTarget())
              .orElse(null);
    };
  }

  /// Source: SNS Developer Guide, "Amazon SNS HTTP/S headers".
  private static Outside outside(
      SubscriptionAddress place, SubscriptionSettings settings, DeliveryPolicy policy) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("x-amz-sns-subscription-arn", place.arn());
    headers.put("Content-Type", policy.contentType());
    headers.put("User-Agent", "Amazon Simple Notification Service Agent");
    if (settings.isRaw()) {
      headers.put("x-amz-sns-rawdelivery", "true");
    }
    return new Outside(policy.retry(), policy.perSecondMax(), headers);
  }

  /// Adds a topic that was read back from the map.
  Topic restore(TopicAddress address, TopicRecord record) {
    Topic topic = new Topic(address, record, this);
    byAddress.put(address, topic);
    nextId = Math.max(nextId, record.id() + 1);
    return topic;
  }

  void restoreNextId(long id) {
    nextId = Math.max(nextId, id);
  }

  /// The topic at an address, or null.
  public @Nullable Topic find(TopicAddress address) {
    return byAddress.get(address);
  }

  /// Every topic of the partition, in no order.
  public Collection<Topic> all() {
    return byAddress.values();
  }

  /// Creates a topic.
  public Topic create(
      Transaction<Topics> tx,
      TopicAddress address,
      TopicSettings settings,
      Map<String, String> tags) {
    TopicRecord record = new TopicRecord(nextId++, tx.now().toEpochMilli(), 0, settings, tags);
    tx.put(TopicKeys.topic(address), record.encode());
    tx.put(TopicKeys.nextId(), numberValue(nextId));
    Topic topic = new Topic(address, record, this);
    byAddress.put(address, topic);
    return topic;
  }

  /// Deletes a topic with its subscriptions.
  public void delete(Transaction<Topics> tx, Topic topic) {
    byAddress.remove(topic.address());
    topic.erase(tx);
  }

  /// A stored number: version, eight bytes.
  static byte[] numberValue(long number) {
    return ByteBuffer.allocate(9).put((byte) 1).putLong(number).array();
  }

  static long numberOf(byte[] value) {
    return ByteBuffer.wrap(value).getLong(1);
  }
}
