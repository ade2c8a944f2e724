package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.ReceiveMessageResult;
import dev.junction.queue.domain.MessageText;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.queue.state.Delivery;
import dev.junction.queue.state.Demand;
import dev.junction.queue.state.Queue;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Hands out messages, at once or as soon as some arrive within the wait time.
///
/// Source: SQS API reference, ReceiveMessage. The answer of a standard queue does not wait for the
/// record of the lease: losing it means an early redelivery, which the contract allows. That of a
/// FIFO queue does.
public final class ReceiveMessage {

  private final QueueAccess access;

  public ReceiveMessage(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ReceiveMessageResult>> run(
      Call call, ReceiveMessageRequest input) {
    return switch (Visit.of(call, QueueAction.RECEIVE_MESSAGE, input.queueUrl())) {
      case Outcome.Rejected<Visit>(var error) -> QueueAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Visit>(var visit) -> {
        ServiceError problem = problem(visit.address(), input);
        yield problem != null ? QueueAccess.done(Outcome.rejected(problem)) : receive(visit, input);
      }
    };
  }

  private CompletionStage<Outcome<ReceiveMessageResult>> receive(
      Visit visit, ReceiveMessageRequest input) {
    Integer wanted = input.maxNumberOfMessages();
    Integer visibility = input.visibilityTimeout();
    Demand demand =
        new Demand(
            wanted == null ? 1 : wanted,
            visibility == null ? -1 : visibility,
            input.receiveRequestAttemptId());
    CompletableFuture<Outcome<List<Delivery>>> received =
        access.submitParking(
            visit.address(),
            (queues, tx, reply) -> {
              Outcome<Queue> visited = visit.with(queues, tx, Outcome::accepted);
              if (!(visited instanceof Outcome.Accepted<Queue>(var queue))) {
                tx.answer(reply, visited.map(_ -> List.of()));
                return;
              }
              // A FIFO queue finds what there is, so the next receive lines up behind those for
              // which it is still looked through, and none ends before it is.
              boolean isFifo = visit.address().isFifo();
              Outcome<List<Delivery>> found =
                  isFifo && queue.isLookedThrough()
                      ? Outcome.accepted(List.of())
                      : queue.receive(tx, demand);
              Integer asked = input.waitTimeSeconds();
              int wait = asked == null ? queue.record().settings().waitSeconds() : asked;
              if (isNothing(found) && (wait > 0 || (isFifo && queue.mayFindMore()))) {
                queue.park(tx, reply, demand, wait);
                return;
              }
              if (!isFifo) {
                tx.answerBeforeOwnWrites();
              }
              tx.answer(reply, found);
            });
    visit.call().onGone(() -> received.cancel(false));
    MessageView view = MessageView.of(input);
    return received.thenApply(
        outcome ->
            outcome.map(
                deliveries ->
                    ReceiveMessageResult.builder()
                        .messages(
                            deliveries.isEmpty()
                                ? null
                                : deliveries.stream().map(view::show).toList())
                        .build()));
  }

  private static boolean isNothing(Outcome<List<Delivery>> found) {
    return found instanceof Outcome.Accepted<List<Delivery>>(var deliveries)
        && deliveries.isEmpty();
  }

  private static @Nullable ServiceError problem(QueueAddress address, ReceiveMessageRequest input) {
    String attempt = input.receiveRequestAttemptId();
    if (attempt != null && !address.isFifo()) {
      return QueueErrors.badValue(
          attempt,
          "ReceiveRequestAttemptId",
          "The request includes a parameter that is not valid for this queue type.");
    }
    ServiceError malformed = MessageText.identifierProblem("ReceiveRequestAttemptId", attempt);
    if (malformed != null) {
      return malformed;
    }
    Integer wanted = input.maxNumberOfMessages();
    if (wanted != null && (wanted < 1 || wanted > QueueLimits.RECEIVED_MESSAGES_MAX)) {
      return QueueErrors.badValue(
          wanted, "MaxNumberOfMessages", "Must be between 1 and 10, if provided.");
    }
    Integer wait = input.waitTimeSeconds();
    if (wait != null && (wait < 0 || wait > QueueLimits.WAIT_SECONDS_MAX)) {
      return QueueErrors.badValue(wait, "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.");
    }
    return Visibility.problem(input.visibilityTimeout());
  }
}
