package dev.junction.topic.operation.message;

import dev.junction.delivery.Body;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.Signer;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.state.Publication;
import dev.junction.wire.protocol.Call;

/// What is made of a message before its topic sees it, so that the topic's thread need not do it.
final class Preparation {

  private Preparation() {}

  /// Makes what can be made without the topic. A FIFO topic's envelope holds the sequence number,
  /// which only the topic knows, and no signature.
  static Publication of(Signer signer, Call call, TopicAddress topic, NewMessage message) {
    Body envelope =
        topic.isFifo()
            ? null
            : Envelope.notification(
                topic.arn(), message, message.text(), null, null, call.endpoint());
    Envelope.Signature signature =
        topic.isFifo() ? null : signer.early(topic, message, call.endpoint());
    return new Publication(message, envelope, signature, call.principalArn(), call.endpoint());
  }
}
