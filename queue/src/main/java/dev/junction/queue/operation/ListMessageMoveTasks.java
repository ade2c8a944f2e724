package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.ListMessageMoveTasksRequest;
import dev.junction.models.sqs.ListMessageMoveTasksResult;
import dev.junction.models.sqs.ListMessageMoveTasksResultEntry;
import dev.junction.queue.domain.MoveHandle;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.queue.state.MoveTask;
import dev.junction.queue.state.Queue;
import dev.junction.wire.protocol.Call;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Lists the last message move tasks of a dead-letter queue, newest first. Source: SQS API
/// reference, ListMessageMoveTasks.
public final class ListMessageMoveTasks {

  private final QueueAccess access;

  public ListMessageMoveTasks(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ListMessageMoveTasksResult>> run(
      Call call, ListMessageMoveTasksRequest input) {
    int wanted = input.maxResults() == null ? 1 : input.maxResults();
    if (wanted < 1 || wanted > QueueLimits.MOVE_TASKS_LISTED_MAX) {
      return QueueAccess.done(
          Outcome.rejected(
              QueueErrors.badValue(
                  wanted, "MaxResults", "Must be between 1 and 10, if provided.")));
    }
    Optional<QueueAddress> source = QueueAddress.ofArn(input.sourceArn());
    if (source.isEmpty()) {
      return QueueAccess.done(Outcome.rejected(QueueErrors.badArn("SourceArn")));
    }
    QueueAddress address = source.get();
    if (!QueueAccess.isOwn(call, address)) {
      return QueueAccess.done(Outcome.rejected(QueueErrors.accessDenied(address.arn().toString())));
    }
    Visit visit = new Visit(call, QueueAction.LIST_MESSAGE_MOVE_TASKS, address);
    return access.submit(
        address,
        (queues, tx) ->
            queues.find(address) == null
                ? Outcome.rejected(QueueErrors.noSuchResource("SourceArn"))
                : visit.with(queues, tx, queue -> Outcome.accepted(list(queue, wanted))));
  }

  private static ListMessageMoveTasksResult list(Queue queue, int wanted) {
    return ListMessageMoveTasksResult.builder()
        .results(
            queue.moves().stream().limit(wanted).map(task -> entry(queue.address(), task)).toList())
        .build();
  }

  private static ListMessageMoveTasksResultEntry entry(QueueAddress source, MoveTask task) {
    QueueAddress destination = task.destination();
    return ListMessageMoveTasksResultEntry.builder()
        .taskHandle(task.isRunning() ? new MoveHandle(task.id(), source).format() : null)
        .status(task.status().name())
        .sourceArn(source.arn().toString())
        .destinationArn(destination == null ? null : destination.arn().toString())
        .maxNumberOfMessagesPerSecond(task.perSecondMax() == 0 ? null : task.perSecondMax())
        .approximateNumberOfMessagesMoved(task.moved())
        .approximateNumberOfMessagesToMove(task.toMove())
        .failureReason(task.failure().isEmpty() ? null : task.failure())
        .startedTimestamp(task.startedAtMillis())
        .build();
  }
}
