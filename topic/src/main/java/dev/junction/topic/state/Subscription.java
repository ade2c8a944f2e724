package dev.junction.topic.state;

import dev.junction.delivery.Recipient;
import dev.junction.topic.domain.ApplicationAddress;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.SubscriptionAddress;
import dev.junction.topic.domain.TopicLimits;
import org.jspecify.annotations.Nullable;

/// One subscription as messages meet it: what it wants, and where it gets it. Made anew whenever
/// its record changes. Threads: the partition's.
public final class Subscription {

  private final SubscriptionAddress address;
  private final SubscriptionRecord record;
  private final @Nullable Recipient recipient;
  private final String receiver;

  /// @param recipient where its messages go; null when nothing takes such messages
  Subscription(
      SubscriptionAddress address, SubscriptionRecord record, @Nullable Recipient recipient) {
    this.address = address;
    this.record = record;
    this.recipient = recipient;
    this.receiver = receiver(record);
  }

  public SubscriptionAddress address() {
    return address;
  }

  public SubscriptionRecord record() {
    return record;
  }

  Protocol protocol() {
    return record.protocol();
  }

  /// What its texts are told apart by: the platform of a device, otherwise the protocol. Source:
  /// SNS Developer Guide, "Publishing notifications with platform-specific payload".
  String receiver() {
    return receiver;
  }

  private static String receiver(SubscriptionRecord record) {
    String protocol = record.protocol().written();
    return record.protocol() == Protocol.APPLICATION
        ? ApplicationAddress.ofEndpoint(record.endpoint())
            .map(ApplicationAddress::platform)
            .orElse(protocol)
        : protocol;
  }

  boolean isRaw() {
    return record.settings().isRaw();
  }

  boolean isRawToQueue() {
    return isRaw() && protocol() == Protocol.SQS;
  }

  /// Whether its messages can have so many attributes: a queue refuses raw ones with more than
  /// [TopicLimits#QUEUE_ATTRIBUTES_MAX].
  boolean takes(int attributes) {
    return !isRawToQueue() || attributes <= TopicLimits.QUEUE_ATTRIBUTES_MAX;
  }

  /// What it takes in the batch of a message that it gets.
  int sizeBytes() {
    return recipient == null ? 0 : recipient.encoded().length;
  }

  @Nullable Recipient recipient() {
    return recipient;
  }
}
