package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.ListQueueTagsRequest;
import dev.junction.models.sqs.ListQueueTagsResult;
import dev.junction.wire.protocol.Call;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Answers the tags of a queue. Source: SQS API reference, ListQueueTags.
public final class ListQueueTags {

  private final QueueAccess access;

  public ListQueueTags(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ListQueueTagsResult>> run(Call call, ListQueueTagsRequest input) {
    return access.run(
        call,
        QueueAction.LIST_QUEUE_TAGS,
        input.queueUrl(),
        (queue, _) -> {
          Map<String, String> tags = queue.record().tags();
          return Outcome.accepted(
              ListQueueTagsResult.builder()
                  .tags(tags.isEmpty() ? null : new TreeMap<>(tags))
                  .build());
        });
  }
}
