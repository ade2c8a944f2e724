package dev.junction.queue;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.ChangeMessageVisibilityBatchRequest;
import dev.junction.models.sqs.ChangeMessageVisibilityBatchRequestEntry;
import dev.junction.models.sqs.ChangeMessageVisibilityRequest;
import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.DeleteMessageBatchRequest;
import dev.junction.models.sqs.DeleteMessageBatchRequestEntry;
import dev.junction.models.sqs.DeleteMessageRequest;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.PurgeQueueRequest;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.SendMessageBatchRequest;
import dev.junction.models.sqs.SendMessageBatchRequestEntry;
import dev.junction.models.sqs.SendMessageBatchResultEntry;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.models.sqs.SendMessageResult;
import dev.junction.models.sqs.SetQueueAttributesRequest;
import dev.junction.models.sqs.SqsApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A random history of five queues, compared with a [QueueModel] of each after every step.
final class ModelHistory {

  private static final int STEPS = 160;
  private static final int REMEMBERED_HANDLES = 40;

  /// A receipt handle with what it stands for.
  private record Held(String queue, String handle, String messageId, int receive) {}

  private final Random random;
  private final SteppedQueues queues;
  private final ModelQueues all;
  private final ModelPolls polls;
  private final ModelMoves moves;
  private final ModelComparison comparison;
  private final List<Held> handles = new ArrayList<>();
  private int bodies;

  /// @param sqsWrapper what is put around the operations
  ModelHistory(long seed, UnaryOperator<SqsApi> sqsWrapper) {
    random = new Random(seed);
    queues = new SteppedQueues(3, state -> state, sqsWrapper);
    all = new ModelQueues(queues);
    polls = new ModelPolls(all, this::remember);
    moves = new ModelMoves(all);
    comparison = new ModelComparison(queues);
  }

  void run() {
    create("dead", Map.of("MessageRetentionPeriod", "180"));
    create("dead.fifo", Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"));
    Map<String, String> plain =
        Map.of("VisibilityTimeout", "5", "RedrivePolicy", ModelSettings.redrive("dead", 3));
    create("plain", plain);
    Map<String, String> order = new HashMap<>(plain);
    order.put("FifoQueue", "true");
    order.put("RedrivePolicy", ModelSettings.redrive("dead.fifo", 3));
    create("order.fifo", order);
    create(
        "scoped.fifo",
        Map.of(
            "FifoQueue",
            "true",
            "ContentBasedDeduplication",
            "true",
            "DeduplicationScope",
            "messageGroup"));
    try {
      for (int step = 0; step < STEPS; step++) {
        step();
        settle(Duration.ZERO);
        all.models.values().forEach(comparison::counts);
        if (random.nextInt(4) == 0) {
          all.models.values().forEach(comparison::content);
        }
      }
      all.models.values().forEach(comparison::content);
    } catch (AssertionError broken) {
      throw new AssertionError(all.lastTold() + "\n" + broken.getMessage(), broken);
    }
  }

  private void step() {
    switch (random.nextInt(19)) {
      case 0, 1, 2 -> send();
      case 3 -> sendBatch();
      case 4, 5, 6, 7 -> receive();
      case 8 -> delete();
      case 9 -> deleteBatch();
      case 10 -> changeVisibility();
      case 11 -> changeVisibilityBatch();
      case 12 -> setAttributes();
      case 13 -> rarely();
      case 14, 15 -> advance();
      case 16, 17 -> poll();
      case 18 -> move();
      default -> throw new AssertionError();
    }
  }

  /// What follows by itself: messages leave, move, and are handed to those who wait.
  private void settle(Duration passed) {
    polls.leave();
    moves.settle(passed);
    polls.settle();
  }

  private void tell(String what, Object... details) {
    all.tell(what, details);
  }

  private long now() {
    return all.now();
  }

  private void create(String name, Map<String, String> attributes) {
    CreateQueueRequest request =
        CreateQueueRequest.builder().queueName(name).attributes(attributes).build();
    queues.accepted((sqs, call) -> sqs.createQueue(call, request));
    all.models.put(name, new QueueModel(name, SteppedQueues.ACCOUNT, attributes));
  }

  private QueueModel someQueue() {
    List<String> names =
        List.of("plain", "plain", "plain", "order.fifo", "order.fifo", "scoped.fifo", "dead");
    String name = names.get(random.nextInt(names.size()));
    return model(random.nextInt(12) == 0 ? "dead.fifo" : name);
  }

  private QueueModel model(String name) {
    return all.model(name);
  }

  private QueueModel.Send someMessage(QueueModel queue) {
    boolean isLong = random.nextInt(12) == 0;
    String body = queue.name.equals("scoped.fifo") ? "c" + random.nextInt(9) : "m" + bodies++;
    String group = random.nextInt(queue.isFifo ? 30 : 3) == 0 ? null : "g" + random.nextInt(3);
    boolean isNamed = queue.isFifo && random.nextInt(8) > 0 && !queue.name.equals("scoped.fifo");
    int delaySeconds = queue.isFifo ? 0 : random.nextInt(4) * random.nextInt(12);
    return new QueueModel.Send(
        isLong ? body + "x".repeat(1_500) : body,
        random.nextBoolean() ? null : delaySeconds,
        group,
        isNamed ? "id" + random.nextInt(30) : null);
  }

  private void send() {
    QueueModel queue = someQueue();
    QueueModel.Send send = someMessage(queue);
    SendMessageRequest request =
        SendMessageRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + queue.name)
            .messageBody(send.body())
            .delaySeconds(send.delaySeconds())
            .messageGroupId(send.group())
            .messageDeduplicationId(send.deduplicationId())
            .build();
    Outcome<SendMessageResult> outcome = queues.call((sqs, call) -> sqs.sendMessage(call, request));
    tell("%s: %s", queue.name, send);
    switch (outcome) {
      case Outcome.Accepted<SendMessageResult>(var result) ->
          sent(queue, send, null, result.messageId(), result.sequenceNumber());
      case Outcome.Rejected<SendMessageResult>(var error) ->
          sent(queue, send, Answers.plain(error.code()), null, null);
    }
  }

  private void sent(
      QueueModel queue,
      QueueModel.Send send,
      @Nullable String code,
      @Nullable String id,
      @Nullable String sequenceNumber) {
    String expected = queue.refusal(send);
    QueueModel.require(
        Objects.equals(code, expected), "%s answered %s, not %s", send, code, expected);
    if (code == null) {
      queue.sent(now(), send, Objects.requireNonNull(id), sequenceNumber);
    }
  }

  private void sendBatch() {
    QueueModel queue = someQueue();
    List<QueueModel.Send> sends = new ArrayList<>();
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      QueueModel.Send send = someMessage(queue);
      sends.add(send);
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id("e" + i)
              .messageBody(send.body())
              .delaySeconds(send.delaySeconds())
              .messageGroupId(send.group())
              .messageDeduplicationId(send.deduplicationId())
              .build());
    }
    SendMessageBatchRequest request =
        SendMessageBatchRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + queue.name)
            .entries(entries)
            .build();
    tell("%s: batch %s", queue.name, sends);
    String refusal = queue.refusal(sends);
    if (refusal != null) {
      String code = Answers.plain(queues.code((sqs, call) -> sqs.sendMessageBatch(call, request)));
      QueueModel.require(code.equals(refusal), "%s of %s, not %s", code, sends, refusal);
      return;
    }
    var result = queues.accepted((sqs, call) -> sqs.sendMessageBatch(call, request));
    Map<String, String> failed = Answers.codes(result.failed());
    Map<String, SendMessageBatchResultEntry> successful = new HashMap<>();
    Answers.orEmpty(result.successful())
        .forEach(e -> successful.put(Objects.requireNonNull(e.id()), e));
    for (int i = 0; i < count; i++) {
      SendMessageBatchResultEntry entry = successful.get("e" + i);
      sent(
          queue,
          sends.get(i),
          failed.get("e" + i),
          entry == null ? null : entry.messageId(),
          entry == null ? null : entry.sequenceNumber());
    }
  }

  private void receive() {
    QueueModel queue = someQueue();
    Integer visibility =
        switch (random.nextInt(4)) {
          case 0 -> 0;
          case 1 -> random.nextInt(40);
          default -> null;
        };
    String attempt = queue.isFifo && random.nextInt(3) == 0 ? "a" + random.nextInt(4) : null;
    QueueModel.Ask ask =
        new QueueModel.Ask(1 + random.nextInt(10), visibility, attempt, /* isPoll= */ false);
    ReceiveMessageRequest request = ModelPolls.request(queue, ask, 0);
    List<Message> messages =
        Answers.orEmpty(
            queues.accepted((sqs, call) -> sqs.receiveMessage(call, request)).messages());
    List<QueueModel.Seen> answer = messages.stream().map(Answers::seen).toList();
    tell("%s: %s brings %s", queue.name, ask, answer);
    all.leave(queue, queue.received(now(), ask, answer, all.hasLeft(queue)));
    remember(queue, messages);
  }

  private void remember(QueueModel queue, List<Message> messages) {
    for (Message message : messages) {
      handles.add(held(queue, message));
    }
    while (handles.size() > REMEMBERED_HANDLES) {
      handles.removeFirst();
    }
  }

  /// A receive that waits when there is nothing.
  private void poll() {
    Integer visibility = random.nextBoolean() ? null : 1 + random.nextInt(40);
    QueueModel.Ask ask =
        new QueueModel.Ask(1 + random.nextInt(4), visibility, null, /* isPoll= */ true);
    polls.begin(someQueue(), ask, 1 + random.nextInt(20));
  }

  private void move() {
    QueueModel source = model(random.nextBoolean() ? "dead" : "dead.fifo");
    if (random.nextInt(4) == 0) {
      moves.cancel(source);
      return;
    }
    Integer perSecond = random.nextBoolean() ? null : 1 + random.nextInt(5);
    List<String> targets = source.isFifo ? List.of("order.fifo", "scoped.fifo") : List.of("plain");
    String target = random.nextBoolean() ? null : targets.get(random.nextInt(targets.size()));
    moves.start(source, target, perSecond);
  }

  private static Held held(QueueModel queue, Message message) {
    Map<String, String> attributes = Objects.requireNonNull(message.attributes());
    return new Held(
        queue.name,
        SteppedQueues.handle(message),
        Objects.requireNonNull(message.messageId()),
        Integer.parseInt(Objects.requireNonNull(attributes.get("ApproximateReceiveCount"))));
  }

  private @Nullable Held someHandle() {
    // Mostly a new one: old ones are of messages that are gone.
    int size = handles.size();
    return size == 0 ? null : handles.get(size - 1 - random.nextInt(random.nextInt(size) + 1));
  }

  private void delete() {
    Held held = someHandle();
    if (held == null) {
      return;
    }
    boolean isMistaken = random.nextInt(6) == 0;
    String queue = isMistaken ? someQueue().name : held.queue;
    DeleteMessageRequest request =
        DeleteMessageRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + queue)
            .receiptHandle(held.handle)
            .build();
    String code = Answers.plain(queues.code((sqs, call) -> sqs.deleteMessage(call, request)));
    tell("%s: delete %s: %s", queue, held, code);
    if (queue.equals(held.queue)) {
      model(queue).deleted(now(), held.messageId, held.receive, Answers.orNull(code));
    } else {
      QueueModel.require(code.equals("ReceiptHandleIsInvalid"), "another queue's handle: %s", code);
    }
  }

  /// Some handles of one queue.
  private List<Held> someHandles() {
    Held first = someHandle();
    if (first == null) {
      return List.of();
    }
    return handles.stream()
        .filter(held -> held.queue.equals(first.queue) && random.nextBoolean())
        .distinct()
        .limit(10)
        .toList();
  }

  private void deleteBatch() {
    List<Held> some = someHandles();
    if (some.isEmpty()) {
      return;
    }
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id("e" + i)
              .receiptHandle(some.get(i).handle)
              .build());
    }
    QueueModel queue = model(some.getFirst().queue);
    DeleteMessageBatchRequest request =
        DeleteMessageBatchRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + queue.name)
            .entries(entries)
            .build();
    var result = queues.accepted((sqs, call) -> sqs.deleteMessageBatch(call, request));
    tell("%s: delete %s", queue.name, some);
    Map<String, String> failed = Answers.codes(result.failed());
    for (int i = 0; i < some.size(); i++) {
      Held held = some.get(i);
      queue.deleted(now(), held.messageId, held.receive, failed.get("e" + i));
    }
  }

  private int someSeconds() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> 43_200 - random.nextInt(20);
      default -> random.nextInt(30);
    };
  }

  private void changeVisibility() {
    Held held = someHandle();
    if (held == null) {
      return;
    }
    int seconds = someSeconds();
    ChangeMessageVisibilityRequest request =
        ChangeMessageVisibilityRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + held.queue)
            .receiptHandle(held.handle)
            .visibilityTimeout(seconds)
            .build();
    String code =
        Answers.plain(queues.code((sqs, call) -> sqs.changeMessageVisibility(call, request)));
    tell("%s: %d s for %s: %s", held.queue, seconds, held, code);
    model(held.queue)
        .visibilityChanged(now(), held.messageId, held.receive, seconds, Answers.orNull(code));
  }

  private void changeVisibilityBatch() {
    List<Held> some = someHandles();
    if (some.isEmpty()) {
      return;
    }
    int seconds = someSeconds();
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id("e" + i)
              .receiptHandle(some.get(i).handle)
              .visibilityTimeout(seconds)
              .build());
    }
    QueueModel queue = model(some.getFirst().queue);
    ChangeMessageVisibilityBatchRequest request =
        ChangeMessageVisibilityBatchRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + queue.name)
            .entries(entries)
            .build();
    var result = queues.accepted((sqs, call) -> sqs.changeMessageVisibilityBatch(call, request));
    tell("%s: %d s for %s", queue.name, seconds, some);
    Map<String, String> failed = Answers.codes(result.failed());
    for (int i = 0; i < some.size(); i++) {
      Held held = some.get(i);
      queue.visibilityChanged(now(), held.messageId, held.receive, seconds, failed.get("e" + i));
    }
  }

  private void setAttributes() {
    QueueModel queue = someQueue();
    Map<String, String> change = ModelSettings.someChange(random, queue);
    if (change.isEmpty()) {
      return;
    }
    // A dead letter that was too old when it came goes with the next tick: before a longer period.
    advance(Duration.ofMillis(1));
    SetQueueAttributesRequest request =
        SetQueueAttributesRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + queue.name)
            .attributes(change)
            .build();
    queues.accepted((sqs, call) -> sqs.setQueueAttributes(call, request));
    tell("%s: %s", queue.name, change);
    queue.changed(now(), change);
    queue.pass(now());
    polls.leave();
    polls.judgeAnswers();
    // Messages that are too old for a new period go with the next tick.
    advance(Duration.ofMillis(1));
  }

  private void rarely() {
    if (random.nextInt(4) > 0) {
      startAgain();
      return;
    }
    QueueModel queue = someQueue();
    PurgeQueueRequest request =
        PurgeQueueRequest.builder().queueUrl(SteppedQueues.PREFIX + queue.name).build();
    String code = queues.code((sqs, call) -> sqs.purgeQueue(call, request));
    tell("%s: purge: %s", queue.name, code);
    queue.purged(now(), Answers.orNull(code));
  }

  private void startAgain() {
    Duration down = Duration.ofSeconds(random.nextInt(3) * 2L);
    tell("starts again after %s", down);
    polls.forget();
    queues.crash(down);
    all.models.values().forEach(model -> model.pass(now()));
    // Nothing has looked at a queue yet, as each look finds out what came due in between.
    if (!moves.areRunning()) {
      receive();
    }
    settle(down);
  }

  private void advance() {
    Duration time =
        switch (random.nextInt(12)) {
          case 0 -> Duration.ofSeconds(31);
          case 1 -> Duration.ofMillis(61_000 + random.nextInt(5) * 60_000L);
          default -> Duration.ofMillis(random.nextInt(5) * 1_000L + random.nextInt(2) * 500L);
        };
    advance(time);
  }

  private void advance(Duration time) {
    queues.advance(time);
    tell("%s have passed", time);
    all.models.values().forEach(model -> model.pass(now()));
    settle(time);
  }
}
