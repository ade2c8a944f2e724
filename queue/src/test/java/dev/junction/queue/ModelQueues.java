package dev.junction.queue;

import dev.junction.queue.domain.PeekQuestion;
import dev.junction.queue.operation.PeekedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The queues of a history, each with its model, and what was done to them.
final class ModelQueues {

  /// Where the messages of a queue go that were received too often.
  static final Map<String, String> DEAD_LETTER_QUEUES =
      Map.of("plain", "dead", "order.fifo", "dead.fifo");

  private static final int TOLD_LAST = 40;

  final SteppedQueues queues;
  final Map<String, QueueModel> models = new TreeMap<>();
  private final List<String> told = new ArrayList<>();

  ModelQueues(SteppedQueues queues) {
    this.queues = queues;
  }

  long now() {
    return queues.clock.now().toEpochMilli();
  }

  QueueModel model(String name) {
    return Objects.requireNonNull(models.get(name));
  }

  void tell(String what, @Nullable Object... details) {
    told.add(now() % 10_000_000 + " " + what.formatted(details));
  }

  /// The last steps, one a line.
  String lastTold() {
    return String.join("\n", told.subList(Math.max(0, told.size() - TOLD_LAST), told.size()));
  }

  /// Every message that is in a queue.
  List<PeekedMessage> peekAll(QueueModel queue) {
    List<PeekedMessage> shown = new ArrayList<>();
    for (PeekQuestion.State state : PeekQuestion.State.values()) {
      shown.addAll(queues.peek(queue.name, state));
    }
    return shown;
  }

  /// Whether a message that was visible is not to be seen any more.
  Predicate<ModelMessage> hasLeft(QueueModel queue) {
    List<String> ids =
        queues.peek(queue.name, PeekQuestion.State.VISIBLE).stream()
            .map(PeekedMessage::id)
            .toList();
    return message -> !message.isHidden(now()) && !ids.contains(message.id);
  }

  /// Brings messages that have left a queue to its dead-letter queue.
  void leave(QueueModel queue, List<ModelMessage> left) {
    for (ModelMessage each : left) {
      tell("%s has left", each);
      QueueModel letters = model(Objects.requireNonNull(DEAD_LETTER_QUEUES.get(queue.name)));
      letters.arrives(now(), each, queue.arn());
      letters.pass(now());
    }
  }
}
