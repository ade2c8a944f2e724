package dev.junction.schedule.domain;

import java.time.Instant;

/// What a target gets from a schedule without an input.
///
/// Source: events of schedules without an input as people have posted them: an event of the source
/// `aws.scheduler` with an empty detail.
public final class ScheduledEvent {

  private ScheduledEvent() {}

  public static String of(ScheduleAddress schedule, Instant time, String id) {
    return "{\"version\":\"0\",\"id\":\""
        + id
        + "\",\"detail-type\":\"Scheduled Event\",\"source\":\"aws.scheduler\",\"account\":\""
        + schedule.group().account()
        + "\",\"time\":\""
        + Keywords.text(time)
        + "\",\"region\":\""
        + schedule.group().region()
        + "\",\"resources\":[\""
        + schedule.arn()
        + "\"],\"detail\":\"{}\"}";
  }
}
