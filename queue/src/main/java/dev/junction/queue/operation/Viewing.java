package dev.junction.queue.operation;

import dev.junction.engine.Transaction;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.Queues;
import dev.junction.wire.protocol.Call;
import org.jspecify.annotations.Nullable;

/// What somebody may see of queues outside of the API: the same as with the operation that tells it
/// there. A viewer that is null may see everything.
public final class Viewing {

  private Viewing() {}

  /// Whether the viewer may see how many messages a queue holds.
  public static boolean mayCount(@Nullable Call viewer, Queue queue, Transaction<Queues> tx) {
    return viewer == null
        || new Visit(viewer, QueueAction.GET_QUEUE_ATTRIBUTES, queue.address())
            .isAllowed(queue, tx);
  }
}
