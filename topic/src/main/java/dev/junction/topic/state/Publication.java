package dev.junction.topic.state;

import dev.junction.delivery.Body;
import dev.junction.kernel.TraceContext;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.protection.MessageLook;
import org.jspecify.annotations.Nullable;

/// A message on its way to its topic, with what could be made of it before.
///
/// @param message the message
/// @param prepared its envelope for protocols without a text of their own, made outside of the
///     partition's thread; null when it is to be made there
/// @param signature its signature for protocols without a text of their own, or null if it was not
///     expected to be needed
/// @param principal who publishes
/// @param endpoint how clients reach this server
/// @param trace the trace that it belongs to; null for one of its own
/// @param look what the topic's data protection policy says of it, found out before; null without
///     such a policy, and when it is to be found out on the partition's thread
public record Publication(
    NewMessage message,
    @Nullable Body prepared,
    Envelope.@Nullable Signature signature,
    String principal,
    String endpoint,
    @Nullable TraceContext trace,
    @Nullable MessageLook look) {

  /// The same publication of a message whose text was changed.
  Publication of(NewMessage changed) {
    return new Publication(changed, null, null, principal, endpoint, trace, look);
  }

  /// The same publication of a message that was looked at this way, or not at all.
  Publication seen(@Nullable MessageLook by) {
    return by == look
        ? this
        : new Publication(message, prepared, signature, principal, endpoint, trace, by);
  }
}
