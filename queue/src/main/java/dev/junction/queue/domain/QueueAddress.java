package dev.junction.queue.domain;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;

/// Where a queue lives: its account, region and name.
///
/// @param account the owner
/// @param region the region
/// @param name the queue's name, with the suffix `.fifo` for a FIFO queue
public record QueueAddress(AccountId account, Region region, String name) {

  private static final String FIFO_SUFFIX = ".fifo";

  /// The queue that an ARN of this service names; empty for any other ARN.
  public static java.util.Optional<QueueAddress> ofArn(String text) {
    return Arn.parse(text)
        .filter(arn -> arn.service().equals("sqs"))
        .filter(arn -> AccountId.isValid(arn.account()) && Region.isValid(arn.region()))
        .map(
            arn ->
                new QueueAddress(
                    new AccountId(arn.account()), new Region(arn.region()), arn.resource()));
  }

  /// Whether a name may be given to a queue: letters, digits, hyphens and underscores, 1 to 80, the
  /// FIFO suffix counted.
  public static boolean isValidName(String name) {
    if (name.isEmpty() || name.length() > QueueLimits.NAME_CHARACTERS_MAX) {
      return false;
    }
    int end = name.endsWith(FIFO_SUFFIX) ? name.length() - FIFO_SUFFIX.length() : name.length();
    return end > 0 && IdentifierText.isPlain(name, end);
  }

  public static boolean isFifoName(String name) {
    return name.endsWith(FIFO_SUFFIX);
  }

  public boolean isFifo() {
    return isFifoName(name);
  }

  public Arn arn() {
    return Arn.of("sqs", region, account, name);
  }
}
