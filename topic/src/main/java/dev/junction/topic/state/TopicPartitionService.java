package dev.junction.topic.state;

import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.storage.StateStore;
import dev.junction.topic.domain.Places;
import dev.junction.topic.domain.Signer;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.protection.ProtectedTopics;
import dev.junction.topic.report.StatusLog;

/// How topics live on a partition: reading them and their subscriptions back.
public final class TopicPartitionService implements PartitionService<Topics> {

  private final DeliveryModule deliveries;
  private final Signer signer;
  private final ProtectedTopics protectedTopics;
  private volatile StatusLog log = (_, _, _, _, _) -> {};

  public TopicPartitionService(
      DeliveryModule deliveries, Signer signer, ProtectedTopics protectedTopics) {
    this.deliveries = deliveries;
    this.signer = signer;
    this.protectedTopics = protectedTopics;
  }

  /// Has what topics write themselves written into log groups; before partitions are opened.
  public void writeInto(StatusLog log) {
    this.log = log;
  }

  /// The partition that a topic belongs to.
  public static int partitionOf(Engine engine, TopicAddress address) {
    return engine.partitionOf(address.account(), address.region(), Places.TOPICS, address.name());
  }

  @Override
  public String name() {
    return "topic";
  }

  @Override
  public byte keyspace() {
    return TopicKeys.KEYSPACE;
  }

  @Override
  public Topics open(PartitionContext context) {
    Topics topics = new Topics(context, deliveries, signer, log, protectedTopics);
    topics.applications().open(context);
    byte[] nextId = context.get(TopicKeys.nextId());
    if (nextId != null) {
      topics.restoreNextId(Topics.numberOf(nextId));
    }
    byte[][] range = TopicKeys.topics();
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        TopicRecord record = TopicRecord.decode(cursor.value());
        Topic topic = topics.restore(TopicKeys.addressOf(cursor.key()), record);
        restoreSubscriptions(context, topic);
        topic.confirmations().open(context);
        topic.replays().open(context);
        byte[] sequence = context.get(TopicKeys.sequence(record.id()));
        if (sequence != null) {
          topic.restoreSequence(Topics.numberOf(sequence));
        }
      }
    }
    return topics;
  }

  private static void restoreSubscriptions(PartitionContext context, Topic topic) {
    byte[][] range = TopicKeys.subscriptions(topic.record().id());
    try (StateStore.Cursor cursor = context.scan(range[0], range[1])) {
      while (cursor.next()) {
        topic.restore(SubscriptionRecord.decode(cursor.value()));
      }
    }
    topic.gatherReceivers();
  }

  @Override
  public void onTimer(Topics topics, Transaction<Topics> tx, byte[] payload) {
    TopicTimer timer = TopicTimer.decode(payload);
    Topic topic = topics.find(timer.topic());
    if (topic != null && topic.record().id() == timer.topicId()) {
      switch (timer.kind()) {
        case UNCONFIRMED -> topic.confirmations().forgetUnconfirmed(tx, timer.subscriptionId());
        case ENDED -> topic.confirmations().tokenHasEnded(tx, timer.subscriptionId());
        case REPLAY -> topic.replays().step(tx, timer.subscriptionId(), timer.next());
      }
    }
  }

  @Override
  public void onMessage(Topics topics, Transaction<Topics> tx, int fromPartition, byte[] payload) {
    throw new IllegalStateException("Topics do not send each other messages");
  }
}
