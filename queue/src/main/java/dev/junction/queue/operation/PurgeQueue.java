package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.PurgeQueueRequest;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// Deletes all messages of a queue. Source: SQS API reference, PurgeQueue. It is done when the call
/// answers.
public final class PurgeQueue {

  private final QueueAccess access;

  public PurgeQueue(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, PurgeQueueRequest input) {
    return access.run(
        call,
        QueueAction.PURGE_QUEUE,
        input.queueUrl(),
        (queue, tx) -> queue.purge(tx).map(_ -> Unit.INSTANCE));
  }
}
