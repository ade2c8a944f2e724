/// Queues: SQS.
///
/// Promises: an acknowledged message is received until it is deleted, expires or moves to the
/// dead-letter queue; an acknowledged delete never returns; a FIFO queue hands out the messages of
/// a group in order, one holder at a time, and takes a deduplication id once in five minutes.
/// Nouns: queue, message, receipt handle, in flight, delay, message group, dead letter. Limits:
/// [dev.junction.queue.domain.QueueLimits]. Document: docs/services/sqs.md.
@NullMarked
package dev.junction.queue;

import org.jspecify.annotations.NullMarked;
