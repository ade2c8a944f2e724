package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sqs.BatchResultErrorEntry;
import dev.junction.models.sqs.DeleteMessageBatchRequest;
import dev.junction.models.sqs.DeleteMessageBatchRequestEntry;
import dev.junction.models.sqs.DeleteMessageBatchResult;
import dev.junction.models.sqs.DeleteMessageBatchResultEntry;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/// Deletes up to ten messages, each for itself. Source: SQS API reference, DeleteMessageBatch.
public final class DeleteMessageBatch {

  private final QueueAccess access;

  public DeleteMessageBatch(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<DeleteMessageBatchResult>> run(
      Call call, DeleteMessageBatchRequest input) {
    List<DeleteMessageBatchRequestEntry> entries =
        Objects.requireNonNullElse(input.entries(), List.of());
    ServiceError problem =
        BatchChecks.problem(
            entries, "DeleteMessageBatchRequestEntry", DeleteMessageBatchRequestEntry::id);
    if (problem != null) {
      return QueueAccess.done(Outcome.rejected(problem));
    }
    return access.run(
        call,
        QueueAction.DELETE_MESSAGE,
        input.queueUrl(),
        (queue, tx) -> {
          List<DeleteMessageBatchResultEntry> successful = new ArrayList<>();
          List<BatchResultErrorEntry> failed = new ArrayList<>(0);
          for (DeleteMessageBatchRequestEntry entry : entries) {
            Outcome<Boolean> outcome =
                Handles.of(queue, entry.receiptHandle()).then(handle -> queue.delete(tx, handle));
            switch (outcome) {
              case Outcome.Accepted<Boolean> _ ->
                  successful.add(DeleteMessageBatchResultEntry.builder().id(entry.id()).build());
              case Outcome.Rejected<Boolean>(var error) ->
                  failed.add(BatchChecks.failed(BatchChecks.id(entry.id()), error));
            }
          }
          return Outcome.accepted(
              DeleteMessageBatchResult.builder().successful(successful).failed(failed).build());
        });
  }
}
