package dev.junction.topic.access;

import java.util.UUID;

/// Where new messages and subscriptions get their identity from.
@FunctionalInterface
public interface Identities {
  UUID next();
}
