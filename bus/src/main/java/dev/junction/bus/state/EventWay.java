package dev.junction.bus.state;

import dev.junction.bus.domain.Event;
import dev.junction.delivery.trace.Hop;
import dev.junction.delivery.trace.HopRing;
import dev.junction.delivery.trace.TraceLog;
import dev.junction.engine.Transaction;
import dev.junction.kernel.TraceContext;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is noted of the way of events over one bus. Threads: the partition's.
final class EventWay {

  /// How many of the rules that an event matched are noted one by one.
  private static final int RULES_MAX = 20;

  private final TraceLog traces;
  private final String busArn;

  EventWay(TraceLog traces, String busArn) {
    this.traces = traces;
    this.busArn = busArn;
  }

  /// Notes that an event has come and which rules it matched. One that matches none and has no
  /// trace from outside leaves nothing.
  void accepted(Transaction<Buses> tx, Event event, Set<Rule> matched) {
    HopRing ring = matched.isEmpty() && event.trace() == null ? null : traces.in(tx);
    if (ring == null) {
      return;
    }
    UUID name = event.name();
    long now = tx.now().toEpochMilli();
    add(ring, event.trace(), name, now, Hop.Kind.ACCEPTED, busArn, null);
    if (matched.isEmpty()) {
      add(ring, event.trace(), name, now, Hop.Kind.FILTERED, busArn, "matches no rule");
    }
    int left = RULES_MAX;
    for (Rule rule : matched) {
      if (left-- == 0) {
        String more = (matched.size() - RULES_MAX) + " more rules";
        add(ring, event.trace(), name, now, Hop.Kind.MATCHED, busArn, more);
        return;
      }
      add(ring, event.trace(), name, now, Hop.Kind.MATCHED, rule.arn(), null);
    }
  }

  /// Notes that a rule with a schedule sends an event.
  void fired(Transaction<Buses> tx, Event event, Rule rule) {
    HopRing ring = traces.in(tx);
    if (ring != null) {
      long now = tx.now().toEpochMilli();
      add(ring, event.trace(), event.name(), now, Hop.Kind.FIRED, rule.arn(), null);
    }
  }

  private static void add(
      HopRing ring,
      @Nullable TraceContext given,
      UUID name,
      long nowMillis,
      Hop.Kind kind,
      String where,
      @Nullable String detail) {
    UUID trace = given == null ? name : given.id();
    ring.add(trace, given == null ? 0 : given.depth(), name, kind, nowMillis, 0, where, detail);
  }
}
