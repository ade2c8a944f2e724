package dev.junction.pipe.domain;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;
import java.util.Optional;

/// Where a pipe lives.
///
/// @param account the owner
/// @param region the region
/// @param name the pipe's name
public record PipeAddress(AccountId account, Region region, String name) {

  private static final String PREFIX = "pipe/";

  /// The pipe that an ARN names; empty for any other ARN.
  public static Optional<PipeAddress> ofArn(String text) {
    return Arn.parse(text)
        .filter(arn -> arn.service().equals("pipes") && arn.resource().startsWith(PREFIX))
        .filter(arn -> AccountId.isValid(arn.account()) && Region.isValid(arn.region()))
        .map(
            arn ->
                new PipeAddress(
                    new AccountId(arn.account()),
                    new Region(arn.region()),
                    arn.resource().substring(PREFIX.length())));
  }

  /// The address that a key names.
  public static PipeAddress ofKey(String key) {
    String[] parts = key.split("\0", -1);
    return new PipeAddress(new AccountId(parts[0]), new Region(parts[1]), parts[2]);
  }

  public String arn() {
    return Arn.of("pipes", region, account, PREFIX + name).toString();
  }

  /// What the keys of an account's pipes in a region begin with.
  public static String prefix(AccountId account, Region region) {
    return account + "\0" + region + "\0";
  }

  /// Account, region and name with zero bytes between: the order of lists.
  public String key() {
    return prefix(account, region) + name;
  }
}
