package dev.junction.queue.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.GetQueueAttributesRequest;
import dev.junction.models.sqs.GetQueueAttributesResult;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.QueueCounts;
import dev.junction.queue.state.Queues;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Answers the attributes of a queue, those that are set and those that are computed.
///
/// Source: SQS API reference, GetQueueAttributes.
public final class GetQueueAttributes {

  private static final String ALL = "All";

  private final QueueAccess access;

  public GetQueueAttributes(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<GetQueueAttributesResult>> run(
      Call call, GetQueueAttributesRequest input) {
    List<String> names = Objects.requireNonNullElse(input.attributeNames(), List.of());
    for (String name : names) {
      if (!AttributeNames.isReadable(name)) {
        return QueueAccess.done(Outcome.rejected(QueueErrors.unknownAttribute(name)));
      }
    }
    return access.run(
        call,
        QueueAction.GET_QUEUE_ATTRIBUTES,
        input.queueUrl(),
        (queue, tx) -> {
          Map<String, String> attributes = attributes(queue, tx);
          if (!names.contains(ALL)) {
            attributes.keySet().retainAll(names);
          }
          return Outcome.accepted(
              GetQueueAttributesResult.builder()
                  .attributes(attributes.isEmpty() ? null : attributes)
                  .build());
        });
  }

  private static Map<String, String> attributes(Queue queue, Transaction<Queues> tx) {
    QueueCounts counts = queue.counts(tx);
    Map<String, String> all = new TreeMap<>(queue.record().settings().effective());
    all.put("QueueArn", queue.address().arn().toString());
    all.put("CreatedTimestamp", String.valueOf(queue.record().createdAtSeconds()));
    all.put("LastModifiedTimestamp", String.valueOf(queue.record().modifiedAtSeconds()));
    all.put("ApproximateNumberOfMessages", String.valueOf(counts.visible()));
    all.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(counts.inFlight()));
    all.put("ApproximateNumberOfMessagesDelayed", String.valueOf(counts.delayed()));
    return all;
  }
}
