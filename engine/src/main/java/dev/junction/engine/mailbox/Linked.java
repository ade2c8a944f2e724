package dev.junction.engine.mailbox;

import org.jspecify.annotations.Nullable;

/// Something that can lie in a mailbox, one at a time: it carries the link to the next, so that
/// queueing allocates nothing.
public abstract class Linked {

  @Nullable Linked next;

  /// How many items lie in the stack with this one.
  int depth;
}
