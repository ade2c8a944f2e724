package dev.junction.queue;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.ReceiveMessageResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/// The long polls of a history. A poll is answered as soon as there is a message for it, and at the
/// end of its time without one; never before, and never later. Source: SQS Developer Guide, "Amazon
/// SQS short and long polling"; API reference, ReceiveMessage, `WaitTimeSeconds`.
final class ModelPolls {

  /// @param endsAt when it is answered without a message, in milliseconds
  private record Poll(QueueModel queue, QueueModel.Ask ask, long endsAt) {}

  private record Answered(Poll poll, Outcome<ReceiveMessageResult> outcome, long at) {}

  private final ModelQueues all;
  private final BiConsumer<QueueModel, List<Message>> receiver;
  private final List<Poll> open = new ArrayList<>();
  private final List<Answered> answered = new ArrayList<>();
  private int generation;

  /// @param receiver gets what the polls were answered
  ModelPolls(ModelQueues all, BiConsumer<QueueModel, List<Message>> receiver) {
    this.all = all;
    this.receiver = receiver;
  }

  static ReceiveMessageRequest request(QueueModel queue, QueueModel.Ask ask, int waitSeconds) {
    return ReceiveMessageRequest.builder()
        .queueUrl(SteppedQueues.PREFIX + queue.name)
        .maxNumberOfMessages(ask.most())
        .visibilityTimeout(ask.visibilitySeconds())
        .receiveRequestAttemptId(ask.attempt())
        .waitTimeSeconds(waitSeconds)
        .messageSystemAttributeNames(List.of("All"))
        .build();
  }

  void begin(QueueModel queue, QueueModel.Ask ask, int waitSeconds) {
    Poll poll = new Poll(queue, ask, all.now() + 1_000L * waitSeconds);
    all.tell("%s: %s waits for %d s", queue.name, ask, waitSeconds);
    open.add(poll);
    int begunIn = generation;
    var _ =
        all.queues
            .begin((sqs, call) -> sqs.receiveMessage(call, request(queue, ask, waitSeconds)))
            .thenAccept(
                outcome -> {
                  if (begunIn == generation) {
                    answered.add(new Answered(poll, outcome, all.now()));
                  }
                });
    all.queues.settle();
  }

  /// The server has ended, and with it the connections of those who wait.
  void forget() {
    generation++;
    open.clear();
    answered.clear();
  }

  /// A queue that somebody waits at looks for messages by itself, so some may leave it.
  void leave() {
    Set<QueueModel> queues = new LinkedHashSet<>();
    open.forEach(poll -> queues.add(poll.queue));
    for (QueueModel queue : queues) {
      if (ModelQueues.DEAD_LETTER_QUEUES.containsKey(queue.name)) {
        all.leave(queue, queue.leave(all.hasLeft(queue)));
      }
    }
  }

  /// Judges what was answered in this step, and what was not.
  void settle() {
    judgeAnswers();
    for (Poll poll : open) {
      QueueModel.require(all.now() < poll.endsAt, "%s still waits", poll);
      List<ModelMessage> there = poll.queue.receivable(all.now());
      QueueModel.require(there.isEmpty(), "%s waits although there is %s", poll, there);
    }
  }

  /// Judges what was answered in this step.
  void judgeAnswers() {
    answered.forEach(this::judge);
    answered.clear();
  }

  private void judge(Answered answer) {
    Poll poll = answer.poll;
    QueueModel.require(open.remove(poll), "%s answered twice", poll);
    if (!(answer.outcome instanceof Outcome.Accepted<ReceiveMessageResult>(var result))) {
      throw new AssertionError(poll + " answered " + answer.outcome);
    }
    List<Message> messages = Answers.orEmpty(result.messages());
    List<QueueModel.Seen> seen = messages.stream().map(Answers::seen).toList();
    all.tell("%s: %s was waiting for %s", poll.queue.name, poll.ask, seen);
    QueueModel.require(
        !seen.isEmpty() || answer.at >= poll.endsAt, "%s was answered too early", poll);
    List<ModelMessage> left = poll.queue.received(answer.at, poll.ask, seen, _ -> false);
    QueueModel.require(left.isEmpty(), "%s", left);
    receiver.accept(poll.queue, messages);
  }
}
