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
import java.util.TreeMap;
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
    String url = caller.queueUrl(arn.account(), arn.resource());
    TargetCall call =
        payloads -> {
          List<Optional<ServiceError>> refused = new ArrayList<>();
          // Without an id the queue may refuse what is beside it, so that this goes on its own.
          Map<Boolean, List<Map<String, Object>>> requests = new TreeMap<>();
          for (int i = 0; i < payloads.size(); i++) {
            Map<String, Object> entry = entry(payloads.get(i), i, payloads.size() == 1, address);
            Optional<ServiceError> fault = address.fault(entry);
            refused.add(fault);
            if (fault.isEmpty()) {
              boolean hasId = entry.containsKey("MessageDeduplicationId");
              requests.computeIfAbsent(hasId, _ -> new ArrayList<>()).add(entry);
            }
          }
          CompletionStage<List<Optional<ServiceError>>> all = ServiceCaller.done(refused);
          for (List<Map<String, Object>> entries : requests.values()) {
            all =
                all.thenCombine(
                    caller
                        .call(
                            "sqs",
                            "SendMessageBatch",
                            new Region(arn.region()),
                            Map.of("QueueUrl", url, "Entries", entries),
                            payloads)
                        .thenApply(outcome -> BatchAnswers.failed(payloads.size(), outcome)),
                    (before, results) -> with(before, entries, results));
          }
          return all;
        };
    return new Portions(PipeLimits.QUEUE_BYTES_MAX, 0, Portions.isOrdered(settings), call);
  }

  /// What says where in the queue a message goes.
  private record Address(DynamicText group, DynamicText deduplication, boolean isFifo) {

    /// Why a message cannot be sent: with it the queue would refuse all those beside it.
    Optional<ServiceError> fault(Map<String, Object> entry) {
      return isFifo && !entry.containsKey("MessageGroupId")
          ? Optional.of(NO_GROUP)
          : Optional.empty();
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

  /// The results before, and those of the entries of one request.
  private static List<Optional<ServiceError>> with(
      List<Optional<ServiceError>> before,
      List<Map<String, Object>> entries,
      List<Optional<ServiceError>> results) {
    List<Optional<ServiceError>> both = new ArrayList<>(before);
    for (Map<String, Object> entry : entries) {
      int number = Integer.parseInt(String.valueOf(entry.get("Id")));
      both.set(number, results.get(number));
    }
    return both;
  }

  private static DynamicText stored(@Nullable String text) {
    return DynamicText.stored(text == null ? "" : text);
  }

  private static void put(Map<String, Object> entry, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      entry.put(name, value);
    }
  }
}
