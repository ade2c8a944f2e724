package dev.junction.queue.operation;

import dev.junction.identity.policy.PolicyEdit;
import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.RemovePermissionRequest;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// Removes the statement with a label from a queue's policy. Source: SQS API reference,
/// RemovePermission.
public final class RemovePermission {

  private final QueueAccess access;

  public RemovePermission(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, RemovePermissionRequest input) {
    return access.run(
        call,
        QueueAction.REMOVE_PERMISSION,
        input.queueUrl(),
        (queue, tx) ->
            Permissions.apply(
                queue,
                tx,
                input.label(),
                new PolicyEdit(QueueLimits.POLICY).remove(queue.policy(), input.label())));
  }
}
