package dev.junction.schedule.domain;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// What an input says of its invocation in place of keywords.
///
/// Source: EventBridge Scheduler User Guide, "Adding context attributes".
///
/// @param scheduleArn the schedule
/// @param scheduledTime the planned time
/// @param executionId the id of the invocation
/// @param attempt which attempt it is, the first being 1
public record Keywords(String scheduleArn, Instant scheduledTime, String executionId, int attempt) {

  private static final String PREFIX = "<aws.scheduler.";

  /// A time as the keyword and the notes of dead letters have it.
  public static String text(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
  }

  /// The text with these values in it.
  public String fill(String text) {
    return text.contains(PREFIX)
        ? text.replace(PREFIX + "schedule-arn>", scheduleArn)
            .replace(PREFIX + "scheduled-time>", text(scheduledTime))
            .replace(PREFIX + "execution-id>", executionId)
            .replace(PREFIX + "attempt-number>", String.valueOf(attempt))
        : text;
  }
}
