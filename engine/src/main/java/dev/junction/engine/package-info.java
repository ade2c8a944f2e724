/// Partitions: one writer thread each, transactions, timers and the outbox.
///
/// A service hands commands to the [Engine]; each runs on the thread of the partition that its
/// resource belongs to, stages writes in a [Transaction] and answers. The answer leaves when
/// everything it could have seen is durable.
@NullMarked
package dev.junction.engine;

import org.jspecify.annotations.NullMarked;
