package dev.junction.schedule.domain;

import dev.junction.kernel.ServiceError;
import java.time.Duration;
import java.util.Set;

/// When a call that failed is tried again.
///
/// Ours: after a second, then after twice as long each time, up to eight minutes; 185 retries take
/// about a day then, which are the documented defaults.
public final class Retries {

  private static final long LONGEST_SECONDS = 480;
  private static final Set<String> THROTTLING =
      Set.of("Throttling", "ThrottlingException", "TooManyRequestsException", "RequestThrottled");

  private Retries() {}

  /// Whether the same call may succeed later.
  public static boolean isWorthwhile(ServiceError error) {
    boolean ours = error.httpStatus() >= 500 && error.httpStatus() != 501;
    return ours || error.httpStatus() == 429 || THROTTLING.contains(error.code());
  }

  /// Whether a code that comes without a status says that the service failed.
  public static boolean isServers(String code) {
    return code.startsWith("Internal") || code.startsWith("ServiceUnavailable");
  }

  /// How long to wait after so many failures.
  public static Duration delayAfter(int failures) {
    return Duration.ofSeconds(
        failures > 9 ? LONGEST_SECONDS : Math.min(LONGEST_SECONDS, 1L << (failures - 1)));
  }
}
