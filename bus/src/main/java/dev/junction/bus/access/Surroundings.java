package dev.junction.bus.access;

import dev.junction.bus.state.Stored;
import dev.junction.delivery.DeliveryModule;
import dev.junction.kernel.Clock;
import dev.junction.models.events.CreateConnectionRequest;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What operations need beside buses.
///
/// @param clock the time of events
/// @param identities where ids of events come from
/// @param deliveries what can be delivered to
/// @param authorizer gets a first token for a connection: null for one, or why there is none
/// @param forgetter forgets the token of the connection with an ARN
/// @param rulesMax how many rules a bus may have
/// @param targetsMax how many targets a rule may have
public record Surroundings(
    Clock clock,
    Supplier<UUID> identities,
    DeliveryModule deliveries,
    Function<Stored<CreateConnectionRequest>, CompletableFuture<@Nullable String>> authorizer,
    Consumer<String> forgetter,
    int rulesMax,
    int targetsMax) {}
