package dev.junction.queue.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sqs.BatchResultErrorEntry;
import dev.junction.models.sqs.ChangeMessageVisibilityBatchRequest;
import dev.junction.models.sqs.ChangeMessageVisibilityBatchRequestEntry;
import dev.junction.models.sqs.ChangeMessageVisibilityBatchResult;
import dev.junction.models.sqs.ChangeMessageVisibilityBatchResultEntry;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.Queues;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/// Sets how long up to ten received messages stay invisible, each for itself.
///
/// Source: SQS API reference, ChangeMessageVisibilityBatch.
public final class ChangeMessageVisibilityBatch {

  private final QueueAccess access;

  public ChangeMessageVisibilityBatch(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ChangeMessageVisibilityBatchResult>> run(
      Call call, ChangeMessageVisibilityBatchRequest input) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries =
        Objects.requireNonNullElse(input.entries(), List.of());
    ServiceError problem =
        BatchChecks.problem(
            entries,
            "ChangeMessageVisibilityBatchRequestEntry",
            ChangeMessageVisibilityBatchRequestEntry::id);
    if (problem != null) {
      return QueueAccess.done(Outcome.rejected(problem));
    }
    return access.run(
        call,
        QueueAction.CHANGE_MESSAGE_VISIBILITY,
        input.queueUrl(),
        (queue, tx) -> {
          List<ChangeMessageVisibilityBatchResultEntry> successful = new ArrayList<>();
          List<BatchResultErrorEntry> failed = new ArrayList<>(0);
          for (ChangeMessageVisibilityBatchRequestEntry entry : entries) {
            switch (change(queue, tx, entry)) {
              case Outcome.Accepted<Boolean> _ ->
                  successful.add(
                      ChangeMessageVisibilityBatchResultEntry.builder().id(entry.id()).build());
              case Outcome.Rejected<Boolean>(var error) ->
                  failed.add(BatchChecks.failed(BatchChecks.id(entry.id()), error));
            }
          }
          return Outcome.accepted(
              ChangeMessageVisibilityBatchResult.builder()
                  .successful(successful)
                  .failed(failed)
                  .build());
        });
  }

  private static Outcome<Boolean> change(
      Queue queue, Transaction<Queues> tx, ChangeMessageVisibilityBatchRequestEntry entry) {
    Integer seconds = entry.visibilityTimeout();
    if (seconds == null) {
      return Outcome.rejected(QueueErrors.missing("VisibilityTimeout"));
    }
    ServiceError problem = Visibility.problem(seconds);
    return problem != null
        ? Outcome.rejected(problem)
        : Handles.of(queue, entry.receiptHandle())
            .then(handle -> queue.changeVisibility(tx, handle, seconds));
  }
}
