package dev.junction.schedule.domain;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;

/// Where a schedule lives: its group and its name there.
///
/// @param group the group
/// @param name the schedule's name
public record ScheduleAddress(GroupAddress group, String name) {

  /// The address that a key names.
  public static ScheduleAddress ofKey(String key) {
    String[] parts = key.split("\0", -1);
    return new ScheduleAddress(
        new GroupAddress(new AccountId(parts[0]), new Region(parts[1]), parts[2]), parts[3]);
  }

  public String arn() {
    return Arn.of(
            "scheduler", group.region(), group.account(), "schedule/" + group.name() + '/' + name)
        .toString();
  }

  /// Account, region, group and name with zero bytes between: the order of lists.
  public String key() {
    return group.key() + name;
  }

  /// What decides about its partition.
  public String placeName() {
    return group.name() + '/' + name;
  }
}
