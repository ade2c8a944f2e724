/// Topics: SNS.
///
/// Nouns: a message is published to a *topic*, and each of its *subscriptions* that wants it gets
/// it, by its *protocol*, at its *endpoint*. Promise: an acknowledged publish reaches every
/// subscription that was confirmed and wanted it at that moment, or its dead-letter queue. Limits:
/// [dev.junction.topic.domain.TopicLimits]. Document: docs/services/sns.md.
@NullMarked
package dev.junction.topic;

import org.jspecify.annotations.NullMarked;
