package dev.junction.bus.state;

import dev.junction.bus.domain.TargetInput;
import dev.junction.delivery.Recipient;
import dev.junction.models.events.Target;
import org.jspecify.annotations.Nullable;

/// One target of a rule as events meet it.
///
/// @param shape what the API says about it
/// @param input what it gets of an event
/// @param recipient where it gets it; null when nothing takes such messages any more
/// @param parameters what requests to it say beside the body
/// @param isBus whether it is another bus
/// @param isDiscoverer whether it looks at the shapes of events only
public record RuleTarget(
    Target shape,
    TargetInput input,
    @Nullable Recipient recipient,
    RequestParameters parameters,
    boolean isBus,
    boolean isDiscoverer) {}
