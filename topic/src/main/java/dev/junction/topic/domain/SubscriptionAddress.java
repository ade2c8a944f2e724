package dev.junction.topic.domain;

import java.util.Optional;

/// Where a subscription lives: its topic and its own id.
///
/// @param topic the topic
/// @param id a UUID
public record SubscriptionAddress(TopicAddress topic, String id) {

  /// The subscription that an ARN names; empty for any other text.
  public static Optional<SubscriptionAddress> ofArn(String text) {
    int end = text.lastIndexOf(':');
    if (end < 0) {
      return Optional.empty();
    }
    return TopicAddress.ofArn(text.substring(0, end))
        .map(topic -> new SubscriptionAddress(topic, text.substring(end + 1)));
  }

  public String arn() {
    return topic.arn() + ':' + id;
  }
}
