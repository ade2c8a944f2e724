package dev.junction.bus.access;

import dev.junction.bus.domain.Event;
import dev.junction.bus.domain.EventPatterns;
import dev.junction.bus.state.Rule;
import dev.junction.expression.pattern.Pattern;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.RequestContext;
import dev.junction.identity.policy.condition.Condition;
import dev.junction.identity.policy.condition.ContextValues;
import dev.junction.kernel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The condition keys of policies of buses that begin with `events:`, and what requests have for
/// them.
///
/// Source: EventBridge User Guide, "Using IAM policy conditions"; which action has which keys:
/// Service Authorization Reference, "Actions, resources, and condition keys for Amazon
/// EventBridge".
public final class ConditionKeys {

  private static final String SERVICE = "events:";
  private static final String CREATOR = "events:creatorAccount";
  private static final String MANAGED_BY = "events:ManagedBy";
  private static final String TARGET = "events:TargetArn";
  private static final String FROM_BUS = "events:eventBusInvocation";

  /// Those that are fields of an event, or of the pattern of a rule.
  private static final List<String> FIELDS =
      List.of(
          "source",
          "detail-type",
          "detail.userIdentity.principalId",
          "detail.service",
          "detail.eventTypeCode");

  /// The others, in lower case. `events:EventBusArn` is one of endpoints, which no policy of a bus
  /// decides on: no request has it here.
  private static final Set<String> NAMES =
      Set.of("creatoraccount", "managedby", "targetarn", "eventbusinvocation", "eventbusarn");

  private ConditionKeys() {}

  /// The first key of a policy that begins with `events:` and does not exist; null without one.
  public static @Nullable String unknown(Policy policy) {
    return policy.statements().stream()
        .flatMap(statement -> statement.conditions().stream())
        .map(Condition::key)
        .filter(key -> key.regionMatches(true, 0, SERVICE, 0, SERVICE.length()))
        .filter(key -> !isKnown(key.substring(SERVICE.length())))
        .findFirst()
        .orElse(null);
  }

  private static boolean isKnown(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower) || FIELDS.stream().anyMatch(field -> field.equalsIgnoreCase(name));
  }

  /// What a request has that puts an event.
  ///
  /// @param fromRule whether a rule of another account sends it
  public static RequestContext ofEvent(RequestContext context, Event event, boolean fromRule) {
    return context
        .with("events:source", event.tree().texts("source").toArray(new String[0]))
        .with("events:detail-type", event.tree().texts("detail-type").toArray(new String[0]))
        .with(FROM_BUS, Boolean.toString(fromRule));
  }

  /// What a request has that is about a rule, or about one that is not there.
  public static RequestContext ofRule(RequestContext context, @Nullable Rule rule) {
    if (rule == null) {
      return context;
    }
    String creator = rule.record().shape().createdBy();
    String manager = rule.record().shape().managedBy();
    return context
        .with(CREATOR, creator == null ? new String[0] : new String[] {creator})
        .with(MANAGED_BY, manager == null ? new String[0] : new String[] {manager});
  }

  /// What a request has that gives a rule targets.
  public static RequestContext ofTargets(
      RequestContext context, @Nullable Rule rule, List<String> targetArns) {
    return ofRule(context, rule).with(TARGET, targetArns.toArray(new String[0]));
  }

  /// What a request has that creates or changes a rule: for each way to satisfy its pattern, since
  /// all of them have to be allowed.
  ///
  /// @param creator the account of the caller, who creates a rule that is not there
  public static List<UnaryOperator<RequestContext>> ofNewRule(
      @Nullable Rule before, String creator, @Nullable String pattern) {
    UnaryOperator<RequestContext> always =
        context -> ofRule(context.with(CREATOR, creator), before);
    if (pattern == null
        || !(EventPatterns.read(pattern) instanceof Outcome.Accepted<Pattern>(Pattern read))) {
      return List.of(always);
    }
    List<List<List<String>>> fields =
        FIELDS.stream().map(field -> read.texts(field, ContextValues.UNKNOWN)).toList();
    List<UnaryOperator<RequestContext>> ways = new ArrayList<>();
    for (int i = 0; i < fields.getFirst().size(); i++) {
      int way = i;
      ways.add(
          context -> {
            RequestContext all = always.apply(context);
            for (int field = 0; field < FIELDS.size(); field++) {
              String[] texts = fields.get(field).get(way).toArray(new String[0]);
              all = all.with(SERVICE + FIELDS.get(field), texts);
            }
            return all;
          });
    }
    return ways;
  }
}
