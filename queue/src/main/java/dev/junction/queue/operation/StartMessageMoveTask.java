package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sqs.StartMessageMoveTaskRequest;
import dev.junction.models.sqs.StartMessageMoveTaskResult;
import dev.junction.queue.domain.MoveHandle;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Starts to move the messages of a dead-letter queue to another queue, or back to where each came
/// from. Source: SQS API reference, StartMessageMoveTask.
public final class StartMessageMoveTask {

  private final QueueAccess access;

  public StartMessageMoveTask(QueueAccess access) {
    this.access = access;
  }

  /// A request whose ARNs were read.
  private record Move(QueueAddress source, @Nullable QueueAddress destination, int perSecondMax) {

    Visit visit(Call call) {
      return new Visit(call, QueueAction.START_MESSAGE_MOVE_TASK, source);
    }
  }

  public CompletionStage<Outcome<StartMessageMoveTaskResult>> run(
      Call call, StartMessageMoveTaskRequest input) {
    return switch (read(call, input)) {
      case Outcome.Rejected<Move>(var error) -> QueueAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Move>(var move) ->
          access
              .exists(move.visit(call), "SourceArn")
              .thenCompose(
                  found ->
                      then(
                          found,
                          () -> access.everywhere(queues -> queues.sourcesOf(move.source()))))
              .thenCompose(sources -> checkDestination(call, sources, move))
              .thenCompose(checked -> then(checked, () -> start(call, move)));
    };
  }

  private static <A, B> CompletableFuture<Outcome<B>> then(
      Outcome<A> outcome, java.util.function.Supplier<CompletableFuture<Outcome<B>>> next) {
    return switch (outcome) {
      case Outcome.Rejected<A>(var error) -> QueueAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<A> _ -> next.get();
    };
  }

  private CompletableFuture<Outcome<Boolean>> checkDestination(
      Call call, Outcome<List<QueueAddress>> sources, Move move) {
    return switch (sources) {
      case Outcome.Rejected<List<QueueAddress>>(var error) ->
          QueueAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<List<QueueAddress>>(var names) when names.isEmpty() ->
          QueueAccess.done(
              Outcome.rejected(
                  QueueErrors.invalidParameter(
                      "Source queue must be configured as a Dead Letter Queue.")));
      case Outcome.Accepted<List<QueueAddress>> _ ->
          move.destination() == null
              ? QueueAccess.done(Outcome.accepted(true))
              : access.exists(
                  new Visit(call, QueueAction.SEND_MESSAGE, move.destination()), "DestinationArn");
    };
  }

  private CompletableFuture<Outcome<StartMessageMoveTaskResult>> start(Call call, Move move) {
    Visit visit = move.visit(call);
    return access.run(
        visit,
        (queue, tx) ->
            // The caller could else move what it may not read to where it may.
            visit.also(QueueAction.RECEIVE_MESSAGE).isAllowed(queue, tx)
                    && visit.also(QueueAction.DELETE_MESSAGE).isAllowed(queue, tx)
                ? queue
                    .startMove(tx, move.destination(), move.perSecondMax())
                    .map(id -> result(id, move))
                : Outcome.rejected(QueueErrors.accessDenied(move.source().arn().toString())));
  }

  private static StartMessageMoveTaskResult result(UUID id, Move move) {
    return StartMessageMoveTaskResult.builder()
        .taskHandle(new MoveHandle(id, move.source()).format())
        .build();
  }

  private static Outcome<Move> read(Call call, StartMessageMoveTaskRequest input) {
    Integer rate = input.maxNumberOfMessagesPerSecond();
    if (rate != null && (rate < 1 || rate > QueueLimits.MOVES_PER_SECOND_MAX)) {
      return Outcome.rejected(
          QueueErrors.invalidParameter(
              "Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter"
                  + " a number that is between 1 and 500."));
    }
    Optional<QueueAddress> source = QueueAddress.ofArn(input.sourceArn());
    if (source.isEmpty()) {
      return Outcome.rejected(QueueErrors.badArn("SourceArn"));
    }
    String to = input.destinationArn();
    Optional<QueueAddress> destination = to == null ? Optional.empty() : QueueAddress.ofArn(to);
    if (to != null && destination.isEmpty()) {
      return Outcome.rejected(QueueErrors.badArn("DestinationArn"));
    }
    ServiceError problem = problem(call, source.get(), destination.orElse(null));
    return problem != null
        ? Outcome.rejected(problem)
        : Outcome.accepted(
            new Move(source.get(), destination.orElse(null), rate == null ? 0 : rate));
  }

  private static @Nullable ServiceError problem(
      Call call, QueueAddress source, @Nullable QueueAddress destination) {
    if (!QueueAccess.isOwn(call, source)) {
      return QueueErrors.accessDenied(source.arn().toString());
    }
    if (destination == null) {
      return null;
    }
    if (!QueueAccess.isOwn(call, destination)) {
      return QueueErrors.accessDenied(destination.arn().toString());
    }
    if (source.equals(destination)) {
      return QueueErrors.invalidParameter(
          "Source queue arn and destination queue arn cannot be the same.");
    }
    return source.isFifo() == destination.isFifo()
        ? null
        : QueueErrors.invalidParameter(
            "The source queue and destination queue must be of the same queue type.");
  }
}
