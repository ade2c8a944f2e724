package dev.junction.queue.state;

import org.jspecify.annotations.Nullable;

/// What one receive asks for.
///
/// @param messagesMax at most so many messages, 1 to 10
/// @param visibilitySeconds how long they are invisible to others; negative for the queue's own
/// @param attemptId what a repetition of this receive would be known by, or null
public record Demand(int messagesMax, int visibilitySeconds, @Nullable String attemptId) {

  /// How long they are invisible in a queue with that setting of its own.
  int visibilitySecondsOr(int queueSeconds) {
    return visibilitySeconds < 0 ? queueSeconds : visibilitySeconds;
  }
}
