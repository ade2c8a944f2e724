package dev.junction.queue.operation;

import dev.junction.engine.Transaction;
import dev.junction.identity.policy.PolicyEdit;
import dev.junction.identity.policy.PrincipalName;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sqs.AddPermissionRequest;
import dev.junction.queue.domain.IdentifierText;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.Queues;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Adds a statement to a queue's policy that allows actions to other accounts. Source: SQS API
/// reference, AddPermission.
public final class AddPermission {

  private static final String ANY = "*";

  private final QueueAccess access;

  public AddPermission(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, AddPermissionRequest input) {
    ServiceError problem = problem(input);
    if (problem != null) {
      return QueueAccess.done(Outcome.rejected(problem));
    }
    List<PrincipalName> names =
        input.awsAccountIds().stream()
            .map(AccountId::new)
            .<PrincipalName>map(PrincipalName.Account::root)
            .toList();
    List<String> actions = input.actions().stream().map(action -> "SQS:" + action).toList();
    return access.run(
        call,
        QueueAction.ADD_PERMISSION,
        input.queueUrl(),
        (queue, tx) -> add(queue, tx, input.label(), names, actions));
  }

  private static Outcome<Unit> add(
      Queue queue,
      Transaction<Queues> tx,
      String label,
      List<PrincipalName> names,
      List<String> actions) {
    String arn = queue.address().arn().toString();
    PolicyEdit.Edited edited =
        new PolicyEdit(QueueLimits.POLICY)
            .add(
                queue.policy(),
                arn + "/SQSDefaultPolicy",
                new PolicyEdit.Grant(label, names, actions, arn));
    return Permissions.apply(queue, tx, label, edited);
  }

  private static @Nullable ServiceError problem(AddPermissionRequest input) {
    if (!IdentifierText.isLabel(input.label())) {
      return QueueErrors.badValue(
          input.label(),
          "Label",
          "It can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.");
    }
    if (input.awsAccountIds().isEmpty()) {
      return QueueErrors.missing("AWSAccountIds");
    }
    if (input.actions().isEmpty()) {
      return QueueErrors.missing("Actions");
    }
    for (String account : input.awsAccountIds()) {
      if (!AccountId.isValid(account)) {
        return QueueErrors.badValue(
            account, "PrincipalId", "Unable to verify: it is no account id of 12 digits.");
      }
    }
    if (input.actions().size() > QueueLimits.POLICY.actionsMax()) {
      return QueueErrors.tooManyActions(input.actions().size());
    }
    List<String> allowed = new ArrayList<>(List.of(ANY));
    for (QueueAction action : QueueAction.values()) {
      if (action.canBeShared()) {
        allowed.add(action.operation());
      }
    }
    for (String action : input.actions()) {
      if (!allowed.contains(action)) {
        return QueueErrors.badValue(
            "SQS:" + action,
            "ActionName",
            "Only these can be shared: " + String.join(", ", allowed));
      }
    }
    return null;
  }
}
