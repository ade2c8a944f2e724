package dev.junction.queue;

import dev.junction.models.sqs.GetQueueAttributesRequest;
import dev.junction.queue.domain.PeekQuestion;
import dev.junction.queue.operation.PeekedMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/// Compares what can be seen of queues from outside with what a [QueueModel] has.
///
/// @param queues the queues
record ModelComparison(SteppedQueues queues) {

  /// Compares the numbers of messages that a queue says it has.
  void counts(QueueModel queue) {
    GetQueueAttributesRequest request =
        GetQueueAttributesRequest.builder()
            .queueUrl(SteppedQueues.PREFIX + queue.name)
            .attributeNames(List.of("All"))
            .build();
    Map<String, String> attributes =
        Objects.requireNonNull(
            queues.accepted((sqs, call) -> sqs.getQueueAttributes(call, request)).attributes());
    long now = queues.clock.now().toEpochMilli();
    int spare = queue.expired;
    spare -= surplus(queue, attributes, "", m -> !m.isHidden(now), spare);
    spare -= surplus(queue, attributes, "NotVisible", m -> m.isInFlight(now), spare);
    surplus(queue, attributes, "Delayed", m -> m.isDelayed(now), spare);
  }

  private static int surplus(
      QueueModel queue,
      Map<String, String> attributes,
      String which,
      Predicate<ModelMessage> isCounted,
      int spare) {
    String name = "ApproximateNumberOfMessages" + which;
    int counted = Integer.parseInt(Objects.requireNonNull(attributes.get(name)));
    long expected = queue.messages.stream().filter(isCounted).count();
    long surplus = counted - expected;
    QueueModel.require(
        surplus >= 0 && surplus <= spare,
        "%s of %s is %d, expected %d and up to %d expired ones",
        name,
        queue.name,
        counted,
        expected,
        spare);
    return (int) surplus;
  }

  /// Compares the messages that are to be seen in a queue.
  void content(QueueModel queue) {
    long now = queues.clock.now().toEpochMilli();
    content(queue, PeekQuestion.State.VISIBLE, message -> !message.isHidden(now));
    content(queue, PeekQuestion.State.DELAYED, message -> message.isDelayed(now));
    content(queue, PeekQuestion.State.IN_FLIGHT, message -> message.isInFlight(now));
  }

  private void content(
      QueueModel queue, PeekQuestion.State state, Predicate<ModelMessage> isThere) {
    List<String> shown = new ArrayList<>();
    for (PeekedMessage each : queues.peek(queue.name, state)) {
      Map<String, String> attributes = each.systemAttributes();
      String group = attributes.getOrDefault("MessageGroupId", "");
      shown.add(group + " " + each.id() + " " + attributes.get("ApproximateReceiveCount"));
    }
    List<String> expected =
        queue.messages.stream()
            .filter(isThere)
            .map(each -> each.groupOrEmpty() + " " + each.id + " " + each.receivesInAll())
            .toList();
    QueueModel.require(
        sorted(queue, shown).equals(sorted(queue, expected)),
        "%s messages of %s are %s, expected %s",
        state,
        queue.name,
        shown,
        expected);
  }

  /// The order counts within a group of a FIFO queue.
  private static List<String> sorted(QueueModel queue, List<String> texts) {
    Comparator<String> byGroup = Comparator.comparing(text -> text.substring(0, text.indexOf(' ')));
    return texts.stream().sorted(queue.isFifo ? byGroup : Comparator.naturalOrder()).toList();
  }
}
