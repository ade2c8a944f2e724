package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.UntagQueueRequest;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// Removes tags from a queue; keys that it does not have are passed over.
///
/// Source: SQS API reference, UntagQueue.
public final class UntagQueue {

  private final QueueAccess access;

  public UntagQueue(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, UntagQueueRequest input) {
    List<String> keys = input.tagKeys();
    if (keys == null || keys.isEmpty()) {
      return QueueAccess.done(Outcome.rejected(QueueErrors.missing("TagKeys")));
    }
    return access.run(
        call,
        QueueAction.UNTAG_QUEUE,
        input.queueUrl(),
        (queue, tx) -> {
          Map<String, String> tags = new TreeMap<>(queue.record().tags());
          keys.forEach(tags::remove);
          queue.tag(tx, tags);
          return Outcome.accepted(Unit.INSTANCE);
        });
  }
}
