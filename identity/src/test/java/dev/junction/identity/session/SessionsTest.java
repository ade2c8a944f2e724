package dev.junction.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.identity.credential.Principal;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SessionsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
  private static final Principal BOB = Principal.user(new AccountId("222222222222"), "bob");

  private final MovableClock clock = MovableClock.heldAt(NOW.plusMillis(700));
  private final Random random = new Random(1);
  private final Sessions sessions =
      new Sessions(SessionKeys.inMemory(random, clock), random, clock);

  @Test
  void whatIsIssuedOpensWithTheSameSecret() {
    SessionCredentials issued = sessions.issue(BOB, Duration.ofMinutes(15));

    assertThat(issued.accessKeyId()).matches("ASIA[A-Z2-7]{16}");
    assertThat(issued.secret().reveal()).hasSize(40);
    assertThat(issued.expiresAt()).isEqualTo(NOW.plusSeconds(900));
    assertThat(sessions.open(issued.accessKeyId(), issued.sessionToken()))
        .isEqualTo(
            new OpenedSession.Valid(
                new SessionClaims(BOB, NOW, NOW.plusSeconds(900)), issued.secret()));
  }

  @Test
  void aSessionEndsInTheSecondThatItSays() {
    SessionCredentials issued = sessions.issue(BOB, Duration.ofMinutes(15));

    clock.advance(Duration.ofMinutes(15).minusMillis(701));
    assertThat(sessions.open(issued.accessKeyId(), issued.sessionToken()))
        .isInstanceOf(OpenedSession.Valid.class);
    clock.advance(Duration.ofMillis(1));
    assertThat(sessions.open(issued.accessKeyId(), issued.sessionToken()))
        .isEqualTo(new OpenedSession.Expired());
  }

  @Test
  void aTokenOpensWithItsOwnAccessKeyOnly() {
    SessionCredentials issued = sessions.issue(BOB, Duration.ofMinutes(15));
    SessionCredentials other = sessions.issue(BOB, Duration.ofMinutes(15));

    assertThat(sessions.open(other.accessKeyId(), issued.sessionToken()))
        .isEqualTo(new OpenedSession.Foreign());
  }

  @Test
  void noChangedTokenHasTheSameSecret() {
    SessionCredentials issued = sessions.issue(BOB, Duration.ofMinutes(15));
    String token = issued.sessionToken();
    for (int i = 0; i < token.length(); i++) {
      for (char replacement : "Aa0_-=/ ".toCharArray()) {
        if (replacement != token.charAt(i)) {
          String changed = token.substring(0, i) + replacement + token.substring(i + 1);
          OpenedSession opened = sessions.open(issued.accessKeyId(), changed);

          // The last letter of Base64 has spare bits; the secret covers them.
          if (opened instanceof OpenedSession.Valid(SessionClaims _, var secret)) {
            assertThat(secret).as(changed).isNotEqualTo(issued.secret());
          }
        }
      }
    }
  }

  @Test
  void tokensOfOtherKeysAndGarbageAreForeign() {
    Sessions elsewhere = new Sessions(SessionKeys.inMemory(random, clock), random, clock);
    SessionCredentials issued = elsewhere.issue(BOB, Duration.ofMinutes(15));

    assertThat(sessions.open(issued.accessKeyId(), issued.sessionToken()))
        .isEqualTo(new OpenedSession.Foreign());
    for (String token : new String[] {"", "a", "IQoJb3JpZ2luX2VjE==", "ü", "A".repeat(100_000)}) {
      assertThat(sessions.open(issued.accessKeyId(), token)).isEqualTo(new OpenedSession.Foreign());
    }
  }

  @Test
  void tokensOfTheLongestNamesFit() {
    String name = "path/".repeat(100) + "n".repeat(64);
    SessionCredentials issued =
        sessions.issue(Principal.user(new AccountId("222222222222"), name), Duration.ofMinutes(15));

    assertThat(issued.sessionToken().length()).isLessThan(Sessions.TOKEN_LENGTH_MAX);
    assertThat(sessions.open(issued.accessKeyId(), issued.sessionToken()))
        .isInstanceOf(OpenedSession.Valid.class);
  }
}
