package dev.junction.topic.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.topic.domain.TopicAddress;

/// A durable timer of a topic.
///
/// Shape of its payload: the ARN of the topic, the topic's number, the id of the subscription; a
/// further octet for other kinds than the first; for a replay, from format 2 on, the sequence
/// number that it goes on from.
///
/// @param topic where the topic lives
/// @param topicId the topic's number; another topic of the same name ignores the timer
/// @param subscriptionId the subscription
/// @param kind what comes due
/// @param next where the replay stood when the timer was set: one that has moved on has a timer of
///     its own; [#ANYWHERE] in timers of format 1, and 0 without a replay
record TopicTimer(TopicAddress topic, long topicId, String subscriptionId, Kind kind, long next) {

  static final long ANYWHERE = -1;

  /// What comes due.
  enum Kind {
    /// A subscription that was not confirmed is forgotten.
    UNCONFIRMED,
    /// The next step of a replay.
    REPLAY,
    /// A subscription that has ended can be confirmed no more.
    ENDED
  }

  private static final int REPLAY = 1;
  private static final int ENDED = 2;

  byte[] id() {
    FieldWriter out = new FieldWriter(72).longNumber(topicId).text(subscriptionId);
    return switch (kind) {
      case UNCONFIRMED -> out.toBytes();
      case REPLAY -> out.longNumber(next).toBytes();
      case ENDED -> out.octet(ENDED).toBytes();
    };
  }

  byte[] encode() {
    FieldWriter out =
        new FieldWriter(128).text(topic.arn()).longNumber(topicId).text(subscriptionId);
    return switch (kind) {
      case UNCONFIRMED -> out.toBytes();
      case REPLAY -> out.octet(REPLAY).longNumber(next).toBytes();
      case ENDED -> out.octet(ENDED).toBytes();
    };
  }

  static TopicTimer decode(byte[] payload) {
    FieldReader in = new FieldReader(payload);
    String arn = in.text();
    TopicAddress topic =
        TopicAddress.ofArn(arn).orElseThrow(() -> new IllegalStateException("No topic: " + arn));
    long topicId = in.longNumber();
    String subscription = in.text();
    if (in.isAtEnd()) {
      return new TopicTimer(topic, topicId, subscription, Kind.UNCONFIRMED, 0);
    }
    int kind = in.octet();
    if (kind == ENDED) {
      return new TopicTimer(topic, topicId, subscription, Kind.ENDED, 0);
    }
    if (kind != REPLAY) {
      throw new IllegalStateException("A timer of the unknown kind " + kind);
    }
    long next = in.isAtEnd() ? ANYWHERE : in.longNumber();
    return new TopicTimer(topic, topicId, subscription, Kind.REPLAY, next);
  }
}
