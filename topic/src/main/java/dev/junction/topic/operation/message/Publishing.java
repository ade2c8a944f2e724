package dev.junction.topic.operation.message;

import dev.junction.delivery.Body;
import dev.junction.kernel.Clock;
import dev.junction.topic.access.Identities;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.state.Publication;
import dev.junction.wire.protocol.Call;

/// What publishing needs beside topics: time, identities, and what is made of a message before its
/// topic sees it, so that the topic's thread need not do it.
///
/// @param clock the time of messages
/// @param identities where their ids come from
public record Publishing(Clock clock, Identities identities) {

  /// Makes what can be made without the topic. A FIFO topic's envelope holds the sequence number,
  /// which only the topic knows.
  Publication prepare(Call call, TopicAddress topic, NewMessage message) {
    Body envelope =
        topic.isFifo()
            ? null
            : Envelope.notification(
                topic.arn(), message, message.text(), null, null, call.endpoint());
    return new Publication(message, envelope, null, call.endpoint());
  }
}
