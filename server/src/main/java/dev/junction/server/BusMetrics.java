package dev.junction.server;

import dev.junction.bus.BusModule.Activity;
import java.util.List;
import java.util.function.ToLongFunction;

/// What event buses have done, as Prometheus text.
final class BusMetrics {

  private BusMetrics() {}

  static void write(MetricsText out, List<Activity> buses) {
    each(out, "junction_bus_events_total", "Events", buses, bus -> bus.traffic().events());
    each(
        out,
        "junction_bus_matched_total",
        "Rules that events matched",
        buses,
        bus -> bus.traffic().matched());
    each(
        out,
        "junction_bus_dispatched_total",
        "Deliveries to targets begun",
        buses,
        bus -> bus.traffic().sent());
  }

  private static void each(
      MetricsText out,
      String name,
      String help,
      List<Activity> buses,
      ToLongFunction<Activity> count) {
    out.head(name, "counter", help);
    for (Activity bus : buses) {
      out.bus(name, bus.account(), bus.region(), bus.name(), count.applyAsLong(bus));
    }
  }
}
