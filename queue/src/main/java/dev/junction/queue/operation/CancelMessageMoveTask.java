package dev.junction.queue.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.CancelMessageMoveTaskRequest;
import dev.junction.models.sqs.CancelMessageMoveTaskResult;
import dev.junction.queue.domain.MoveHandle;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.Queues;
import dev.junction.wire.protocol.Call;
import java.util.Optional;
import java.util.UUID;
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
    if (handle.isEmpty()) {
      return QueueAccess.done(Outcome.rejected(QueueErrors.badMoveHandle()));
    }
    if (!QueueAccess.isOwn(call, handle.get().source())) {
      return QueueAccess.done(Outcome.rejected(QueueErrors.noSuchResource("SourceArn")));
    }
    QueueAddress source = handle.get().source();
    return access.submit(
        source,
        (queues, tx) ->
            queues.find(source) == null
                ? Outcome.rejected(QueueErrors.noSuchResource("SourceArn"))
                : new Visit(call, QueueAction.CANCEL_MESSAGE_MOVE_TASK, source)
                    .with(queues, tx, queue -> cancel(queue, tx, handle.get().task())));
  }

  private static Outcome<CancelMessageMoveTaskResult> cancel(
      Queue queue, Transaction<Queues> tx, UUID task) {
    return queue
        .cancelMove(tx, task)
        .map(
            ended ->
                CancelMessageMoveTaskResult.builder()
                    .approximateNumberOfMessagesMoved(ended.moved())
                    .build());
  }
}
