/// The one way to hand a message to a target.
///
/// Nouns: a *source* (a topic, a bus …) dispatches a message to *recipients*; each names a *target*
/// by its ARN. A service registers once what its resources do with a message
/// ([dev.junction.delivery.Target]); they are then targets of every source, and no service sees
/// another. Promise: what a source's transaction dispatched arrives at each target once, or goes to
/// the recipient's dead-letter queue; both survive a crash.
@NullMarked
package dev.junction.delivery;

import org.jspecify.annotations.NullMarked;
