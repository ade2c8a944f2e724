package dev.junction.identity.signature;

import dev.junction.kernel.Secret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The signing keys of recent callers, kept ready because deriving one costs four HMACs.
///
/// Limits: two generations of a fixed number of keys; a full one becomes the old one and the one
/// before is forgotten. Only keys that verified a signature come in, so that nobody without a
/// secret can push others out. Threads: any number.
final class SigningKeys {

  private final int generationMax;
  private volatile Map<String, SigningKey> current = new ConcurrentHashMap<>();
  private volatile Map<String, SigningKey> previous = new ConcurrentHashMap<>();

  SigningKeys(int generationMax) {
    this.generationMax = generationMax;
  }

  /// The key for a scope when it is ready and comes from this secret.
  @Nullable SigningKey find(CredentialScope scope, Secret secret) {
    SigningKey found = current.get(scope.text());
    if (found == null) {
      found = previous.get(scope.text());
      if (found != null && found.comesFrom(secret)) {
        keep(scope, found);
      }
    }
    return found != null && found.comesFrom(secret) ? found : null;
  }

  void keep(CredentialScope scope, SigningKey key) {
    current.put(scope.text(), key);
    if (current.size() > generationMax) {
      startGeneration();
    }
  }

  int size() {
    return current.size() + previous.size();
  }

  private synchronized void startGeneration() {
    if (current.size() > generationMax) {
      previous = current;
      current = new ConcurrentHashMap<>();
    }
  }
}
