/// Event buses: EventBridge.
///
/// Nouns: an *event* is put on a *bus*; each *rule* of the bus whose *pattern* it matches sends
/// it to the rule's *targets*. An *archive* keeps events of a bus for *replays*; a *connection*
/// holds what an *API destination* wants to know of its caller. Promise: an acknowledged event
/// reaches every target of every rule that it matched then, or the target's dead-letter queue.
/// Limits: [dev.junction.bus.domain.BusLimits]. Document: docs/services/events.md.
@NullMarked
package dev.junction.bus;

import org.jspecify.annotations.NullMarked;
