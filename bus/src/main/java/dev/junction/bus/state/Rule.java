package dev.junction.bus.state;

import dev.junction.bus.domain.EventPatterns;
import dev.junction.expression.pattern.Pattern;
import dev.junction.models.events.DescribeRuleResponse;
import dev.junction.models.events.RuleState;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One rule of a bus with its targets. Threads: the partition's.
public final class Rule {

  private final String arn;
  private final TreeMap<String, RuleTarget> targets = new TreeMap<>();
  private Stored<DescribeRuleResponse> record;

  Rule(String arn, Stored<DescribeRuleResponse> record) {
    this.arn = arn;
    this.record = record;
  }

  public String arn() {
    return arn;
  }

  public String name() {
    return String.valueOf(record.shape().name());
  }

  public Stored<DescribeRuleResponse> record() {
    return record;
  }

  void set(Stored<DescribeRuleResponse> changed) {
    record = changed;
  }

  public boolean isEnabled() {
    return !RuleState.DISABLED.equals(record.shape().state());
  }

  public boolean isManaged() {
    return record.shape().managedBy() != null;
  }

  /// Its targets in the order of their ids.
  public Collection<RuleTarget> targets() {
    return Collections.unmodifiableCollection(targets.values());
  }

  public @Nullable RuleTarget target(String id) {
    return targets.get(id);
  }

  void put(RuleTarget target) {
    targets.put(target.shape().id(), target);
  }

  void remove(String targetId) {
    targets.remove(targetId);
  }

  /// What events must look like; null when none is meant to match.
  @Nullable Pattern pattern() {
    String text = record.shape().eventPattern();
    return text == null || !isEnabled() || ArchiveRules.isOne(this)
        ? null
        : EventPatterns.stored(text);
  }
}
