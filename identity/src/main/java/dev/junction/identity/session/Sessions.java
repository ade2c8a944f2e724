package dev.junction.identity.session;

import dev.junction.identity.credential.Principal;
import dev.junction.kernel.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// Issues session credentials and recognises them again, without remembering any.
///
/// Durability: credentials stay valid across restarts as long as their key does. Threads: any
/// number. Errors: a token that is not ours is a value, never an exception.
public final class Sessions {

  /// The longest session token. Ours: the sealed claims of the longest names take less.
  public static final int TOKEN_LENGTH_MAX = 4_096;

  private static final String ACCESS_KEY_PREFIX = "ASIA";
  private static final int ACCESS_KEY_LETTERS = 16;
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final SessionKeys keys;
  private final RandomGenerator random;
  private final Clock clock;

  public Sessions(SessionKeys keys, RandomGenerator random, Clock clock) {
    this.keys = keys;
    this.random = random;
    this.clock = clock;
  }

  /// Credentials with which the principal can call for the given time.
  public SessionCredentials issue(Principal principal, Duration life) {
    Instant issuedAt = Instant.ofEpochSecond(clock.now().getEpochSecond());
    Instant expiresAt = issuedAt.plus(life);
    String accessKeyId = randomAccessKeyId();
    byte[] nonce = new byte[TokenSeal.NONCE_BYTES];
    random.nextBytes(nonce);
    TokenSeal seal = keys.newest();
    byte[] claims = ClaimsCodec.encode(new SessionClaims(principal, issuedAt, expiresAt));
    String token = seal.seal(accessKeyId, nonce, claims);
    return new SessionCredentials(accessKeyId, seal.secretOf(accessKeyId, token), token, expiresAt);
  }

  /// What stands behind an access key with its session token.
  public OpenedSession open(String accessKeyId, String token) {
    byte[] decoded = token.length() > TOKEN_LENGTH_MAX ? null : TokenSeal.decode(token);
    TokenSeal seal = decoded == null ? null : keys.sealOf(decoded);
    byte[] opened = decoded == null || seal == null ? null : seal.open(accessKeyId, decoded);
    if (seal == null || opened == null) {
      return new OpenedSession.Foreign();
    }
    SessionClaims claims = ClaimsCodec.decode(opened);
    return clock.now().isBefore(claims.expiresAt())
        ? new OpenedSession.Valid(claims, seal.secretOf(accessKeyId, token))
        : new OpenedSession.Expired();
  }

  private String randomAccessKeyId() {
    StringBuilder id = new StringBuilder(ACCESS_KEY_PREFIX);
    for (int i = 0; i < ACCESS_KEY_LETTERS; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
