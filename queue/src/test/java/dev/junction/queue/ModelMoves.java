package dev.junction.queue;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.CancelMessageMoveTaskRequest;
import dev.junction.models.sqs.CancelMessageMoveTaskResult;
import dev.junction.models.sqs.ListMessageMoveTasksRequest;
import dev.junction.models.sqs.ListMessageMoveTasksResultEntry;
import dev.junction.models.sqs.StartMessageMoveTaskRequest;
import dev.junction.models.sqs.StartMessageMoveTaskResult;
import dev.junction.queue.operation.PeekedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The message move tasks of a history: what leaves a dead-letter queue while one runs is once in
/// its destination, as a new message; no faster than was asked for; and a task goes on until
/// nothing is left. Source: SQS API reference, StartMessageMoveTask, ListMessageMoveTasks and
/// CancelMessageMoveTask; SQS Developer Guide, "dead-letter queue redrive".
final class ModelMoves {

  /// A task that was started.
  private static final class Task {
    final String handle;
    final @Nullable String target;
    final @Nullable Integer perSecond;
    final long startedAt;
    boolean isRunning = true;
    long moved;

    /// How many messages of the source had expired when the last step ended: they make work, too.
    int expired;

    Task(String handle, @Nullable String target, @Nullable Integer perSecond, long startedAt) {
      this.handle = handle;
      this.target = target;
      this.perSecond = perSecond;
      this.startedAt = startedAt;
    }
  }

  private final ModelQueues all;
  private final Map<QueueModel, Task> tasks = new HashMap<>();

  /// What was to be had when the last step ended.
  private final Map<QueueModel, Set<String>> visibleBefore = new HashMap<>();

  ModelMoves(ModelQueues all) {
    this.all = all;
  }

  void start(QueueModel source, @Nullable String target, @Nullable Integer perSecond) {
    StartMessageMoveTaskRequest request =
        StartMessageMoveTaskRequest.builder()
            .sourceArn(source.arn())
            .destinationArn(target == null ? null : all.model(target).arn())
            .maxNumberOfMessagesPerSecond(perSecond)
            .build();
    Task running = tasks.get(source);
    boolean isRunning = running != null && running.isRunning;
    all.tell("%s: moves to %s, %s in a second", source.name, target, perSecond);
    switch (all.queues.call((sqs, call) -> sqs.startMessageMoveTask(call, request))) {
      case Outcome.Accepted<StartMessageMoveTaskResult>(var result) -> {
        QueueModel.require(!isRunning, "two tasks of %s", source.name);
        String handle = Objects.requireNonNull(result.taskHandle());
        tasks.put(source, new Task(handle, target, perSecond, all.now()));
      }
      case Outcome.Rejected<StartMessageMoveTaskResult>(var error) ->
          QueueModel.require(
              isRunning && Answers.plain(error.code()).equals("InvalidParameterValue"),
              "%s of %s",
              error,
              source.name);
    }
  }

  void cancel(QueueModel source) {
    Task task = tasks.get(source);
    if (task == null) {
      return;
    }
    CancelMessageMoveTaskRequest request =
        CancelMessageMoveTaskRequest.builder().taskHandle(task.handle).build();
    var outcome = all.queues.call((sqs, call) -> sqs.cancelMessageMoveTask(call, request));
    all.tell("%s: cancels its move: %s", source.name, outcome);
    if (outcome instanceof Outcome.Accepted<CancelMessageMoveTaskResult>(var result)) {
      long moved = Objects.requireNonNull(result.approximateNumberOfMessagesMoved());
      QueueModel.require(
          task.isRunning && moved == task.moved, "%d moved, not %d", moved, task.moved);
    } else {
      QueueModel.require(!task.isRunning, "%s", outcome);
    }
    task.isRunning = false;
  }

  boolean areRunning() {
    return tasks.values().stream().anyMatch(task -> task.isRunning);
  }

  /// Judges what was moved in this step.
  void settle(Duration passed) {
    tasks.forEach(
        (source, task) -> {
          boolean wasRunning = task.isRunning;
          long before = task.moved;
          Map<String, PeekedMessage> there =
              all.peekAll(source).stream()
                  .collect(Collectors.toMap(PeekedMessage::id, each -> each));
          List<ModelMessage> gone =
              source.messages.stream().filter(m -> !there.containsKey(m.id)).toList();
          QueueModel.require(
              gone.isEmpty() || wasRunning, "%s left %s without a task", gone, source.name);
          source.messages.removeAll(gone);
          arrive(source, task, gone);
          task.moved += gone.size();
          checkTask(source, task);
          boolean isIdle = task.moved == before && task.expired == source.expired;
          task.expired = source.expired;
          if (task.isRunning && isIdle && passed.toMillis() >= 1_000) {
            List<String> left = overlooked(source);
            QueueModel.require(left.isEmpty(), "the move of %s leaves %s", source.name, left);
          }
        });
    tasks.keySet().forEach(source -> visibleBefore.put(source, visible(source)));
  }

  /// What was to be had before this step and still is.
  private List<String> overlooked(QueueModel source) {
    Set<String> before = visibleBefore.getOrDefault(source, Set.of());
    return visible(source).stream().filter(before::contains).toList();
  }

  private Set<String> visible(QueueModel queue) {
    return queue.receivable(all.now()).stream().map(m -> m.id).collect(Collectors.toSet());
  }

  private void arrive(QueueModel source, Task task, List<ModelMessage> gone) {
    record Arrival(QueueModel target, ModelMessage message, String sequenceNumber) {}
    List<Arrival> arrivals = new ArrayList<>();
    for (ModelMessage each : gone) {
      QueueModel.require(!each.isHidden(all.now()), "%s was moved while hidden", each);
      QueueModel target = target(task, each);
      Set<String> known = new HashSet<>();
      target.messages.forEach(m -> known.add(m.id));
      List<PeekedMessage> found =
          all.peekAll(target).stream()
              .filter(p -> p.body().equals(each.body) && !known.contains(p.id()))
              .toList();
      QueueModel.require(
          found.size() == 1,
          "%s was moved out of %s to %s: %s",
          each,
          source.name,
          target.name,
          found);
      PeekedMessage moved = found.getFirst();
      long sentAt = moved.sentAt().toEpochMilli();
      QueueModel.require(sentAt == all.now(), "%s was moved at %d", each, sentAt);
      arrivals.add(
          new Arrival(
              target,
              each.asMoved(moved.id(), sentAt),
              moved.systemAttributes().getOrDefault("SequenceNumber", "")));
    }
    arrivals.sort(Comparator.comparing(Arrival::sequenceNumber));
    for (Arrival each : arrivals) {
      all.tell("%s has moved from %s to %s", each.message, source.name, each.target.name);
      each.target.arrivesMoved(
          all.now(), each.message, each.sequenceNumber.isEmpty() ? null : each.sequenceNumber);
    }
  }

  private QueueModel target(Task task, ModelMessage message) {
    if (task.target != null) {
      return all.model(task.target);
    }
    String origin = message.deadLetterSource;
    QueueModel.require(origin != null, "%s was moved without an origin", message);
    return all.models.values().stream()
        .filter(queue -> queue.arn().equals(origin))
        .findFirst()
        .orElseThrow();
  }

  private void checkTask(QueueModel source, Task task) {
    ListMessageMoveTasksRequest request =
        ListMessageMoveTasksRequest.builder().sourceArn(source.arn()).build();
    ListMessageMoveTasksResultEntry entry =
        Answers.orEmpty(
                all.queues
                    .accepted((sqs, call) -> sqs.listMessageMoveTasks(call, request))
                    .results())
            .getFirst();
    QueueModel.require(
        Objects.equals(entry.approximateNumberOfMessagesMoved(), task.moved),
        "%s of %s, moved are %d",
        entry,
        source.name,
        task.moved);
    if (!task.isRunning) {
      return;
    }
    if (task.perSecond != null) {
      long seconds = Math.ceilDiv(all.now() - task.startedAt + 1, 1_000L);
      QueueModel.require(
          task.moved <= seconds * task.perSecond,
          "%d moved from %s in %d s",
          task.moved,
          source.name,
          seconds);
    }
    String status = Objects.requireNonNull(entry.status());
    task.isRunning = status.equals("RUNNING");
    QueueModel.require((entry.taskHandle() != null) == task.isRunning, "%s", entry);
    switch (status) {
      case "RUNNING" -> {}
      case "COMPLETED" -> {
        List<String> left = overlooked(source);
        QueueModel.require(left.isEmpty(), "the move of %s left %s", source.name, left);
      }
      case "FAILED" ->
          QueueModel.require(
              task.target == null
                  && source.messages.stream().anyMatch(m -> m.deadLetterSource == null),
              "%s",
              entry);
      default -> throw new AssertionError(entry);
    }
  }
}
