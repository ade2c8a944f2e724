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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// What one pipe takes from its queue, by long polls. Threads: any, but one receive at a time.
///
/// A batch is gathered from one receive, and from more of them while its window is open. What is
/// gathered stays hidden until the window ends and the queue's visibility timeout after that, so
/// that it does not come again meanwhile; when it is given on earlier, for that timeout from then
/// on.
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
    if (windowSeconds == 0) {
      return receive(batchSize, PipeLimits.WAIT_SECONDS, Map.of(), departure);
    }
    return hiddenSeconds()
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Rejected<Integer>(ServiceError error) ->
                      CompletableFuture.completedFuture(Outcome.rejected(error));
                  case Outcome.Accepted<Integer>(Integer seconds) -> begin(seconds, departure);
                });
  }

  /// The visibility timeout of the queue.
  private CompletionStage<Outcome<Integer>> hiddenSeconds() {
    Map<String, ?> input =
        Map.of("QueueUrl", url(), "AttributeNames", List.of("VisibilityTimeout"));
    return caller
        .call("sqs", "GetQueueAttributes", region(), input)
        .thenApply(
            outcome ->
                outcome.map(
                    answer ->
                        answer.get("Attributes") instanceof Map<?, ?> attributes
                                && attributes.get("VisibilityTimeout") instanceof String seconds
                            ? Integer.parseInt(seconds)
                            : 0));
  }

  private CompletionStage<Outcome<List<SourceMessage>>> begin(
      int hiddenSeconds, Call.Departure departure) {
    return receive(
            batchSize, PipeLimits.WAIT_SECONDS, hidden(hiddenSeconds, windowSeconds), departure)
        .thenCompose(
            outcome -> {
              if (!(outcome instanceof Outcome.Accepted<List<SourceMessage>>(var first))
                  || first.isEmpty()) {
                return CompletableFuture.completedFuture(outcome);
              }
              Batch batch = new Batch(departure, hiddenSeconds, windowEnd());
              batch.add(first);
              return gather(batch);
            });
  }

  /// How long what is received is hidden: while the window is open, and as long as always after it.
  private static Map<String, Integer> hidden(int hiddenSeconds, long windowSeconds) {
    long seconds = Math.min(hiddenSeconds + windowSeconds, PipeLimits.HIDDEN_SECONDS_MAX);
    return Map.of("VisibilityTimeout", (int) seconds);
  }

  private long windowEnd() {
    return caller.clock().nanos() + TimeUnit.SECONDS.toNanos(windowSeconds);
  }

  /// A batch that may get more messages.
  private static final class Batch {
    private final Map<String, SourceMessage> messages = new LinkedHashMap<>();
    private final Call.Departure departure;
    private final int hiddenSeconds;
    private final long endNanos;
    private long characters;
    private volatile boolean gone;

    private Batch(Call.Departure departure, int hiddenSeconds, long endNanos) {
      this.departure = departure;
      this.hiddenSeconds = hiddenSeconds;
      this.endNanos = endNanos;
      departure.onGone(() -> gone = true);
    }

    /// A message that is there already is held once, with the handle that it has now.
    private void add(List<SourceMessage> more) {
      for (SourceMessage message : more) {
        SourceMessage before = messages.put(message.id(), message);
        characters += message.event().text().length();
        characters -= before == null ? 0 : before.event().text().length();
      }
    }

    private Outcome<List<SourceMessage>> outcome() {
      return Outcome.accepted(List.copyOf(messages.values()));
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
      return givenOn(batch);
    }
    long secondsLeft = TimeUnit.NANOSECONDS.toSeconds(nanosLeft + 999_999_999);
    int seconds = (int) Math.min(secondsLeft, PipeLimits.WAIT_SECONDS);
    // A receive that fails or is sent away must not take along what there is already.
    return receive(room, seconds, hidden(batch.hiddenSeconds, secondsLeft), batch.departure)
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
              return isOver ? givenOn(batch) : gather(batch);
            });
  }

  /// A batch that goes before its window ends must not stay hidden for what is left of that. Where
  /// the queue does not say yes its messages only come again later.
  private CompletionStage<Outcome<List<SourceMessage>>> givenOn(Batch batch) {
    if (batch.endNanos - caller.clock().nanos() <= 0) {
      return CompletableFuture.completedFuture(batch.outcome());
    }
    List<SourceMessage> messages = List.copyOf(batch.messages.values());
    return change(
            "ChangeMessageVisibilityBatch",
            messages,
            Map.of("VisibilityTimeout", batch.hiddenSeconds))
        .handle((_, _) -> batch.outcome());
  }

  private boolean hasPassed(long sinceNanos, int seconds) {
    long passed = caller.clock().nanos() - sinceNanos;
    return passed >= TimeUnit.SECONDS.toNanos(seconds) - TOLERANCE_NANOS;
  }

  private CompletionStage<Outcome<List<SourceMessage>>> receive(
      int most, int waitSeconds, Map<String, Integer> hidden, Call.Departure departure) {
    Map<String, Object> input = new HashMap<>(hidden);
    input.put("QueueUrl", url());
    input.put("MaxNumberOfMessages", Math.min(most, PipeLimits.RECEIVED_MAX));
    input.put("WaitTimeSeconds", waitSeconds);
    input.put("AttributeNames", List.of("All"));
    input.put("MessageAttributeNames", List.of("All"));
    return caller
        .call("sqs", "ReceiveMessage", region(), input, departure)
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
    return change("DeleteMessageBatch", messages, Map.of());
  }

  /// Does something to messages, as many at once as there may be; whether it was done to all.
  ///
  /// @param more what the entry of each says beside its handle
  private CompletionStage<Outcome<Boolean>> change(
      String operation, List<SourceMessage> messages, Map<String, Integer> more) {
    CompletionStage<Outcome<Boolean>> all =
        CompletableFuture.completedFuture(Outcome.accepted(true));
    for (int from = 0; from < messages.size(); from += PipeLimits.RECEIVED_MAX) {
      int to = Math.min(messages.size(), from + PipeLimits.RECEIVED_MAX);
      CompletionStage<Outcome<Boolean>> some =
          changeOnce(operation, messages.subList(from, to), more);
      all = all.thenCombine(some, (before, now) -> before.then(_ -> now));
    }
    return all;
  }

  private CompletionStage<Outcome<Boolean>> changeOnce(
      String operation, List<SourceMessage> messages, Map<String, Integer> more) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Map<String, Object> entry = new HashMap<>(more);
      entry.put("Id", String.valueOf(i));
      entry.put("ReceiptHandle", messages.get(i).handle());
      entries.add(entry);
    }
    return caller
        .call("sqs", operation, region(), Map.of("QueueUrl", url(), "Entries", entries))
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
