package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sqs.ChangeMessageVisibilityRequest;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// Sets how long a received message stays invisible from now on.
///
/// Source: SQS API reference, ChangeMessageVisibility.
public final class ChangeMessageVisibility {

  private final QueueAccess access;

  public ChangeMessageVisibility(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, ChangeMessageVisibilityRequest input) {
    Integer seconds = input.visibilityTimeout();
    if (seconds == null) {
      return QueueAccess.done(Outcome.rejected(QueueErrors.missing("VisibilityTimeout")));
    }
    ServiceError problem = Visibility.problem(seconds);
    if (problem != null) {
      return QueueAccess.done(Outcome.rejected(problem));
    }
    return access.run(
        call,
        QueueAction.CHANGE_MESSAGE_VISIBILITY,
        input.queueUrl(),
        (queue, tx) ->
            Handles.of(queue, input.receiptHandle())
                .then(handle -> queue.changeVisibility(tx, handle, seconds))
                .map(_ -> Unit.INSTANCE));
  }
}
