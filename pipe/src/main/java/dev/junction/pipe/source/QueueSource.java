package dev.junction.pipe.source;

import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeSourceParameters;
import dev.junction.models.pipes.PipeSourceSqsQueueParameters;
import dev.junction.pipe.call.ServiceCaller;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.pipe.domain.PipeLimits;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Queues as sources of pipes. Source: EventBridge User Guide, "Amazon Simple Queue Service as a
/// source"; API reference, PipeSourceSqsQueueParameters; the rules about batch sizes above ten and
/// about FIFO queues are those of Lambda's event sources, as pipes' own pages do not tell them.
public final class QueueSource implements PipeSource {

  private static final String FIELD = "SourceParameters.SqsQueueParameters";

  @Override
  public String title() {
    return "Amazon SQS queues";
  }

  @Override
  public boolean serves(Arn arn) {
    return arn.service().equals("sqs");
  }

  @Override
  public Outcome<CreatePipeRequest> check(CreatePipeRequest settings, int batchMax) {
    PipeSourceParameters given = settings.sourceParameters();
    if (given != null && hasOthers(given)) {
      return Outcome.rejected(
          PipeErrors.invalid(
              "SourceParameters", "For an Amazon SQS queue there are SqsQueueParameters only."));
    }
    PipeSourceSqsQueueParameters queue = given == null ? null : given.sqsQueueParameters();
    Integer askedSize = queue == null ? null : queue.batchSize();
    Integer askedWindow = queue == null ? null : queue.maximumBatchingWindowInSeconds();
    int size = askedSize == null ? Math.min(PipeLimits.RECEIVED_MAX, batchMax) : askedSize;
    int window = askedWindow == null ? 0 : askedWindow;
    boolean isFifo = settings.source().endsWith(".fifo");
    if (size > batchMax) {
      return invalid(
          ".BatchSize", "BatchSize is more than enrichment and target take: " + batchMax + ".");
    }
    if (isFifo && size > PipeLimits.RECEIVED_MAX) {
      return invalid(".BatchSize", "BatchSize of a FIFO queue is 10 at most.");
    }
    if (isFifo && window > 0) {
      return invalid(
          ".MaximumBatchingWindowInSeconds", "FIFO queues do not support a batching window.");
    }
    if (size > PipeLimits.RECEIVED_MAX && window == 0) {
      return invalid(
          ".MaximumBatchingWindowInSeconds",
          "MaximumBatchingWindowInSeconds must be 1 at least for a BatchSize of more than 10.");
    }
    return Outcome.accepted(
        settings.toBuilder()
            .sourceParameters(
                PipeSourceParameters.builder()
                    .filterCriteria(given == null ? null : given.filterCriteria())
                    .sqsQueueParameters(
                        PipeSourceSqsQueueParameters.builder()
                            .batchSize(size)
                            .maximumBatchingWindowInSeconds(window)
                            .build())
                    .build())
            .build());
  }

  private static boolean hasOthers(PipeSourceParameters given) {
    return given.kinesisStreamParameters() != null
        || given.dynamoDBStreamParameters() != null
        || given.activeMQBrokerParameters() != null
        || given.rabbitMQBrokerParameters() != null
        || given.managedStreamingKafkaParameters() != null
        || given.selfManagedKafkaParameters() != null;
  }

  private static Outcome<CreatePipeRequest> invalid(String member, String message) {
    return Outcome.rejected(PipeErrors.invalid(FIELD + member, message));
  }

  @Override
  public CompletionStage<Outcome<Boolean>> probe(CreatePipeRequest settings, ServiceCaller caller) {
    Arn arn = Arn.parse(settings.source()).orElseThrow();
    return caller
        .call(
            "sqs",
            "GetQueueAttributes",
            new Region(arn.region()),
            Map.of(
                "QueueUrl",
                caller.queueUrl(arn.account(), arn.resource()),
                "AttributeNames",
                List.of("QueueArn")))
        .thenApply(outcome -> outcome.map(_ -> true));
  }

  @Override
  public Intake open(CreatePipeRequest settings, ServiceCaller caller) {
    return QueueIntake.of(settings, caller);
  }
}
