package dev.junction.topic.domain;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;
import java.util.Optional;
import java.util.Set;

/// Where a platform application lives.
///
/// @param account the owner
/// @param region the region
/// @param platform the service that reaches its devices, as in `GCM`
/// @param name the application's name
public record ApplicationAddress(AccountId account, Region region, String platform, String name) {

  /// The services that reach devices.
  public static final Set<String> PLATFORMS =
      Set.of(
          "ADM",
          "APNS",
          "APNS_SANDBOX",
          "BAIDU",
          "FCM",
          "GCM",
          "MACOS",
          "MACOS_SANDBOX",
          "MPNS",
          "WNS");

  /// The application that an ARN `…:app/PLATFORM/NAME` names.
  public static Optional<ApplicationAddress> ofArn(String text) {
    return of(text, "app", 3);
  }

  /// The application of the endpoint that an ARN `…:endpoint/PLATFORM/NAME/ID` names.
  public static Optional<ApplicationAddress> ofEndpoint(String text) {
    return of(text, "endpoint", 4);
  }

  private static Optional<ApplicationAddress> of(String text, String kind, int parts) {
    Optional<Arn> parsed =
        Arn.parse(text)
            .filter(arn -> arn.service().equals("sns"))
            .filter(arn -> AccountId.isValid(arn.account()) && Region.isValid(arn.region()));
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    Arn arn = parsed.get();
    String[] path = arn.resource().split("/", -1);
    return path.length == parts && path[0].equals(kind)
        ? Optional.of(
            new ApplicationAddress(
                new AccountId(arn.account()), new Region(arn.region()), path[1], path[2]))
        : Optional.empty();
  }

  /// Its name where partitions are picked.
  public String place() {
    return platform + '/' + name;
  }

  public String arn() {
    return Arn.of("sns", region, account, "app/" + platform + '/' + name).toString();
  }

  /// The ARN of one of its endpoints.
  public String endpointArn(String id) {
    return Arn.of("sns", region, account, "endpoint/" + platform + '/' + name + '/' + id)
        .toString();
  }
}
