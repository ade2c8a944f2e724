package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.SetQueueAttributesRequest;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.SettingsRules;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Changes attributes of a queue. Source: SQS API reference, SetQueueAttributes.
public final class SetQueueAttributes {

  private final QueueAccess access;

  public SetQueueAttributes(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, SetQueueAttributesRequest input) {
    Map<String, String> attributes = input.attributes();
    if (attributes == null || attributes.isEmpty()) {
      return QueueAccess.done(Outcome.rejected(QueueErrors.missing("Attributes")));
    }
    return switch (Visit.of(call, QueueAction.SET_QUEUE_ATTRIBUTES, input.queueUrl())) {
      case Outcome.Rejected<Visit>(var error) -> QueueAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Visit>(var visit) ->
          new Redrive(access).checked(visit.address(), attributes, () -> change(visit, attributes));
    };
  }

  private CompletableFuture<Outcome<Unit>> change(Visit visit, Map<String, String> attributes) {
    return access.run(
        visit,
        (queue, tx) ->
            SettingsRules.change(queue.address(), queue.record().settings(), attributes)
                .map(
                    settings -> {
                      queue.change(tx, settings);
                      return Unit.INSTANCE;
                    }));
  }
}
