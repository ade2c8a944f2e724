package dev.junction.pipe.source;

import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeSourceParameters;
import dev.junction.models.pipes.PipeSourceSqsQueueParameters;
import dev.junction.pipe.call.ServiceCaller;
import dev.junction.pipe.domain.PipeLimits;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// What one pipe takes from its queue, by long polls. Threads: any, but one receive at a time.
///
/// A batch is gathered from one receive, and from more of them while its window is open.
///
/// @param windowSeconds how long more messages are waited for once there is one; 0 for not at all
record QueueIntake(Arn queue, ServiceCaller caller, int batchSize, int windowSeconds)
    implements Intake {

  private static final long TOLERANCE_NANOS = 100_000_000;
  private static final Outcome<List<SourceMessage>> NOTHING_MORE =
      Outcome.rejected(ServiceError.server("Interrupted", 503, "The receive did not end."));

  static QueueIntake of(CreatePipeRequest settings, ServiceCaller caller) {
    PipeSourceParameters source = settings.sourceParameters();
    PipeSourceSqsQueueParameters queue = source == null ? null : source.sqsQueueParameters();
    Integer size = queue == null ? null : queue.batchSize();
    Integer window = queue == null ? null : queue.maximumBatchingWindowInSeconds();
    return new QueueIntake(
        Arn.parse(settings.source()).orElseThrow(),
        caller,
        size == null ? 1 : size,
        window == null ? 0 : window);
  }

  @Override
  public boolean isOrdered() {
    return queue.resource().endsWith(".fifo");
  }

  @Override
  public CompletionStage<Outcome<List<SourceMessage>>> receive(Call.Departure departure) {
    return receive(batchSize, PipeLimits.WAIT_SECONDS, departure)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Rejected<List<SourceMessage>> _ ->
                      CompletableFuture.completedFuture(outcome);
                  case Outcome.Accepted<List<SourceMessage>>(var first) ->
                      windowSeconds == 0 || first.isEmpty()
                          ? CompletableFuture.completedFuture(outcome)
                          : gather(new Batch(first, departure, windowEnd()));
                });
  }

  private long windowEnd() {
    return caller.clock().nanos() + TimeUnit.SECONDS.toNanos(windowSeconds);
  }

  /// A batch that may get more messages.
  private static final class Batch {
    private final List<SourceMessage> messages;
    private final Call.Departure departure;
    private final long endNanos;
    private long characters;
    private volatile boolean gone;

    private Batch(List<SourceMessage> first, Call.Departure departure, long endNanos) {
      messages = new ArrayList<>(first);
      this.departure = departure;
      this.endNanos = endNanos;
      first.forEach(message -> characters += message.event().text().length());
      departure.onGone(() -> gone = true);
    }

    private void add(List<SourceMessage> more) {
      messages.addAll(more);
      more.forEach(message -> characters += message.event().text().length());
    }
  }

  private CompletionStage<Outcome<List<SourceMessage>>> gather(Batch batch) {
    int room = batchSize - batch.messages.size();
    // Another ten messages of the largest size must not make the payload too long.
    boolean isFull =
        batch.characters + PipeLimits.PAYLOAD_CHARACTERS_MAX > PipeLimits.BATCH_CHARACTERS_MAX;
    long asked = caller.clock().nanos();
    long nanosLeft = batch.endNanos - asked;
    if (nanosLeft <= 0 || room <= 0 || isFull || batch.gone) {
      return CompletableFuture.completedFuture(Outcome.accepted(batch.messages));
    }
    long secondsLeft = TimeUnit.NANOSECONDS.toSeconds(nanosLeft + 999_999_999);
    int seconds = (int) Math.min(secondsLeft, PipeLimits.WAIT_SECONDS);
    // A receive that fails or is sent away must not take along what there is already.
    return receive(room, seconds, batch.departure)
        .handle((outcome, failure) -> failure == null ? outcome : NOTHING_MORE)
        .thenCompose(
            outcome -> {
              List<SourceMessage> more =
                  outcome instanceof Outcome.Accepted<List<SourceMessage>>(var received)
                      ? received
                      : List.of();
              batch.add(more);
              // Nothing before its time: asking again at once would be asking without an end.
              boolean isOver = more.isEmpty() && !hasPassed(asked, seconds);
              return isOver
                  ? CompletableFuture.completedFuture(Outcome.accepted(batch.messages))
                  : gather(batch);
            });
  }

  private boolean hasPassed(long sinceNanos, int seconds) {
    long passed = caller.clock().nanos() - sinceNanos;
    return passed >= TimeUnit.SECONDS.toNanos(seconds) - TOLERANCE_NANOS;
  }

  private CompletionStage<Outcome<List<SourceMessage>>> receive(
      int most, int waitSeconds, Call.Departure departure) {
    return caller
        .call(
            "sqs",
            "ReceiveMessage",
            region(),
            Map.of(
                "QueueUrl",
                url(),
                "MaxNumberOfMessages",
                Math.min(most, PipeLimits.RECEIVED_MAX),
                "WaitTimeSeconds",
                waitSeconds,
                "AttributeNames",
                List.of("All"),
                "MessageAttributeNames",
                List.of("All")),
            departure)
        .thenApply(outcome -> outcome.map(this::messages));
  }

  private List<SourceMessage> messages(Document answer) {
    List<SourceMessage> messages = new ArrayList<>();
    if (answer.get("Messages") instanceof List<?> list) {
      for (Object each : list) {
        messages.add(QueueEvent.of((Document) each, queue.toString(), queue.region()));
      }
    }
    return messages;
  }

  @Override
  public CompletionStage<Outcome<Boolean>> acknowledge(List<SourceMessage> messages) {
    CompletionStage<Outcome<Boolean>> all =
        CompletableFuture.completedFuture(Outcome.accepted(true));
    for (int from = 0; from < messages.size(); from += PipeLimits.RECEIVED_MAX) {
      int to = Math.min(messages.size(), from + PipeLimits.RECEIVED_MAX);
      CompletionStage<Outcome<Boolean>> some = delete(messages.subList(from, to));
      all = all.thenCombine(some, (before, now) -> before.then(_ -> now));
    }
    return all;
  }

  private CompletionStage<Outcome<Boolean>> delete(List<SourceMessage> messages) {
    List<Map<String, String>> entries = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      entries.add(Map.of("Id", String.valueOf(i), "ReceiptHandle", messages.get(i).handle()));
    }
    return caller
        .call("sqs", "DeleteMessageBatch", region(), Map.of("QueueUrl", url(), "Entries", entries))
        .thenApply(
            outcome ->
                outcome.map(answer -> !(answer.get("Failed") instanceof List<?> f) || f.isEmpty()));
  }

  private Region region() {
    return new Region(queue.region());
  }

  private String url() {
    return caller.queueUrl(queue.account(), queue.resource());
  }
}
