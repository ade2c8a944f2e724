package dev.junction.topic.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.topic.domain.TopicAddress;

/// A durable timer of a topic.
///
/// Shape of its payload: the ARN of the topic, the topic's number, the id of the subscription, and
/// for a replay one further octet.
///
/// @param topic where the topic lives
/// @param topicId the topic's number; another topic of the same name ignores the timer
/// @param subscriptionId the subscription
/// @param kind what comes due
record TopicTimer(TopicAddress topic, long topicId, String subscriptionId, Kind kind) {

  /// What comes due.
  enum Kind {
    /// A subscription that was not confirmed is forgotten.
    UNCONFIRMED,
    /// The next step of a replay.
    REPLAY
  }

  private static final int REPLAY = 1;

  byte[] id() {
    return new FieldWriter(64).longNumber(topicId).text(subscriptionId).toBytes();
  }

  /// The id of one of several timers of the subscription.
  byte[] id(long number) {
    return new FieldWriter(72).raw(id()).longNumber(number).toBytes();
  }

  byte[] encode() {
    FieldWriter out =
        new FieldWriter(128).text(topic.arn()).longNumber(topicId).text(subscriptionId);
    return (kind == Kind.REPLAY ? out.octet(REPLAY) : out).toBytes();
  }

  static TopicTimer decode(byte[] payload) {
    FieldReader in = new FieldReader(payload);
    String arn = in.text();
    TopicAddress topic =
        TopicAddress.ofArn(arn).orElseThrow(() -> new IllegalStateException("No topic: " + arn));
    return new TopicTimer(
        topic, in.longNumber(), in.text(), in.isAtEnd() ? Kind.UNCONFIRMED : Kind.REPLAY);
  }
}
