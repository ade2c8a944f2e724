/// How queues lie in the partition's map, and the views in memory that are derived from it.
///
/// A message is stored once under its sequence and never moves. In memory stand only the window of
/// the next messages, the messages in flight and the next delays; the rest is read forward from a
/// cursor when its turn comes, so memory is bounded by the window and not by the backlog.
@NullMarked
package dev.junction.queue.state;

import org.jspecify.annotations.NullMarked;
