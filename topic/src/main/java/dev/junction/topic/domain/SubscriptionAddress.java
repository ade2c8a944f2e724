package dev.junction.topic.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where a subscription lives: its topic and its own id.
///
/// @param topic the topic
/// @param id a UUID
public record SubscriptionAddress(TopicAddress topic, String id) {

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /// The subscription that an ARN names; empty for any other text.
  public static Optional<SubscriptionAddress> ofArn(String text) {
    int end = text.lastIndexOf(':');
    if (end < 0 || !ID.matcher(text.substring(end + 1)).matches()) {
      return Optional.empty();
    }
    return TopicAddress.ofArn(text.substring(0, end))
        .map(topic -> new SubscriptionAddress(topic, text.substring(end + 1)));
  }

  public String arn() {
    return topic.arn() + ':' + id;
  }
}
