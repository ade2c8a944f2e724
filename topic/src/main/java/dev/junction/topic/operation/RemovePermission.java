package dev.junction.topic.operation;

import dev.junction.identity.policy.PolicyEdit;
import dev.junction.kernel.Outcome;
import dev.junction.models.sns.RemovePermissionInput;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// Removes a statement from a topic's policy. Source: SNS API reference, RemovePermission.
public final class RemovePermission {

  private final TopicAccess access;

  public RemovePermission(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, RemovePermissionInput input) {
    return access.run(
        call,
        TopicAction.REMOVE_PERMISSION,
        input.topicArn(),
        (topic, tx) ->
            AddPermission.apply(
                topic,
                tx,
                new PolicyEdit(TopicLimits.POLICY)
                    .remove(AddPermission.current(topic), input.label())));
  }
}
