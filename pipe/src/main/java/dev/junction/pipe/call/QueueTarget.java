package dev.junction.pipe.call;

import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Queues as targets. Source: API reference, PipeTargetSqsQueueParameters.
public final class QueueTarget implements PipeTarget {

  private static final String FIELD = "TargetParameters.SqsQueueParameters";

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
    DynamicText group = stored(queue == null ? null : queue.messageGroupId());
    DynamicText deduplication = stored(queue == null ? null : queue.messageDeduplicationId());
    String url = caller.queueUrl(arn.account(), arn.resource());
    TargetCall call =
        payloads -> {
          List<Map<String, Object>> entries = new ArrayList<>();
          for (int i = 0; i < payloads.size(); i++) {
            Payload payload = payloads.get(i);
            Map<String, Object> entry = new HashMap<>();
            entry.put("Id", String.valueOf(i));
            entry.put("MessageBody", payload.text());
            put(entry, "MessageGroupId", group.of(payload.event()));
            put(entry, "MessageDeduplicationId", deduplication.of(payload.event()));
            String header = payloads.size() == 1 ? null : payload.traceHeader();
            if (header != null) {
              Map<String, String> value = Map.of("DataType", "String", "StringValue", header);
              entry.put("MessageSystemAttributes", Map.of("AWSTraceHeader", value));
            }
            entries.add(entry);
          }
          return caller
              .call(
                  "sqs",
                  "SendMessageBatch",
                  new Region(arn.region()),
                  Map.of("QueueUrl", url, "Entries", entries),
                  payloads)
              .thenApply(outcome -> BatchAnswers.failed(payloads.size(), outcome));
        };
    return new Portions(PipeLimits.QUEUE_BYTES_MAX, 0, Portions.isOrdered(settings), call);
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
