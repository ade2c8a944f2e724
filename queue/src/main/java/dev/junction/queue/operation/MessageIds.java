package dev.junction.queue.operation;

import java.util.UUID;

/// Makes the identities of new messages.
@FunctionalInterface
public interface MessageIds {
  UUID next();
}
