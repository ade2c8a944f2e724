package dev.junction.queue.domain;

/// When and where a message that is never deleted goes: after so many receives to another queue.
///
/// @param target the dead-letter queue
/// @param receivesMax how often a message may be received before it is moved, 1 to 1000
public record RedrivePolicy(QueueAddress target, int receivesMax) {}
