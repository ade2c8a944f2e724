package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.Condition;
import dev.junction.identity.policy.condition.ConditionOperator;
import dev.junction.identity.policy.condition.Operand;
import dev.junction.identity.policy.condition.PolicyText;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes policies as documents: no spaces, elements in the order of the grammar, a list of one as
/// its only value, conditions as strings.
public final class PolicyWriter {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private PolicyWriter(JsonGenerator json) {
    this.json = json;
  }

  /// The document of a policy.
  public static String write(Policy policy) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      new PolicyWriter(json).policy(policy);
    }
    return text.toString();
  }

  private void policy(Policy policy) {
    json.writeStartObject();
    if (policy.version() != null) {
      json.writeStringProperty("Version", policy.version().date());
    }
    if (policy.id() != null) {
      json.writeStringProperty("Id", policy.id());
    }
    json.writeName("Statement");
    json.writeStartArray();
    policy.statements().forEach(this::statement);
    json.writeEndArray();
    json.writeEndObject();
  }

  private void statement(Statement statement) {
    json.writeStartObject();
    if (statement.sid() != null) {
      json.writeStringProperty("Sid", statement.sid());
    }
    json.writeStringProperty("Effect", statement.effect().written());
    json.writeName(statement.principals().excluded() ? "NotPrincipal" : "Principal");
    principals(statement.principals().names());
    Actions actions = statement.actions();
    json.writeName(actions.excluded() ? "NotAction" : "Action");
    strings(actions.patterns().stream().map(Actions.ActionPattern::written).toList());
    Resources resources = statement.resources();
    json.writeName(resources.excluded() ? "NotResource" : "Resource");
    strings(resources.patterns().stream().map(PolicyText::written).toList());
    if (!statement.conditions().isEmpty()) {
      json.writeName("Condition");
      conditions(statement.conditions());
    }
    json.writeEndObject();
  }

  private void principals(List<PrincipalName> names) {
    if (names.size() == 1 && names.getFirst() instanceof PrincipalName.Everyone) {
      json.writeString("*");
      return;
    }
    json.writeStartObject();
    for (PrincipalName.Kind kind : PrincipalName.Kind.values()) {
      List<String> written =
          names.stream().filter(name -> name.kind() == kind).map(PrincipalName::written).toList();
      if (!written.isEmpty()) {
        json.writeName(kind.written());
        strings(written);
      }
    }
    json.writeEndObject();
  }

  private void conditions(List<Condition> conditions) {
    Map<ConditionOperator, List<Condition>> byOperator = new LinkedHashMap<>();
    for (Condition condition : conditions) {
      byOperator.computeIfAbsent(condition.operator(), _ -> new ArrayList<>()).add(condition);
    }
    json.writeStartObject();
    byOperator.forEach(
        (operator, members) -> {
          json.writeName(operator.written());
          json.writeStartObject();
          for (Condition member : members) {
            json.writeName(member.key());
            strings(member.values().stream().map(Operand::written).toList());
          }
          json.writeEndObject();
        });
    json.writeEndObject();
  }

  private void strings(List<String> values) {
    if (values.size() == 1) {
      json.writeString(values.getFirst());
      return;
    }
    json.writeStartArray();
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
