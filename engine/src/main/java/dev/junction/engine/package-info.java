/// Partitions: one writer thread each, transactions, timers and the outbox.
///
/// A service hands commands to the [Engine]; each runs on the thread of the partition that its
/// resource belongs to, stages writes in a [Transaction] and answers. The answer leaves when
/// everything it could have seen is durable.
///
/// The first byte of every key is a keyspace. 0: the partition's identity; 1 and 2: durable timers
/// and the bound below which there are none; 3 and 4: messages to other partitions and how far they
/// are deleted; 5: how far the messages of others are applied; 6: what services failed at; 7 to 15:
/// not used yet; 16 to 254: the services.
@NullMarked
package dev.junction.engine;

import org.jspecify.annotations.NullMarked;
