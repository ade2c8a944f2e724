package dev.junction.pipe.call;

import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeTargetParameters;
import dev.junction.models.pipes.PipeTargetSqsQueueParameters;
import dev.junction.pipe.domain.DynamicText;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.pipe.domain.PipeLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Queues as targets. Source: API reference, PipeTargetSqsQueueParameters.
public final class QueueTarget implements PipeTarget {

  private static final String FIELD = "TargetParameters.SqsQueueParameters";
  private static final ServiceError NO_GROUP =
      ServiceError.client("MissingParameter", 400, "The path of MessageGroupId leads nowhere.");

  @Override
  public String title() {
    return "Amazon SQS queues";
  }

  @Override
  public boolean serves(Arn arn) {
    return arn.service().equals("sqs");
  }

  @Override
  public int batchMax() {
    return 10;
  }

  @Override
  public Set<String> parameters() {
    return Set.of("SqsQueueParameters");
  }

  @Override
  public Outcome<CreatePipeRequest> check(
      CreatePipeRequest settings, @Nullable PipeTargetParameters parameters) {
    PipeTargetSqsQueueParameters queue =
        parameters == null ? null : parameters.sqsQueueParameters();
    String group = queue == null ? null : queue.messageGroupId();
    String deduplication = queue == null ? null : queue.messageDeduplicationId();
    boolean isFifo = settings.target().endsWith(".fifo");
    if (isFifo && (group == null || group.isEmpty())) {
      return Outcome.rejected(
          PipeErrors.invalid(
              FIELD + ".MessageGroupId", "MessageGroupId is required for a FIFO queue."));
    }
    if (!isFifo && deduplication != null && !deduplication.isEmpty()) {
      return Outcome.rejected(
          PipeErrors.invalid(
              FIELD + ".MessageDeduplicationId",
              "MessageDeduplicationId is for FIFO queues only."));
    }
    return text(group, ".MessageGroupId")
        .then(_ -> text(deduplication, ".MessageDeduplicationId"))
        .map(_ -> settings);
  }

  private static Outcome<DynamicText> text(@Nullable String text, String member) {
    return DynamicText.read(text == null ? "" : text, FIELD + member);
  }

  @Override
  public TargetCall open(CreatePipeRequest settings, String pipeArn, ServiceCaller caller) {
    Arn arn = Arn.parse(settings.target()).orElseThrow();
    PipeTargetParameters parameters = settings.targetParameters();
    PipeTargetSqsQueueParameters queue =
        parameters == null ? null : parameters.sqsQueueParameters();
    Address address =
        new Address(
            stored(queue == null ? null : queue.messageGroupId()),
            stored(queue == null ? null : queue.messageDeduplicationId()),
            arn.resource().endsWith(".fifo"));
    boolean ordered = Portions.isOrdered(settings);
    TargetCall call =
        payloads ->
            Portions.inTurn(
                runs(payloads, address), ordered, some -> send(caller, arn, address, some));
    return new Portions(PipeLimits.QUEUE_BYTES_MAX, 0, ordered, call);
  }

  /// Sends messages that can be in one request, in their order.
  private static CompletionStage<List<Optional<ServiceError>>> send(
      ServiceCaller caller, Arn queue, Address address, List<Payload> payloads) {
    if (address.way(payloads.getFirst()) == Way.NOWHERE) {
      return TargetCall.allDone(payloads.size(), NO_GROUP);
    }
    List<Map<String, Object>> entries = new ArrayList<>();
    for (int i = 0; i < payloads.size(); i++) {
      entries.add(entry(payloads.get(i), i, payloads.size() == 1, address));
    }
    String url = caller.queueUrl(queue.account(), queue.resource());
    return caller
        .call(
            "sqs",
            "SendMessageBatch",
            new Region(queue.region()),
            Map.of("QueueUrl", url, "Entries", entries),
            payloads)
        .thenApply(outcome -> BatchAnswers.failed(payloads.size(), outcome));
  }

  /// Cuts the messages where what is beside it would be refused with one of them.
  private static List<List<Payload>> runs(List<Payload> payloads, Address address) {
    List<List<Payload>> runs = new ArrayList<>();
    Way before = null;
    for (Payload payload : payloads) {
      Way way = address.way(payload);
      if (way != before) {
        runs.add(new ArrayList<>());
        before = way;
      }
      runs.getLast().add(payload);
    }
    return runs;
  }

  /// How a message gets into a queue.
  private enum Way {
    PLAIN,
    /// With the digest of its text as deduplication id, if the queue makes one.
    WITHOUT_ID,
    /// Not at all: it has no group.
    NOWHERE
  }

  /// What says where in the queue a message goes.
  private record Address(DynamicText group, DynamicText deduplication, boolean isFifo) {

    Way way(Payload payload) {
      if (isFifo && isEmpty(group.of(payload.event()))) {
        return Way.NOWHERE;
      }
      return isFifo && isEmpty(deduplication.of(payload.event())) ? Way.WITHOUT_ID : Way.PLAIN;
    }
  }

  private static Map<String, Object> entry(
      Payload payload, int number, boolean isAlone, Address address) {
    Map<String, Object> entry = new HashMap<>();
    entry.put("Id", String.valueOf(number));
    entry.put("MessageBody", payload.text());
    put(entry, "MessageGroupId", address.group.of(payload.event()));
    put(entry, "MessageDeduplicationId", address.deduplication.of(payload.event()));
    String header = isAlone ? null : payload.traceHeader();
    if (header != null) {
      Map<String, String> value = Map.of("DataType", "String", "StringValue", header);
      entry.put("MessageSystemAttributes", Map.of("AWSTraceHeader", value));
    }
    return entry;
  }

  private static DynamicText stored(@Nullable String text) {
    return DynamicText.stored(text == null ? "" : text);
  }

  private static void put(Map<String, Object> entry, String name, @Nullable String value) {
    if (!isEmpty(value)) {
      entry.put(name, value);
    }
  }

  private static boolean isEmpty(@Nullable String value) {
    return value == null || value.isEmpty();
  }
}
