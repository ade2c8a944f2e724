package dev.junction.identity;

import dev.junction.identity.credential.AccessKey;
import dev.junction.identity.credential.Principal;
import dev.junction.identity.session.SessionKeys;
import dev.junction.identity.session.Sessions;
import dev.junction.identity.signature.SignatureVerifier;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Secret;
import java.time.Instant;
import java.util.Random;

/// One account with one user and one access key at a held clock, and both doors to it.
public final class Identities {

  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  public static final AccountId ACCOUNT = new AccountId("111122223333");
  public static final String SECRET_TEXT = "the-secret-of-the-test";
  public static final AccessKey ALICE =
      new AccessKey(
          "AKIDEXAMPLE00000", new Secret(SECRET_TEXT), Principal.user(ACCOUNT, "team/alice"));

  public final MovableClock clock = MovableClock.heldAt(NOW);
  public final Sessions sessions = sessions(clock);
  public final Authenticator strict =
      new StrictAuthenticator(
          id -> id.equals(ALICE.id()) ? ALICE : null, sessions, new SignatureVerifier(clock));
  public final Authenticator open = new OpenAuthenticator(sessions);

  private static Sessions sessions(Clock clock) {
    Random random = new Random(42);
    return new Sessions(SessionKeys.inMemory(random, clock), random, clock);
  }
}
