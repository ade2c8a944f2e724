package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.ReceiptHandle;
import dev.junction.queue.state.Queue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads receipt handles and checks that they belong to the queue they are used on.
final class Handles {

  private Handles() {}

  static Outcome<ReceiptHandle> of(Queue queue, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Outcome.rejected(QueueErrors.missing("ReceiptHandle"));
    }
    Optional<ReceiptHandle> handle =
        ReceiptHandle.parse(text).filter(parsed -> parsed.queueId() == queue.record().id());
    return handle.isEmpty()
        ? Outcome.rejected(QueueErrors.badReceiptHandle(text))
        : Outcome.accepted(handle.get());
  }
}
