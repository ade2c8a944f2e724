package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.Condition;
import dev.junction.identity.policy.condition.ConditionOperator;
import dev.junction.identity.policy.condition.MalformedPolicy;
import dev.junction.identity.policy.condition.Operand;
import dev.junction.identity.policy.condition.PolicyFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the elements of one statement, in whatever order they come.
///
/// Texts are kept as they are until all of the document has been read, because the version, which
/// says whether they hold variables, may come last.
final class StatementReader {

  private final JsonCursor cursor;
  private final List<WrittenCondition> conditions = new ArrayList<>();

  private @Nullable String sid;
  private Statement.@Nullable Effect effect;
  private @Nullable Principals principals;
  private @Nullable Actions actions;
  private boolean resourcesExcluded;
  private @Nullable List<String> resources;

  private record WrittenCondition(ConditionOperator operator, String key, List<String> values) {}

  StatementReader(JsonCursor cursor) {
    this.cursor = cursor;
  }

  void read() {
    cursor.object("A statement", this::element);
  }

  private void element(String name) {
    switch (name) {
      case "Sid" -> sid = cursor.string("Sid");
      case "Effect" -> effect = effect(cursor.string("Effect"));
      case "Principal", "NotPrincipal" -> {
        refuseSecond(principals, "Principal", "NotPrincipal");
        principals = new Principals(name.startsWith("Not"), principals(name));
      }
      case "Action", "NotAction" -> {
        refuseSecond(actions, "Action", "NotAction");
        actions = Actions.parse(name.startsWith("Not"), cursor.strings(name));
      }
      case "Resource", "NotResource" -> {
        refuseSecond(resources, "Resource", "NotResource");
        resources = cursor.strings(name);
        resourcesExcluded = name.startsWith("Not");
      }
      case "Condition" -> cursor.object("Condition", this::conditions);
      default ->
          throw new MalformedPolicy(
              PolicyFault.ELEMENT, "A statement has no element " + MalformedPolicy.quoted(name));
    }
  }

  private static Statement.Effect effect(String written) {
    for (Statement.Effect effect : Statement.Effect.values()) {
      if (effect.written().equals(written)) {
        return effect;
      }
    }
    throw MalformedPolicy.value("Effect is Allow or Deny, not " + MalformedPolicy.quoted(written));
  }

  private List<PrincipalName> principals(String element) {
    if (cursor.isString()) {
      if (!cursor.string(element).equals("*")) {
        throw MalformedPolicy.value(element + " is * or an object");
      }
      return List.of(new PrincipalName.Everyone());
    }
    List<PrincipalName> names = new ArrayList<>();
    cursor.object(
        element,
        key -> {
          PrincipalName.Kind kind =
              PrincipalName.Kind.parse(key)
                  .orElseThrow(
                      () ->
                          new MalformedPolicy(
                              PolicyFault.ELEMENT,
                              element + " has no element " + MalformedPolicy.quoted(key)));
          cursor.strings(key).forEach(name -> names.add(PrincipalName.parse(kind, name)));
        });
    if (names.isEmpty()) {
      throw new MalformedPolicy(PolicyFault.ELEMENT, element + " is empty");
    }
    return names;
  }

  private void conditions(String operatorName) {
    ConditionOperator operator =
        ConditionOperator.parse(operatorName)
            .orElseThrow(
                () ->
                    new MalformedPolicy(
                        PolicyFault.ELEMENT,
                        "There is no condition operator " + MalformedPolicy.quoted(operatorName)));
    cursor.object(
        operatorName,
        key -> {
          if (key.indexOf(':') < 1) {
            throw MalformedPolicy.value(
                "A condition key has a prefix and a colon: " + MalformedPolicy.quoted(key));
          }
          List<String> values = cursor.scalars(MalformedPolicy.quoted(key));
          conditions.add(new WrittenCondition(operator, key, values));
        });
  }

  private static void refuseSecond(@Nullable Object first, String name, String notName) {
    if (first != null) {
      throw new MalformedPolicy(
          PolicyFault.ELEMENT, "A statement has either " + name + " or " + notName);
    }
  }

  int principalCount() {
    return principals == null ? 0 : principals.names().size();
  }

  int conditionCount() {
    return conditions.size();
  }

  int actionCount() {
    return actions == null ? 0 : actions.patterns().size();
  }

  /// The statement, once the version of the document is known.
  Statement build(boolean variables) {
    Statement.Effect statedEffect = required(effect, "Effect");
    Principals statedPrincipals = required(principals, "Principal");
    if (statedPrincipals.excluded() && statedEffect == Statement.Effect.ALLOW) {
      throw MalformedPolicy.value("NotPrincipal may stand only in statements that deny");
    }
    Actions statedActions = required(actions, "Action");
    Resources statedResources =
        Resources.parse(resourcesExcluded, required(resources, "Resource"), variables);
    List<Condition> built = new ArrayList<>(conditions.size());
    for (WrittenCondition each : conditions) {
      List<Operand> operands = new ArrayList<>(each.values.size());
      for (String value : each.values) {
        operands.add(each.operator.operand(value, variables));
      }
      built.add(new Condition(each.operator, each.key, operands));
    }
    return new Statement(
        sid, statedEffect, statedPrincipals, statedActions, statedResources, built);
  }

  private static <T> T required(@Nullable T element, String name) {
    if (element == null) {
      throw new MalformedPolicy(PolicyFault.ELEMENT, "A statement lacks " + name);
    }
    return element;
  }
}
