package dev.junction.delivery;

import dev.junction.kernel.Arn;
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
    return Arn.parse(arn).map(parsed -> byService.get(parsed.service())).orElse(null);
  }
}
