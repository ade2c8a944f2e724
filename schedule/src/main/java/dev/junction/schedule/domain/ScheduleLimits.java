package dev.junction.schedule.domain;

import java.time.Duration;

/// Every limit of schedules.
///
/// Source: EventBridge Scheduler User Guide, "Quotas"; API reference of the operations.
public final class ScheduleLimits {

  public static final int GROUPS_MAX = 500;
  public static final int TAGS_MAX = 50;
  public static final int PAGE_MAX = 100;

  /// How far in the past a schedule may start.
  public static final Duration START_AGO_MAX = Duration.ofMinutes(5);

  public static final int RETRIES_DEFAULT = 185;
  public static final int AGE_SECONDS_DEFAULT = 86_400;

  /// Ours: how many calls of operations a partition has under way at once.
  public static final int CALLS_AT_ONCE_MAX = 64;

  /// Ours: how many schedules of a deleted group go in one batch.
  public static final int DELETED_AT_ONCE_MAX = 1_000;

  private ScheduleLimits() {}
}
