package dev.junction.topic.operation.message;

import dev.junction.delivery.Body;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.state.Publication;
import dev.junction.wire.protocol.Call;

/// What is made of a message before its topic sees it, so that the topic's thread need not do it.
final class Preparation {

  private Preparation() {}

  /// Makes what can be made without the topic. A FIFO topic's envelope holds the sequence number,
  /// which only the topic knows, and no signature.
  static Publication of(
      Surroundings surroundings, Call call, TopicAddress topic, NewMessage message) {
    String endpoint = surroundings.endpoint(call);
    Body envelope =
        topic.isFifo()
            ? null
            : Envelope.notification(topic.arn(), message, message.text(), null, null, endpoint);
    Envelope.Signature signature =
        topic.isFifo() ? null : surroundings.signer().early(topic, message, endpoint);
    return new Publication(
        message, envelope, signature, call.principalArn(), endpoint, call.trace());
  }
}
