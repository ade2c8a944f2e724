package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.TagQueueRequest;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.TagRules;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Adds tags to a queue; a tag of the same key is replaced. Source: SQS API reference, TagQueue.
public final class TagQueue {

  private final QueueAccess access;

  public TagQueue(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, TagQueueRequest input) {
    Map<String, String> added = input.tags();
    if (added == null || added.isEmpty()) {
      return QueueAccess.done(Outcome.rejected(QueueErrors.missing("Tags")));
    }
    return access.run(
        call,
        QueueAction.TAG_QUEUE,
        input.queueUrl(),
        (queue, tx) -> {
          Map<String, String> tags = new TreeMap<>(queue.record().tags());
          tags.putAll(added);
          return TagRules.check(tags)
              .map(
                  checked -> {
                    queue.tag(tx, checked);
                    return Unit.INSTANCE;
                  });
        });
  }
}
