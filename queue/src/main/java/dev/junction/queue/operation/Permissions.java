package dev.junction.queue.operation;

import dev.junction.engine.Transaction;
import dev.junction.identity.policy.PolicyEdit;
import dev.junction.kernel.Outcome;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueSettings;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.Queues;
import dev.junction.wire.schema.Unit;
import java.util.Map;

/// Puts an edited policy into the queue's attributes.
final class Permissions {

  private Permissions() {}

  static Outcome<Unit> apply(
      Queue queue, Transaction<Queues> tx, String label, PolicyEdit.Edited edited) {
    return switch (edited) {
      case PolicyEdit.Edited.Changed(_, String document) -> set(queue, tx, document);
      case PolicyEdit.Edited.Emptied _ -> set(queue, tx, "");
      case PolicyEdit.Edited.LabelTaken _ ->
          Outcome.rejected(QueueErrors.badValue(label, "Label", "Already exists."));
      case PolicyEdit.Edited.LabelUnknown _ ->
          Outcome.rejected(QueueErrors.badValue(label, "Label", "can't find label."));
      case PolicyEdit.Edited.Refused(_, String reason) ->
          Outcome.rejected(QueueErrors.badAttribute(QueueSettings.POLICY, reason));
    };
  }

  private static Outcome<Unit> set(Queue queue, Transaction<Queues> tx, String document) {
    queue.change(tx, queue.record().settings().with(Map.of(QueueSettings.POLICY, document)));
    return Outcome.accepted(Unit.INSTANCE);
  }
}
