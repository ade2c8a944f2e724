package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.ConditionKeys;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.Buses;
import dev.junction.engine.Transaction;
import dev.junction.expression.path.JsonPath;
import dev.junction.expression.path.JsonText;
import dev.junction.identity.policy.ParsedPolicy;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.PolicyEdit;
import dev.junction.identity.policy.PolicyParser;
import dev.junction.identity.policy.PolicyWriter;
import dev.junction.identity.policy.Statement;
import dev.junction.kernel.Outcome;
import dev.junction.models.events.Condition;
import dev.junction.models.events.EventsErrors;
import dev.junction.models.events.PutPermissionRequest;
import dev.junction.models.events.RemovePermissionRequest;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Adds to and removes from the policy of a bus, or replaces it. Source: EventBridge API
/// reference, PutPermission and RemovePermission; what a policy looks like is what LocalStack
/// recorded from the real service (`test_put_permission`). A statement that is given in pieces can
/// allow one action only, as in moto.
public final class Permissions {

  private static final String PUT_EVENTS = "events:PutEvents";

  private final BusAccess access;

  public Permissions(BusAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> put(Call call, PutPermissionRequest input) {
    BusAddress address = BusAccess.address(call, input.eventBusName());
    String whole = input.policy();
    boolean inPieces =
        input.action() != null && input.principal() != null && input.statementId() != null;
    if (whole == null && !inPieces) {
      return BusAccess.done(
          Outcome.rejected(
              BusErrors.invalid(
                  "Parameter(s) Action, Principal and StatementId or Policy must be"
                      + " specified.")));
    }
    if (whole == null && !PUT_EVENTS.equals(input.action())) {
      return BusAccess.done(
          Outcome.rejected(
              BusErrors.invalid("Provided value in parameter 'action' is not supported.")));
    }
    return access.run(
        call,
        address,
        "PutPermission",
        address.arn(),
        (bus, tx) -> {
          String statement = statement(bus, input);
          String unknown = unknownKey(whole != null ? whole : document(List.of(statement)));
          if (unknown != null) {
            return Outcome.rejected(
                BusErrors.invalid("Policy", "There is no condition key " + unknown + "."));
          }
          return whole != null ? set(bus, tx, whole) : add(bus, tx, statement, input);
        });
  }

  /// The first key of a document that does not exist; null without one, or where it is none. What
  /// a bus has is not asked, as older releases let such keys in.
  private static @Nullable String unknownKey(String document) {
    return new PolicyParser(BusLimits.POLICY).parse(document)
            instanceof ParsedPolicy.Accepted(Policy policy)
        ? ConditionKeys.unknown(policy)
        : null;
  }

  private static Outcome<Unit> add(
      Bus bus, Transaction<Buses> tx, String statement, PutPermissionRequest input) {
    List<String> statements = new ArrayList<>(statements(bus, input.statementId()));
    statements.add(statement);
    return set(bus, tx, document(statements));
  }

  private static String document(List<String> statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  /// The statements of a bus as JSON, but for the one of an id.
  private static List<String> statements(Bus bus, @Nullable String without) {
    Policy policy = bus.policy();
    if (policy == null) {
      return List.of();
    }
    List<String> statements = new ArrayList<>();
    for (Statement each : policy.statements()) {
      if (without == null || !without.equals(each.sid())) {
        Policy alone = new Policy(policy.version(), null, List.of(each));
        String json = PolicyWriter.write(alone);
        String found = JsonPath.parse("$.Statement[0]").orElseThrow().find(json);
        statements.add(found == null ? json : found);
      }
    }
    return statements;
  }

  private static String statement(Bus bus, PutPermissionRequest input) {
    String principal = String.valueOf(input.principal());
    String who =
        principal.equals("*")
            ? "\"*\""
            : "{\"AWS\":" + JsonText.quoted("arn:aws:iam::" + principal + ":root") + '}';
    Condition condition = input.condition();
    String when =
        condition == null
            ? ""
            : ",\"Condition\":{"
                + JsonText.quoted(condition.type())
                + ":{"
                + JsonText.quoted(condition.key())
                + ':'
                + JsonText.quoted(condition.value())
                + "}}";
    return "{\"Sid\":"
        + JsonText.quoted(String.valueOf(input.statementId()))
        + ",\"Effect\":\"Allow\",\"Principal\":"
        + who
        + ",\"Action\":"
        + JsonText.quoted(String.valueOf(input.action()))
        + ",\"Resource\":"
        + JsonText.quoted(bus.arn())
        + when
        + '}';
  }

  private static Outcome<Unit> set(Bus bus, Transaction<Buses> tx, String document) {
    if (document.length() > BusLimits.POLICY.documentBytesMax()) {
      return Outcome.rejected(
          EventsErrors.policyLengthExceededException(
              "The policy is longer than " + BusLimits.POLICY.documentBytesMax() + " characters."));
    }
    return switch (new PolicyParser(BusLimits.POLICY).parse(document)) {
      case ParsedPolicy.Refused(_, String reason) ->
          Outcome.rejected(BusErrors.invalid("Policy", reason));
      case ParsedPolicy.Accepted _ -> {
        bus.change(tx, bus.record().shape().toBuilder().policy(document).build());
        yield Outcome.accepted(Unit.INSTANCE);
      }
    };
  }

  public CompletionStage<Outcome<Unit>> remove(Call call, RemovePermissionRequest input) {
    BusAddress address = BusAccess.address(call, input.eventBusName());
    boolean all = Boolean.TRUE.equals(input.removeAllPermissions());
    String label = input.statementId();
    if (!all && label == null) {
      return BusAccess.done(
          Outcome.rejected(BusErrors.invalid("Parameter(s) StatementId must be specified.")));
    }
    return access.run(
        call,
        address,
        "RemovePermission",
        address.arn(),
        (bus, tx) -> {
          if (all || label == null) {
            bus.change(tx, bus.record().shape().toBuilder().policy(null).build());
            return Outcome.accepted(Unit.INSTANCE);
          }
          if (bus.policy() == null) {
            return Outcome.rejected(
                EventsErrors.resourceNotFoundException("EventBus does not have a policy."));
          }
          return removed(bus, tx, label);
        });
  }

  private static Outcome<Unit> removed(Bus bus, Transaction<Buses> tx, String label) {
    return switch (new PolicyEdit(BusLimits.POLICY).remove(bus.policy(), label)) {
      case PolicyEdit.Edited.Emptied _ -> {
        bus.change(tx, bus.record().shape().toBuilder().policy(null).build());
        yield Outcome.accepted(Unit.INSTANCE);
      }
      case PolicyEdit.Edited.Changed _ -> set(bus, tx, document(statements(bus, label)));
      case PolicyEdit.Edited.LabelUnknown _ ->
          Outcome.rejected(
              EventsErrors.resourceNotFoundException(
                  "Statement with the provided id does not exist."));
      case PolicyEdit.Edited.LabelTaken _ ->
          Outcome.rejected(BusErrors.invalid("StatementId", "It is taken."));
      case PolicyEdit.Edited.Refused(_, String reason) ->
          Outcome.rejected(BusErrors.invalid("Policy", reason));
    };
  }
}
