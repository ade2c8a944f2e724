package dev.junction.schedule.domain;

import dev.junction.expression.time.At;
import dev.junction.expression.time.Rate;
import dev.junction.expression.time.ScheduleExpression;
import dev.junction.models.scheduler.CreateScheduleInput;
import dev.junction.models.scheduler.FlexibleTimeWindow;
import dev.junction.models.scheduler.FlexibleTimeWindowMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a schedule is planned to call its target.
///
/// Source: EventBridge Scheduler User Guide, "Schedule types": a rate counts from `StartDate`, or
/// from now without one; single times ignore `StartDate` and `EndDate`.
///
/// @param expression the times
/// @param zone where they are read
/// @param anchor what a rate counts from
/// @param start the first time that counts, or null
/// @param end the last time that counts, or null
/// @param window how much later than planned the target may be called
public record Plan(
    ScheduleExpression expression,
    ZoneId zone,
    Instant anchor,
    @Nullable Instant start,
    @Nullable Instant end,
    Duration window) {

  /// The plan of a schedule whose settings are valid.
  ///
  /// @param anchor what a rate without a start counts from
  public static Plan of(CreateScheduleInput settings, Instant anchor) {
    String text = settings.scheduleExpression();
    ScheduleExpression expression =
        ScheduleExpression.parse(text, ScheduleExpression.Dialect.SCHEDULE)
            .orElseThrow(() -> new IllegalStateException("A stored schedule of " + text));
    String zone = settings.scheduleExpressionTimezone();
    Instant start = settings.startDate();
    return new Plan(
        expression,
        zone == null ? ZoneOffset.UTC : Zones.find(zone).orElseThrow(),
        (start == null ? anchor : start).truncatedTo(ChronoUnit.SECONDS),
        start,
        settings.endDate(),
        window(settings.flexibleTimeWindow()));
  }

  private static Duration window(FlexibleTimeWindow window) {
    Integer minutes = window.maximumWindowInMinutes();
    return minutes != null && window.mode().equals(FlexibleTimeWindowMode.FLEXIBLE)
        ? Duration.ofMinutes(minutes)
        : Duration.ZERO;
  }

  /// The first planned time of a schedule that is made now.
  public Optional<Instant> first(Instant now) {
    boolean atOnce = expression instanceof Rate && start == null;
    return next(atOnce ? anchor.minusNanos(1) : now);
  }

  /// The first planned time after the given one.
  public Optional<Instant> next(Instant after) {
    if (expression instanceof At) {
      return expression.next(after, anchor, zone);
    }
    Instant from = start != null && after.isBefore(start) ? start.minusNanos(1) : after;
    return expression.next(from, anchor, zone).filter(time -> end == null || !time.isAfter(end));
  }
}
