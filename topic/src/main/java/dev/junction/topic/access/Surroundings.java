package dev.junction.topic.access;

import dev.junction.kernel.Clock;
import java.util.function.Supplier;

/// What operations need beside topics.
///
/// @param clock the time of messages
/// @param identities where ids of messages and subscriptions come from
/// @param tokens where the secrets come from that confirm subscriptions
public record Surroundings(Clock clock, Identities identities, Supplier<String> tokens) {}
