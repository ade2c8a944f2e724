package dev.junction.expression.time;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// A plan of times: at a steady rate, once, or by the calendar.
///
/// Threads: immutable. Source: EventBridge Scheduler User Guide, "Schedule types"; EventBridge User
/// Guide, "Using cron and rate expressions to schedule rules".
public sealed interface ScheduleExpression permits Rate, At, Cron {

  /// Whose expressions are read.
  enum Dialect {
    /// EventBridge Scheduler: all three kinds, units of a rate in singular or plural.
    SCHEDULE,
    /// Scheduled rules of an event bus: no single times, and the unit of a rate has to fit its
    /// number.
    RULE
  }

  /// Reads an expression; empty when the text is none of the dialect.
  static Optional<ScheduleExpression> parse(String text, Dialect dialect) {
    if (text.startsWith("cron(")) {
      return CronReader.read(text).map(cron -> cron);
    }
    if (text.startsWith("rate(")) {
      return Rate.read(text, dialect).map(rate -> rate);
    }
    return dialect == Dialect.SCHEDULE ? At.read(text).map(at -> at) : Optional.empty();
  }

  /// The first planned time after the given one; empty when there is none any more.
  ///
  /// @param start what a rate counts from; its first time is the start itself. The others ignore it
  /// @param zone where the calendar of `at` and `cron` is read. A time that a change to daylight
  ///     saving leaves out is no time of a `cron`, and for `at` it is as much later as was left
  ///     out; a time that comes twice counts once, when it comes first
  Optional<Instant> next(Instant after, Instant start, ZoneId zone);
}
