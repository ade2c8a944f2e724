package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.CancelMessageMoveTaskRequest;
import dev.junction.models.sqs.CancelMessageMoveTaskResult;
import dev.junction.queue.domain.MoveHandle;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.state.Queue;
import dev.junction.wire.protocol.Call;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Ends a running message move task; what it has moved stays moved. Source: SQS API reference,
/// CancelMessageMoveTask.
public final class CancelMessageMoveTask {

  private final QueueAccess access;

  public CancelMessageMoveTask(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<CancelMessageMoveTaskResult>> run(
      Call call, CancelMessageMoveTaskRequest input) {
    Optional<MoveHandle> handle = MoveHandle.parse(input.taskHandle());
    if (handle.isEmpty() || !QueueAccess.isOwn(call, handle.get().source())) {
      return QueueAccess.done(Outcome.rejected(QueueErrors.noSuchMove()));
    }
    QueueAddress source = handle.get().source();
    return access.submit(
        source,
        (queues, tx) -> {
          Queue queue = queues.find(source);
          return queue == null
              ? Outcome.rejected(QueueErrors.noSuchMove())
              : queue
                  .cancelMove(tx, handle.get().task())
                  .map(
                      task ->
                          CancelMessageMoveTaskResult.builder()
                              .approximateNumberOfMessagesMoved(task.moved())
                              .build());
        });
  }
}
