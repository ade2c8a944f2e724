package dev.junction.bus.state;

import dev.junction.engine.Transaction;
import dev.junction.models.events.DescribeRuleResponse;
import dev.junction.models.events.RuleState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules that show that archives keep events of a bus. Their archives look at the events
/// themselves: nothing is sent by these rules. Without its rule an archive keeps nothing more.
///
/// Source: EventBridge User Guide, "Archiving events": a managed rule for each archive; its name,
/// pattern and `ManagedBy` as moto has them after the real service.
public final class ArchiveRules {

  private static final String PREFIX = "Events-Archive-";
  private static final String MANAGED_BY = "prod.vhs.events.aws.internal";
  private static final String NO_REPLAYS = "\"replay-name\":[{\"exists\":false}]";

  private ArchiveRules() {}

  static boolean isOne(Rule rule) {
    return MANAGED_BY.equals(rule.record().shape().managedBy());
  }

  /// Makes the rule of an archive, or changes it; a rule of somebody else under its name stays.
  ///
  /// @param pattern that of the archive; null for all events
  public static void put(Transaction<Buses> tx, Bus bus, String archive, @Nullable String pattern) {
    String name = PREFIX + archive;
    Rule before = bus.rule(name);
    if (before != null && !isOne(before)) {
      return;
    }
    String account = bus.address().account().value();
    DescribeRuleResponse shape =
        DescribeRuleResponse.builder()
            .name(name)
            .arn(bus.address().ruleArn(name))
            .eventPattern(withoutReplays(pattern))
            .state(RuleState.ENABLED)
            .eventBusName(bus.address().name())
            .createdBy(account)
            .managedBy(MANAGED_BY)
            .build();
    if (before == null || !before.record().shape().equals(shape)) {
      bus.put(
          tx,
          before == null
              ? new Stored<>(0, shape, Map.of(), Map.of())
              : before.record().with(shape));
    }
  }

  private static String withoutReplays(@Nullable String pattern) {
    String members = pattern == null ? "" : pattern.strip();
    members = members.isEmpty() ? "" : members.substring(1, members.length() - 1).strip();
    return '{' + members + (members.isEmpty() ? "" : ",") + NO_REPLAYS + '}';
  }

  /// Removes the rule of an archive that goes.
  public static void remove(Transaction<Buses> tx, Bus bus, String archive) {
    Rule rule = bus.rule(PREFIX + archive);
    if (rule != null && isOne(rule)) {
      bus.remove(tx, rule);
    }
  }

  /// The archive of a rule.
  static String archiveOf(Rule rule) {
    return rule.name().substring(PREFIX.length());
  }
}
