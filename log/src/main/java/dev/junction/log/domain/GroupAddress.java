package dev.junction.log.domain;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;
import java.util.Comparator;
import java.util.Optional;

/// Where a log group lives: its account, region and name. Orders by these.
///
/// @param account the owner
/// @param region the region
/// @param name the group's name
public record GroupAddress(AccountId account, Region region, String name)
    implements Comparable<GroupAddress> {

  private static final String KIND = "log-group:";
  private static final String EVERYTHING_IN_IT = ":*";
  private static final Comparator<GroupAddress> ORDER =
      Comparator.comparing((GroupAddress address) -> address.account.value())
          .thenComparing(address -> address.region.name())
          .thenComparing(GroupAddress::name);

  /// The group that an ARN names, with or without `:*` behind it; empty for any other ARN.
  public static Optional<GroupAddress> ofArn(String text) {
    return Arn.parse(text)
        .filter(arn -> arn.service().equals("logs"))
        .filter(arn -> AccountId.isValid(arn.account()) && Region.isValid(arn.region()))
        .map(
            arn ->
                new GroupAddress(
                    new AccountId(arn.account()),
                    new Region(arn.region()),
                    nameOf(placeOf(arn.resource()))))
        .filter(address -> !address.name.isEmpty() && address.name.indexOf(':') < 0);
  }

  /// What a group is called where partitions are picked, from the last part of its ARN.
  public static String placeOf(String resource) {
    return resource.endsWith(EVERYTHING_IN_IT)
        ? resource.substring(0, resource.length() - EVERYTHING_IN_IT.length())
        : resource;
  }

  private static String nameOf(String place) {
    return place.startsWith(KIND) ? place.substring(KIND.length()) : "";
  }

  /// What the group is called where partitions are picked.
  public String place() {
    return KIND + name;
  }

  /// The ARN without anything behind the name.
  public String arn() {
    return Arn.of("logs", region, account, KIND + name).toString();
  }

  /// The ARN of one of its streams, which policies see.
  public String streamArn(String stream) {
    return arn() + ":log-stream:" + stream;
  }

  @Override
  public int compareTo(GroupAddress other) {
    return ORDER.compare(this, other);
  }
}
