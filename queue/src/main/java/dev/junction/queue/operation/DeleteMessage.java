package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.DeleteMessageRequest;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// Deletes a message that was received. Source: SQS API reference, DeleteMessage.
public final class DeleteMessage {

  private final QueueAccess access;

  public DeleteMessage(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, DeleteMessageRequest input) {
    return access.run(
        call,
        QueueAction.DELETE_MESSAGE,
        input.queueUrl(),
        (queue, tx) ->
            Handles.of(queue, input.receiptHandle())
                .then(handle -> queue.delete(tx, handle))
                .map(_ -> Unit.INSTANCE));
  }
}
