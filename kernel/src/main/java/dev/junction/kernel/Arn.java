package dev.junction.kernel;

import java.util.Optional;

/// The name of a resource across services: `arn:partition:service:region:account:resource`.
///
/// Shape: six parts split at the first five colons; region and account may be empty, the resource
/// may itself hold colons and slashes. Source: IAM User Guide, "Identify AWS resources with ARNs".
///
/// @param partition `aws` for everything this product names itself
/// @param service the service prefix, as in `sqs`
/// @param region the region's name, or empty
/// @param account the account id, or empty
/// @param resource everything after the fifth colon
public record Arn(
    String partition, String service, String region, String account, String resource) {

  /// The ARN of a resource of this process.
  public static Arn of(String service, Region region, AccountId account, String resource) {
    return new Arn("aws", service, region.name(), account.value(), resource);
  }

  /// Reads the text form; empty when the text is not an ARN.
  public static Optional<Arn> parse(String text) {
    String[] parts = text.split(":", 6);
    if (parts.length < 6
        || !parts[0].equals("arn")
        || parts[1].isEmpty()
        || parts[2].isEmpty()
        || parts[5].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]));
  }

  @Override
  public String toString() {
    return "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
  }
}
