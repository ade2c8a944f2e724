package dev.junction.topic.state;

import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.Fanout;
import dev.junction.delivery.Outside;
import dev.junction.delivery.Recipient;
import dev.junction.delivery.Source;
import dev.junction.delivery.report.Report;
import dev.junction.delivery.report.ReportWish;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.topic.domain.DeliveryPolicy;
import dev.junction.topic.domain.DirectMessage;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.PhoneNumbers;
import dev.junction.topic.domain.Signer;
import dev.junction.topic.domain.SubscriptionAddress;
import dev.junction.topic.domain.SubscriptionSettings;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.domain.TopicSettings;
import dev.junction.topic.protection.ProtectedTopics;
import dev.junction.topic.protection.Verdict;
import dev.junction.topic.report.AuditLog;
import dev.junction.topic.report.DeliveryStatus;
import dev.junction.topic.report.Feedback;
import dev.junction.topic.report.StatusLog;
import dev.junction.topic.state.application.Applications;
import dev.junction.topic.state.sms.OptOuts;
import dev.junction.topic.state.sms.SmsAccounts;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The topics of one partition. Threads: the partition's.
public final class Topics {

  private final Map<TopicAddress, Topic> byAddress = new HashMap<>();
  private final PartitionContext context;
  private final DeliveryModule deliveries;
  private final Signer signer;
  private final StatusLog log;
  private final ProtectedTopics protectedTopics;
  private final Fanout fanout;
  private final Applications applications = new Applications(TopicKeys.KEYSPACE);
  private final SmsAccounts smsAccounts = new SmsAccounts(TopicKeys.KEYSPACE);
  private final OptOuts optOuts = new OptOuts(TopicKeys.KEYSPACE);
  private long nextId = 1;

  Topics(
      PartitionContext context,
      DeliveryModule deliveries,
      Signer signer,
      StatusLog log,
      ProtectedTopics protectedTopics) {
    this.context = context;
    this.deliveries = deliveries;
    this.signer = signer;
    this.log = log;
    this.protectedTopics = protectedTopics;
    this.fanout = deliveries.fanout(context);
  }

  /// The platform applications of the partition.
  public Applications applications() {
    return applications;
  }

  /// What accounts have set about text messages.
  public SmsAccounts smsAccounts() {
    return smsAccounts;
  }

  /// The phones that want no text messages.
  public OptOuts optOuts() {
    return optOuts;
  }

  /// Sends a text to a phone, a device or a topic.
  public void sendDirectly(
      Transaction<Topics> tx, Source source, String target, DirectMessage message) {
    deliveries
        .recipient(context, target, target, false, null)
        .ifPresent(recipient -> fanout.add(recipient, 0));
    deliveries.dispatch(tx, message.content(source), fanout);
  }

  Signer signer() {
    return signer;
  }

  ProtectedTopics protectedTopics() {
    return protectedTopics;
  }

  /// Writes what an audit saw of a message.
  void writeAudit(
      Transaction<Topics> tx,
      TopicAddress topic,
      Publication publication,
      Verdict.AuditRecord audit) {
    new AuditLog(log)
        .write(tx, context, topic, publication.message().id(), publication.principal(), audit);
  }

  /// Writes that a data protection policy kept a message from a subscription, if that is wanted and
  /// the batch has room: there may be as many as the topic has subscriptions.
  void writeProhibited(
      Transaction<Topics> tx, Subscription subscription, Recipient recipient, NewMessage message) {
    if (!tx.hasSpaceToSpare() || tx.stagedBytes() > TopicLimits.STAGED_BYTES_MAX) {
      return;
    }
    for (ReportWish wish : recipient.reports()) {
      if (wish.failures()) {
        long dwellMillis = tx.now().toEpochMilli() - message.at().toEpochMilli();
        Report report =
            new Report(
                subscription.address().topic().arn(),
                message.stamp(),
                wish.book(),
                subscription.record().endpoint(),
                Map.of(),
                DeliveryStatus.prohibited(subscription.address().arn(), dwellMillis));
        new DeliveryStatus(log).take(tx, context, report);
      }
    }
  }

  /// A number from 0 to 99, by chance.
  int drawPercent() {
    return context.random().nextInt(100);
  }

  /// A new identity, from the partition's own randomness.
  public UUID newId() {
    long high = (context.random().nextLong() & ~0xF000L) | 0x4000L;
    long low = (context.random().nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
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
      SubscriptionAddress place,
      SubscriptionRecord record,
      TopicSettings topic,
      DeliveryPolicy policy) {
    Recipient plain = plainRecipient(place, record, topic, policy);
    List<ReportWish> wishes = Feedback.of(topic, record.protocol());
    if (plain == null || !wishes.isEmpty()) {
      return plain == null ? null : plain.reporting(wishes);
    }
    return switch (record.protocol()) {
      // Whether their account or application wants reports is known where they live.
      case SMS, APPLICATION ->
          plain.reporting(List.of(new ReportWish(record.protocol().written(), 0, false)));
      case SQS, HTTP, HTTPS, EMAIL, EMAIL_JSON, LAMBDA, FIREHOSE -> plain;
    };
  }

  private @Nullable Recipient plainRecipient(
      SubscriptionAddress place,
      SubscriptionRecord record,
      TopicSettings topic,
      DeliveryPolicy policy) {
    SubscriptionSettings own = record.settings();
    return switch (record.protocol()) {
      case HTTP, HTTPS ->
          deliveries.outside(
              context,
              record.endpoint(),
              place.arn(),
              own.deadLetterTarget(),
              outside(place, own, policy));
      case EMAIL, EMAIL_JSON ->
          deliveries
              .mailbox(
                  context,
                  record.protocol().written(),
                  record.endpoint(),
                  place.arn(),
                  own.deadLetterTarget())
              .asking(sender(topic));
      case SMS ->
          deliveries
              .recipient(
                  context,
                  PhoneNumbers.target(
                      place.topic().account(), place.topic().region(), record.endpoint()),
                  place.arn(),
                  false,
                  own.deadLetterTarget())
              .orElse(null);
      case APPLICATION ->
          deliveries
              .recipient(context, record.endpoint(), place.arn(), false, own.deadLetterTarget())
              .orElse(null);
      case SQS, LAMBDA, FIREHOSE ->
          deliveries
              .recipient(
                  context, record.endpoint(), place.arn(), own.isRaw(), own.deadLetterTarget())
              .orElse(null);
    };
  }

  /// What a carrier of mails has to know. Source: what users show of mails of the real service.
  private static Map<String, String> sender(TopicSettings topic) {
    String name = topic.displayName();
    return name == null ? Map.of() : Map.of("displayName", name);
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

  /// The topics that have a subscription which was given a token.
  public List<TopicAddress> withToken(String token) {
    return byAddress.values().stream()
        .filter(topic -> topic.withToken(token) != null)
        .map(Topic::address)
        .toList();
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
    topic.replays().settingsChanged(tx);
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
