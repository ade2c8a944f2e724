package dev.junction.schedule.state;

/// What is kept in memory of a schedule.
///
/// @param groupId the number of its group
/// @param isEnabled whether its times come
/// @param plannedMillis the next planned time; negative when there is none
/// @param dueMillis when its timer is due
record ScheduleEntry(long groupId, boolean isEnabled, long plannedMillis, long dueMillis) {

  static ScheduleEntry of(ScheduleRecord record) {
    return new ScheduleEntry(
        record.groupId(), record.isEnabled(), record.plannedMillis(), record.dueMillis());
  }

  boolean hasTimer() {
    return isEnabled && plannedMillis >= 0;
  }
}
