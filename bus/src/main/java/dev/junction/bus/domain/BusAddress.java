package dev.junction.bus.domain;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;
import java.util.Optional;

/// Where a bus lives: its account, region and name.
///
/// @param account the owner
/// @param region the region
/// @param name the bus's name; `default` for the one that every account has
public record BusAddress(AccountId account, Region region, String name) {

  public static final String DEFAULT_NAME = "default";
  private static final String KIND = "event-bus/";

  /// The bus that an ARN of this service names; empty for any other ARN.
  public static Optional<BusAddress> ofArn(String text) {
    return Arn.parse(text)
        .filter(arn -> arn.service().equals("events"))
        .filter(arn -> AccountId.isValid(arn.account()) && Region.isValid(arn.region()))
        .filter(arn -> arn.resource().startsWith(KIND))
        .map(
            arn ->
                new BusAddress(
                    new AccountId(arn.account()),
                    new Region(arn.region()),
                    arn.resource().substring(KIND.length())));
  }

  public boolean isDefault() {
    return name.equals(DEFAULT_NAME);
  }

  /// What the bus is called where partitions are picked: the last part of its ARN.
  public String place() {
    return KIND + name;
  }

  public String arn() {
    return Arn.of("events", region, account, place()).toString();
  }

  /// The ARN of an archive of its account and Region.
  public String archiveArn(String archive) {
    return Arn.of("events", region, account, "archive/" + archive).toString();
  }

  /// The ARN of one of its rules.
  public String ruleArn(String rule) {
    String path = isDefault() ? rule : name + '/' + rule;
    return Arn.of("events", region, account, "rule/" + path).toString();
  }
}
