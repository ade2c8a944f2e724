package dev.junction.engine;

import dev.junction.kernel.Outcome;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The reply of one call: a future that its caller may give up by cancelling it.
final class PendingReply<R> extends CompletableFuture<Outcome<R>> implements Reply<R> {

  private final Set<PendingReply<?>> open;

  /// @param open the unanswered calls of the partition; this one is among them until it is done
  PendingReply(Set<PendingReply<?>> open) {
    this.open = open;
    open.add(this);
  }

  @Override
  public boolean complete(Outcome<R> outcome) {
    open.remove(this);
    return super.complete(outcome);
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    open.remove(this);
    return super.cancel(mayInterrupt);
  }

  @Override
  public boolean isAbandoned() {
    return isDone();
  }
}
