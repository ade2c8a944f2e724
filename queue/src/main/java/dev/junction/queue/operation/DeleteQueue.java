package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.DeleteQueueRequest;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// Deletes a queue with everything in it; a queue that is not there counts as deleted only once.
///
/// Source: SQS API reference, DeleteQueue. Unlike the real service the name is free again at once.
public final class DeleteQueue {

  private final QueueAccess access;

  public DeleteQueue(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, DeleteQueueRequest input) {
    return switch (Visit.of(call, QueueAction.DELETE_QUEUE, input.queueUrl())) {
      case Outcome.Rejected<Visit>(var error) -> QueueAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Visit>(var visit) ->
          access.submit(
              visit.address(),
              (queues, tx) ->
                  visit.with(
                      queues,
                      tx,
                      queue -> {
                        queues.delete(tx, queue);
                        return Outcome.accepted(Unit.INSTANCE);
                      }));
    };
  }
}
