package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.MalformedPolicy;
import dev.junction.identity.policy.condition.PolicyFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Adds statements to a policy and removes them again by their label, as `AddPermission` and
/// `RemovePermission` of several services do. What comes out has passed the same checks as a
/// document that a client wrote.
///
/// Source: what LocalStack recorded from the real SQS (`test_sqs_permission_lifecycle`): a policy
/// that `AddPermission` begins has the version 2008-10-17 and an id made from the queue's ARN, the
/// label is the `Sid`, accounts become the ARNs of their roots, and the policy is gone with its
/// last statement.
public final class PolicyEdit {

  private final PolicyLimits limits;
  private final PolicyParser parser;

  /// Edits within the limits of a service.
  public PolicyEdit(PolicyLimits limits) {
    this.limits = limits;
    this.parser = new PolicyParser(limits);
  }

  /// A permission for accounts, or for everybody.
  ///
  /// @param label how it can be removed again
  /// @param names who gets it, at least one
  /// @param actions at least one, with the service's prefix, as in `SQS:SendMessage`
  /// @param resource the ARN of the resource that the policy belongs to
  public record Grant(
      String label, List<PrincipalName> names, List<String> actions, String resource) {

    public Grant {
      names = List.copyOf(names);
      actions = List.copyOf(actions);
      if (names.isEmpty() || actions.isEmpty()) {
        throw new IllegalArgumentException("A grant has principals and actions: " + label);
      }
    }
  }

  /// What an edit came to.
  public sealed interface Edited {

    /// The policy is now this one.
    record Changed(Policy policy, String document) implements Edited {}

    /// The last statement is gone, and the policy with it.
    record Emptied() implements Edited {}

    /// A statement has this label already.
    record LabelTaken() implements Edited {}

    /// No statement has this label.
    record LabelUnknown() implements Edited {}

    /// The policy would not be acceptable any more.
    record Refused(PolicyFault fault, String reason) implements Edited {}
  }

  /// Adds a statement that allows something.
  ///
  /// @param current the policy so far; null when there is none
  /// @param newId the id of the policy if it is begun here, as in `QUEUE_ARN/SQSDefaultPolicy`
  public Edited add(@Nullable Policy current, String newId, Grant grant) {
    Policy base =
        current == null ? new Policy(Policy.Version.V2008_10_17, newId, List.of()) : current;
    if (indexOf(base, grant.label) >= 0) {
      return new Edited.LabelTaken();
    }
    if (grant.actions.size() > limits.actionsMax()) {
      return new Edited.Refused(
          PolicyFault.LIMIT, "A statement has " + limits.actionsMax() + " actions at most");
    }
    List<Statement> statements = new ArrayList<>(base.statements());
    try {
      statements.add(statement(grant));
    } catch (MalformedPolicy malformed) {
      return new Edited.Refused(malformed.fault(), malformed.reason());
    }
    return checked(new Policy(base.version(), base.id(), statements));
  }

  /// Removes the statement with a label.
  ///
  /// @param current the policy so far; null when there is none
  public Edited remove(@Nullable Policy current, String label) {
    int index = current == null ? -1 : indexOf(current, label);
    if (current == null || index < 0) {
      return new Edited.LabelUnknown();
    }
    List<Statement> statements = new ArrayList<>(current.statements());
    statements.remove(index);
    return statements.isEmpty()
        ? new Edited.Emptied()
        : checked(new Policy(current.version(), current.id(), statements));
  }

  private static Statement statement(Grant grant) {
    return new Statement(
        grant.label,
        Statement.Effect.ALLOW,
        new Principals(false, grant.names),
        Actions.parse(false, grant.actions),
        Resources.parse(false, List.of(grant.resource), false),
        List.of());
  }

  private Edited checked(Policy policy) {
    String document = PolicyWriter.write(policy);
    return switch (parser.parse(document)) {
      case ParsedPolicy.Accepted(Policy accepted) -> new Edited.Changed(accepted, document);
      case ParsedPolicy.Refused(PolicyFault fault, String reason) ->
          new Edited.Refused(fault, reason);
    };
  }

  private static int indexOf(Policy policy, String label) {
    for (int i = 0; i < policy.statements().size(); i++) {
      if (Objects.equals(policy.statements().get(i).sid(), label)) {
        return i;
      }
    }
    return -1;
  }
}
