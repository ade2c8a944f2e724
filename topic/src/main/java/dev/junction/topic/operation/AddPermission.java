package dev.junction.topic.operation;

import dev.junction.engine.Transaction;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.PolicyEdit;
import dev.junction.identity.policy.PrincipalName;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.AddPermissionInput;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.domain.DefaultPolicy;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.domain.TopicSettings;
import dev.junction.topic.state.Topic;
import dev.junction.topic.state.Topics;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Adds a statement to a topic's policy that allows actions to other accounts, or to everybody.
///
/// Source: SNS API reference, AddPermission; for `*` in place of an account, which SQS refuses,
/// what users of the real service report (issue 138 of the SDK's core for Ruby).
public final class AddPermission {

  private static final String RECEIVE = "Receive";
  private static final String EVERYBODY = "*";

  private final TopicAccess access;

  public AddPermission(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, AddPermissionInput input) {
    ServiceError problem = problem(input);
    if (problem != null) {
      return TopicAccess.done(Outcome.rejected(problem));
    }
    List<PrincipalName> names = input.awsAccountId().stream().map(AddPermission::name).toList();
    List<String> actions = input.actionName().stream().map(action -> "SNS:" + action).toList();
    return access.run(
        call,
        TopicAction.ADD_PERMISSION,
        input.topicArn(),
        (topic, tx) -> {
          PolicyEdit.Grant grant = new PolicyEdit.Grant(input.label(), names, actions, topic.arn());
          Policy current = current(topic);
          return apply(
              topic,
              tx,
              new PolicyEdit(TopicLimits.POLICY).add(current, "__default_policy_ID", grant));
        });
  }

  private static PrincipalName name(String id) {
    return id.equals(EVERYBODY)
        ? new PrincipalName.Everyone()
        : PrincipalName.Account.root(new AccountId(id));
  }

  private static @Nullable ServiceError problem(AddPermissionInput input) {
    if (input.label().isEmpty()) {
      return TopicErrors.invalid("Label");
    }
    if (input.awsAccountId().isEmpty()
        || !input.awsAccountId().stream()
            .allMatch(id -> id.equals(EVERYBODY) || AccountId.isValid(id))) {
      return TopicErrors.invalid("A provided account ID is not valid");
    }
    if (input.actionName().isEmpty()) {
      return TopicErrors.invalid("ActionName");
    }
    for (String action : input.actionName()) {
      if (!isShareable(action)) {
        return TopicErrors.actionOutOfScope();
      }
    }
    return null;
  }

  private static boolean isShareable(String name) {
    for (TopicAction action : TopicAction.values()) {
      if (action.canBeShared() && action.operation().equals(name)) {
        return true;
      }
    }
    return name.equals(RECEIVE) || name.equals("*");
  }

  /// The policy of a topic, the default one included.
  static Policy current(Topic topic) {
    Policy own = topic.policy();
    return own == null ? TopicSettings.parsed(DefaultPolicy.of(topic.address())) : own;
  }

  static Outcome<Unit> apply(Topic topic, Transaction<Topics> tx, PolicyEdit.Edited edited) {
    return switch (edited) {
      case PolicyEdit.Edited.Changed(_, String document) -> set(topic, tx, document);
      case PolicyEdit.Edited.Emptied _ -> set(topic, tx, "");
      case PolicyEdit.Edited.LabelTaken _ ->
          Outcome.rejected(TopicErrors.invalid("Statement already exists"));
      // Nothing to remove is no fault in the real service.
      case PolicyEdit.Edited.LabelUnknown _ -> Outcome.accepted(Unit.INSTANCE);
      case PolicyEdit.Edited.Refused(_, String reason) ->
          Outcome.rejected(TopicErrors.invalid("Policy Error: " + reason));
    };
  }

  private static Outcome<Unit> set(Topic topic, Transaction<Topics> tx, String document) {
    topic.change(tx, topic.record().settings().with(TopicSettings.POLICY, document));
    return Outcome.accepted(Unit.INSTANCE);
  }
}
