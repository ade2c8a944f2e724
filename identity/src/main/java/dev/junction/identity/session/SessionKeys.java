package dev.junction.identity.session;

import dev.junction.kernel.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The keys of session credentials: the newest seals, all of them open.
///
/// Durability: kept in the data folder in a file that only the owner may read, so that sessions
/// outlive a restart; the ephemeral form forgets them with the process. Deleting the file ends
/// every session. Threads: immutable.
public final class SessionKeys {

  /// The longest life of a session; a key that was replaced longer ago opens nothing that is still
  /// valid. Source: STS API Reference, `GetSessionToken`, `DurationSeconds`.
  private static final Duration KEPT_AFTER_ROTATION = Duration.ofHours(36);

  private final List<SessionKey> newestFirst;
  private final List<TokenSeal> seals;

  private SessionKeys(List<SessionKey> newestFirst) {
    this.newestFirst = List.copyOf(newestFirst);
    this.seals = newestFirst.stream().map(TokenSeal::new).toList();
  }

  /// A fresh key that is kept nowhere.
  public static SessionKeys inMemory(RandomGenerator random, Clock clock) {
    return new SessionKeys(List.of(SessionKey.random(random, clock.now())));
  }

  /// The keys of a data folder; the first start makes one.
  ///
  /// @throws IOException when the file cannot be read or written, or is damaged: a new key would
  ///     silently end every session
  public static SessionKeys loadOrCreate(Path directory, RandomGenerator random, Clock clock)
      throws IOException {
    SessionKeysFile file = new SessionKeysFile(directory);
    List<SessionKey> found = file.read();
    if (!found.isEmpty()) {
      return new SessionKeys(found);
    }
    SessionKeys created = inMemory(random, clock);
    file.write(created.newestFirst);
    return created;
  }

  /// Puts a new key in front in a data folder and drops those that no running session can need.
  /// Takes effect where the keys are loaded again.
  public static SessionKeys rotate(Path directory, RandomGenerator random, Clock clock)
      throws IOException {
    SessionKeysFile file = new SessionKeysFile(directory);
    Instant now = clock.now();
    List<SessionKey> keys = new ArrayList<>();
    keys.add(SessionKey.random(random, now));
    Instant replacedAt = now;
    for (SessionKey key : file.read()) {
      if (replacedAt.plus(KEPT_AFTER_ROTATION).isAfter(now)) {
        keys.add(key);
      }
      replacedAt = key.createdAt();
    }
    file.write(keys);
    return new SessionKeys(keys);
  }

  /// What seals new tokens.
  TokenSeal newest() {
    return seals.getFirst();
  }

  /// What opens a decoded token; null when its key is not here.
  @Nullable TokenSeal sealOf(byte[] token) {
    for (TokenSeal seal : seals) {
      if (seal.isNamedIn(token)) {
        return seal;
      }
    }
    return null;
  }

  /// How many keys there are.
  public int size() {
    return newestFirst.size();
  }
}
