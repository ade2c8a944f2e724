package dev.junction.delivery;

import dev.junction.kernel.Invariant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What can be delivered to: one entry per service that registered its resources, before the engine
/// opened. Threads: any, once the engine is open.
public final class Targets {

  private final Map<String, Target<?>> byService = new HashMap<>();

  /// Makes the resources of a service targets of every source.
  public void register(Target<?> target) {
    Target<?> other = byService.put(target.arnService(), target);
    Invariant.check(other == null, "Two targets for ARNs of %s", target.arnService());
  }

  /// Whether resources of this service can be delivered to.
  public boolean hasService(String arnService) {
    return byService.containsKey(arnService);
  }

  @Nullable Target<?> of(String arn) {
    // Once for every delivery, so the ARN is not taken apart.
    int partition = arn.indexOf(':') + 1;
    int service = arn.indexOf(':', partition) + 1;
    int end = arn.indexOf(':', service);
    return partition > 0 && service > 0 && end > 0
        ? byService.get(arn.substring(service, end))
        : null;
  }
}
