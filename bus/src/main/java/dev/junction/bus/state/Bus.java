package dev.junction.bus.state;

import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.Event;
import dev.junction.bus.domain.TargetInput;
import dev.junction.delivery.Source;
import dev.junction.engine.Transaction;
import dev.junction.expression.pattern.Pattern;
import dev.junction.expression.pattern.PatternIndex;
import dev.junction.identity.policy.ParsedPolicy;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.PolicyParser;
import dev.junction.identity.policy.PolicyWriter;
import dev.junction.models.events.DescribeEventBusResponse;
import dev.junction.models.events.DescribeRuleResponse;
import dev.junction.models.events.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One bus on its partition: its rules, and what an event does there. Threads: the partition's.
public final class Bus {

  /// The attribute in which a bus that gets an event from another one finds the way that it took.
  public static final String PATH = "path";

  private final BusAddress address;
  private final Buses buses;
  private final Source source;
  private final TreeMap<String, Rule> rules = new TreeMap<>();
  private final PatternIndex<Rule> index = new PatternIndex<>();
  private final BusTraffic traffic = new BusTraffic();
  private final Sightings sightings = new Sightings();
  private final EventWay way;
  private Stored<DescribeEventBusResponse> record;
  private @Nullable Policy policy;
  private boolean policyAsksEvents;

  Bus(BusAddress address, Stored<DescribeEventBusResponse> record, Buses buses) {
    this.address = address;
    this.record = record;
    this.buses = buses;
    read(record.shape().policy());
    this.way = new EventWay(buses.deliveries().traces(), address.arn());
    this.source = new Source("events.amazonaws.com", address.arn(), address.account().value());
  }

  private void read(@Nullable String json) {
    policy = json == null ? null : parsed(json);
    policyAsksEvents =
        policy != null
            && Stream.of("events:source", "events:detail-type")
                .anyMatch(PolicyWriter.write(policy).toLowerCase(Locale.ROOT)::contains);
  }

  private static Policy parsed(String json) {
    return switch (new PolicyParser(BusLimits.POLICY).parse(json)) {
      case ParsedPolicy.Accepted(Policy read) -> read;
      case ParsedPolicy.Refused(_, String reason) ->
          throw new IllegalStateException("A stored policy cannot be read: " + reason);
    };
  }

  public BusAddress address() {
    return address;
  }

  public String arn() {
    return source.arn();
  }

  public Stored<DescribeEventBusResponse> record() {
    return record;
  }

  /// The policy that was set, or null.
  public @Nullable Policy policy() {
    return policy;
  }

  /// Whether what the policy says about putting events depends on the event.
  public boolean asksPolicyForEachEvent() {
    return policyAsksEvents;
  }

  public BusTraffic.Counts traffic() {
    return traffic.counts();
  }

  /// All rules in the order of their names.
  public Collection<Rule> rules() {
    return Collections.unmodifiableCollection(rules.values());
  }

  /// How many of the rules only show that there are archives.
  public int archiveRules() {
    return (int) rules.values().stream().filter(ArchiveRules::isOne).count();
  }

  public @Nullable Rule rule(String name) {
    return rules.get(name);
  }

  /// Changes what the API says about the bus.
  public void change(Transaction<Buses> tx, DescribeEventBusResponse shape) {
    DescribeEventBusResponse dated = shape.toBuilder().lastModifiedTime(tx.now()).build();
    save(tx, record.with(dated));
    read(dated.policy());
  }

  /// Replaces the tags.
  public void tag(Transaction<Buses> tx, Map<String, String> tags) {
    save(tx, record.withTags(tags));
  }

  private void save(Transaction<Buses> tx, Stored<DescribeEventBusResponse> changed) {
    tx.useReserve();
    keep(tx);
    record = new Stored<>(record.id(), changed.shape(), changed.tags(), changed.notes());
    tx.put(BusKeys.bus(address), record.encode());
  }

  /// Writes down a default bus that nobody has changed so far.
  private void keep(Transaction<Buses> tx) {
    if (record.id() == 0) {
      DescribeEventBusResponse born =
          record.shape().toBuilder().creationTime(tx.now()).lastModifiedTime(tx.now()).build();
      record = new Stored<>(buses.takeId(tx), born, record.tags(), record.notes());
      tx.put(BusKeys.bus(address), record.encode());
      buses.add(this);
    }
  }

  void restore(Rule rule) {
    rules.put(rule.name(), rule);
    match(rule);
  }

  private void match(Rule rule) {
    Pattern pattern = rule.pattern();
    if (pattern == null) {
      index.remove(rule);
    } else {
      index.put(rule, pattern);
    }
  }

  /// Adds a rule, or changes the one of its name. The number of a new one is given here.
  public Rule put(Transaction<Buses> tx, Stored<DescribeRuleResponse> wanted) {
    keep(tx);
    Stored<DescribeRuleResponse> numbered =
        wanted.id() == 0
            ? new Stored<>(buses.takeId(tx), wanted.shape(), wanted.tags(), wanted.notes())
            : wanted;
    String name = String.valueOf(numbered.shape().name());
    Rule rule = rules.get(name);
    if (rule == null) {
      rule = new Rule(address.ruleArn(name), numbered);
      rules.put(name, rule);
    } else {
      rule.set(numbered);
    }
    tx.put(BusKeys.rule(record.id(), name), numbered.encode());
    match(rule);
    sightings.forget();
    return rule;
  }

  /// Changes a rule without what it matches.
  public void update(Transaction<Buses> tx, Rule rule, Stored<DescribeRuleResponse> changed) {
    tx.useReserve();
    rule.set(changed);
    tx.put(BusKeys.rule(record.id(), rule.name()), changed.encode());
  }

  /// Removes a rule with its targets.
  public void remove(Transaction<Buses> tx, Rule rule) {
    tx.useReserve();
    RulePlan.cancel(tx, this, rule);
    rules.remove(rule.name());
    index.remove(rule);
    tx.delete(BusKeys.rule(record.id(), rule.name()));
    byte[][] range = BusKeys.targets(rule.record().id());
    tx.deleteRange(range[0], range[1]);
    if (ArchiveRules.isOne(rule)) {
      buses.archives().close(tx, address.archiveArn(ArchiveRules.archiveOf(rule)));
    }
  }

  /// A target of a rule, ready for events.
  public RuleTarget target(Rule rule, Target shape, TargetInput input) {
    return buses.target(rule.arn(), shape, input);
  }

  /// Plans the next time of a rule that has a schedule.
  public void plan(Transaction<Buses> tx, Rule rule) {
    RulePlan.begin(tx, this, rule);
  }

  /// Adds a target to a rule, or replaces the one of its id.
  public void put(Transaction<Buses> tx, Rule rule, RuleTarget target) {
    rule.put(target);
    sightings.forget();
    tx.put(
        BusKeys.target(rule.record().id(), target.shape().id()),
        Stored.of(0, target.shape()).encode());
  }

  /// Removes a target of a rule.
  public void remove(Transaction<Buses> tx, Rule rule, String targetId) {
    tx.useReserve();
    rule.remove(targetId);
    tx.delete(BusKeys.target(rule.record().id(), targetId));
  }

  /// Removes the bus with its rules.
  void erase(Transaction<Buses> tx) {
    tx.useReserve();
    for (Rule rule : rules.values()) {
      RulePlan.cancel(tx, this, rule);
      byte[][] targets = BusKeys.targets(rule.record().id());
      tx.deleteRange(targets[0], targets[1]);
    }
    byte[][] range = BusKeys.rules(record.id());
    tx.deleteRange(range[0], range[1]);
    tx.delete(BusKeys.bus(address));
  }

  /// Sends an event to the targets of every rule that it matches.
  public void accept(Transaction<Buses> tx, Event event) {
    buses.taps().tell(tx, address, event);
    if (buses.archives().keeps(arn())) {
      byte[] json = event.json().getBytes(StandardCharsets.UTF_8);
      buses.archives().append(tx, arn(), event.tree(), event.time().toEpochMilli(), json);
    }
    accept(tx, event, _ -> true);
  }

  /// Sends an event to the targets of those chosen rules that it matches.
  public void accept(Transaction<Buses> tx, Event event, Predicate<Rule> chosen) {
    Set<Rule> matched = new LinkedHashSet<>();
    index.matching(event.tree(), matched);
    way.accepted(tx, event, matched);
    List<Outgoing.Share> shares =
        matched.stream().filter(chosen).map(Outgoing.Share::whole).toList();
    int sent = shares.isEmpty() ? 0 : new Outgoing(buses, this, event).send(tx, shares);
    traffic.count(matched.size(), sent);
  }

  /// Sends an event to the targets of one rule, whatever its pattern.
  void fire(Transaction<Buses> tx, Rule rule, Event event) {
    way.fired(tx, event, rule);
    traffic.count(
        1, new Outgoing(buses, this, event).send(tx, List.of(Outgoing.Share.whole(rule))));
  }

  /// Sends an event to the targets that an earlier transaction has left. Rules that were removed
  /// since do not get it.
  void goOn(Transaction<Buses> tx, Leftover leftover) {
    List<Outgoing.Share> shares = new ArrayList<>();
    for (Leftover.Place place : leftover.places()) {
      Rule rule = rules.get(place.rule());
      if (rule != null && rule.record().id() == place.ruleId()) {
        shares.add(new Outgoing.Share(rule, place.fromTarget()));
      }
    }
    traffic.countMore(new Outgoing(buses, this, leftover.event()).send(tx, shares));
  }

  Source source() {
    return source;
  }

  /// What discoverers have been shown.
  Sightings sightings() {
    return sightings;
  }
}
