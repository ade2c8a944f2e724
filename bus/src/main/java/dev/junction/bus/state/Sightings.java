package dev.junction.bus.state;

import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.Event;
import dev.junction.expression.pattern.EventShape;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What the discoverers of one bus have been shown of late: an event that looks like one of them is
/// not sent again, and events that all look different are sent so many a second.
///
/// Nothing of it is durable; after a restart each shape is shown once more. Threads: the
/// partition's.
final class Sightings {

  /// The values that tell types of events and their accounts apart, not only their kinds.
  private static final List<String> TELLING = List.of("source", "detail-type", "account");

  private static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(BusLimits.SHOWN_SECONDS);

  /// When each shape was shown, by target and fingerprint, the oldest first.
  private final Map<Long, Long> shownAtNanos = new LinkedHashMap<>();

  private double allowance = BusLimits.SHOWN_AT_ONCE;
  private long countedNanos;

  /// Everything counts as new again, as when a rule or a target has changed.
  void forget() {
    shownAtNanos.clear();
  }

  /// Whether a discoverer has to be shown an event. One that there is no room for now is left out
  /// and stays new.
  boolean isNew(long nanos, Event event, RuleTarget target) {
    long key = EventShape.fingerprint(event.tree(), TELLING) * 31 + target.shape().arn().hashCode();
    Long shown = shownAtNanos.get(key);
    if ((shown != null && nanos - shown < MEMORY_NANOS) || !isAllowed(nanos, event)) {
      return false;
    }
    // What is shown again becomes the youngest.
    shownAtNanos.remove(key);
    shownAtNanos.put(key, nanos);
    if (shownAtNanos.size() > BusLimits.SHOWN_MAX) {
      Iterator<Long> oldest = shownAtNanos.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }

  private boolean isAllowed(long nanos, Event event) {
    double seconds = (nanos - countedNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    double grown = allowance + Math.max(0, seconds) * BusLimits.SHOWN_PER_SECOND;
    allowance = Math.min(BusLimits.SHOWN_AT_ONCE, grown);
    countedNanos = nanos;
    double cost = 1 + (double) event.json().length() / BusLimits.SHOWN_UNIT_BYTES;
    if (allowance < cost) {
      return false;
    }
    allowance -= cost;
    return true;
  }
}
