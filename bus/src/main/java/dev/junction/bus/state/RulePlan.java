package dev.junction.bus.state;

import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.Event;
import dev.junction.engine.Transaction;
import dev.junction.expression.time.ScheduleExpression;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When rules with schedules send their events: at each planned time once, in UTC, also when the
/// clock is moved over several. Those that passed while the process was down, or more than a day
/// ago, make one event, at the planned time of the first, as soon as it is up.
///
/// Source: EventBridge User Guide, "Creating an Amazon EventBridge rule that runs on a schedule".
final class RulePlan {

  /// How far back each planned time makes an event: a clock may be moved by years.
  private static final Duration PAST_MAX = Duration.ofHours(24);

  private static final String PLAN = "plan";
  private static final String SINCE = "planned-since";

  /// When the timer that is set comes, in ms.
  private static final String DUE = "planned-for";

  private RulePlan() {}

  /// Begins a plan that replaces the one before.
  static void begin(Transaction<Buses> tx, Bus bus, Rule rule) {
    Stored<?> before = rule.record();
    if (rule.record().shape().scheduleExpression() == null && before.number(PLAN) == 0) {
      return;
    }
    cancel(tx, bus, rule);
    long plan = before.number(PLAN) + 1;
    long since = tx.now().toEpochMilli();
    bus.update(
        tx,
        rule,
        rule.record()
            .note(PLAN, String.valueOf(plan))
            .note(SINCE, String.valueOf(since))
            .note(DUE, null));
    arm(tx, bus, rule, tx.now());
  }

  /// Takes the timer of a rule back, if one is set.
  static void cancel(Transaction<Buses> tx, Bus bus, Rule rule) {
    long due = rule.record().number(DUE);
    if (due != 0) {
      RuleTimer timer = timer(bus, rule, Instant.ofEpochMilli(due));
      tx.cancelTimer(timer.due(), timer.id());
    }
  }

  private static RuleTimer timer(Bus bus, Rule rule, Instant due) {
    return new RuleTimer(
        bus.address(), rule.name(), rule.record().id(), rule.record().number(PLAN), due);
  }

  private static void arm(Transaction<Buses> tx, Bus bus, Rule rule, Instant after) {
    ScheduleExpression schedule = schedule(rule);
    if (schedule == null || !rule.isEnabled()) {
      return;
    }
    Instant since = Instant.ofEpochMilli(rule.record().number(SINCE));
    Optional<Instant> next = schedule.next(after, since, ZoneOffset.UTC);
    if (next.isPresent()) {
      Instant due = next.get();
      RuleTimer timer = timer(bus, rule, due);
      bus.update(tx, rule, rule.record().note(DUE, String.valueOf(due.toEpochMilli())));
      tx.setTimer(due, timer.id(), timer.encode());
    }
  }

  private static @Nullable ScheduleExpression schedule(Rule rule) {
    String text = rule.record().shape().scheduleExpression();
    return text == null
        ? null
        : ScheduleExpression.parse(text, ScheduleExpression.Dialect.RULE).orElse(null);
  }

  /// A planned time has come.
  static void fire(Buses buses, Transaction<Buses> tx, RuleTimer timer) {
    Bus bus = buses.find(timer.bus());
    Rule rule = bus == null ? null : bus.rule(timer.rule());
    if (bus == null
        || rule == null
        || rule.record().id() != timer.ruleId()
        || rule.record().number(PLAN) != timer.plan()) {
      return;
    }
    bus.fire(tx, rule, event(buses, tx, rule, timer));
    Instant opened = earlier(buses.opened(), tx.now());
    Instant past = later(opened, tx.now().minus(PAST_MAX));
    arm(tx, bus, rule, later(past, timer.due()));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Event event(Buses buses, Transaction<Buses> tx, Rule rule, RuleTimer timer) {
    BusAddress address = timer.bus();
    Event event =
        Event.of(
            new Event.Parts(
                buses.newId().toString(),
                "Scheduled Event",
                "aws.events",
                address.account().value(),
                timer.due(),
                address.region().name(),
                List.of(rule.arn()),
                "{}",
                null),
            tx.now());
    if (event == null) {
      throw new IllegalStateException("A scheduled event has a detail");
    }
    return event;
  }
}
