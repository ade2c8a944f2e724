package dev.junction.topic.access;

import dev.junction.kernel.Clock;
import dev.junction.topic.domain.Signer;
import java.util.function.Supplier;

/// What operations need beside topics.
///
/// @param clock the time of messages
/// @param identities where ids of messages and subscriptions come from
/// @param signer signs messages before their topics see them
/// @param tokens where the secrets come from that confirm subscriptions
public record Surroundings(
    Clock clock, Identities identities, Signer signer, Supplier<String> tokens) {}
