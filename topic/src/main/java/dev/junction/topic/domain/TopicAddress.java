package dev.junction.topic.domain;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;
import java.util.Optional;

/// Where a topic lives: its account, region and name.
///
/// @param account the owner
/// @param region the region
/// @param name the topic's name, with the suffix `.fifo` for a FIFO topic
public record TopicAddress(AccountId account, Region region, String name) {

  private static final String FIFO_SUFFIX = ".fifo";

  /// The topic that an ARN of this service names; empty for any other ARN.
  public static Optional<TopicAddress> ofArn(String text) {
    return Arn.parse(text)
        .filter(arn -> arn.service().equals("sns"))
        .filter(arn -> AccountId.isValid(arn.account()) && Region.isValid(arn.region()))
        .filter(arn -> arn.resource().indexOf(':') < 0)
        .map(
            arn ->
                new TopicAddress(
                    new AccountId(arn.account()), new Region(arn.region()), arn.resource()));
  }

  /// Whether a name may be given to a topic: letters, digits, hyphens and underscores, 1 to 256.
  public static boolean isValidName(String name) {
    int end = isFifoName(name) ? name.length() - FIFO_SUFFIX.length() : name.length();
    if (end < 1 || name.length() > TopicLimits.NAME_CHARACTERS_MAX) {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (c < '0' || c > '9') && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  public static boolean isFifoName(String name) {
    return name.endsWith(FIFO_SUFFIX);
  }

  public boolean isFifo() {
    return isFifoName(name);
  }

  public String arn() {
    return Arn.of("sns", region, account, name).toString();
  }
}
