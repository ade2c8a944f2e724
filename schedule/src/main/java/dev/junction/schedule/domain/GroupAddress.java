package dev.junction.schedule.domain;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;
import java.util.Optional;

/// Where a group of schedules lives.
///
/// @param account the owner
/// @param region the region
/// @param name the group's name
public record GroupAddress(AccountId account, Region region, String name) {

  /// The group that is always there.
  public static final String DEFAULT = "default";

  private static final String PREFIX = "schedule-group/";

  /// The group that an ARN names; empty for any other ARN.
  public static Optional<GroupAddress> ofArn(String text) {
    return Arn.parse(text)
        .filter(arn -> arn.service().equals("scheduler") && arn.resource().startsWith(PREFIX))
        .filter(arn -> AccountId.isValid(arn.account()) && Region.isValid(arn.region()))
        .map(
            arn ->
                new GroupAddress(
                    new AccountId(arn.account()),
                    new Region(arn.region()),
                    arn.resource().substring(PREFIX.length())));
  }

  public boolean isDefault() {
    return name.equals(DEFAULT);
  }

  public String arn() {
    return Arn.of("scheduler", region, account, PREFIX + name).toString();
  }

  /// What its schedules' keys begin with.
  public String key() {
    return account + "\0" + region + "\0" + name + "\0";
  }
}
