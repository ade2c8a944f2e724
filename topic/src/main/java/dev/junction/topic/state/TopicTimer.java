package dev.junction.topic.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.topic.domain.TopicAddress;

/// A durable timer of a topic: when it comes due, a subscription that was not confirmed is
/// forgotten.
///
/// Shape of its payload: the ARN of the topic, the topic's number, the id of the subscription.
///
/// @param topic where the topic lives
/// @param topicId the topic's number; another topic of the same name ignores the timer
/// @param subscriptionId the subscription
record TopicTimer(TopicAddress topic, long topicId, String subscriptionId) {

  byte[] id() {
    return new FieldWriter(64).longNumber(topicId).text(subscriptionId).toBytes();
  }

  byte[] encode() {
    return new FieldWriter(128)
        .text(topic.arn())
        .longNumber(topicId)
        .text(subscriptionId)
        .toBytes();
  }

  static TopicTimer decode(byte[] payload) {
    FieldReader in = new FieldReader(payload);
    String arn = in.text();
    TopicAddress topic =
        TopicAddress.ofArn(arn).orElseThrow(() -> new IllegalStateException("No topic: " + arn));
    return new TopicTimer(topic, in.longNumber(), in.text());
  }
}
