package dev.junction.server;

import dev.junction.schedule.ScheduleModule.Activity;

/// What schedules have done, as Prometheus text.
final class ScheduleMetrics {

  private ScheduleMetrics() {}

  static void write(MetricsText out, Activity schedules) {
    out.gauge("junction_schedules", "Schedules", schedules.schedules());
    out.gauge(
        "junction_schedule_calls_waiting",
        "Calls of operations that have not ended and are not waiting for a retry",
        schedules.calling());
    var traffic = schedules.traffic();
    out.counter(
        "junction_schedule_fired_total", "Planned times that were acted on", traffic.fired());
    out.counter(
        "junction_schedule_expired_total",
        "Planned times that came to light after their age",
        traffic.expired());
    out.counter(
        "junction_schedule_failed_total", "Attempts of calls that failed", traffic.failed());
    out.counter(
        "junction_schedule_retried_total",
        "Attempts of calls that failed and are followed by another one",
        traffic.retried());
    out.counter(
        "junction_schedule_dead_lettered_total",
        "Invocations that were given up and went to a dead-letter queue",
        traffic.deadLettered());
    out.counter(
        "junction_schedule_dropped_total",
        "Invocations that were given up without a dead-letter queue",
        traffic.dropped());
  }
}
