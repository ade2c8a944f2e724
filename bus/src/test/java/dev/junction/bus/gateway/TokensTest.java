package dev.junction.bus.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.outbound.OutboundReply;
import dev.junction.delivery.outbound.OutboundRequest;
import dev.junction.delivery.outbound.OutboundResult;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.models.events.ConnectionOAuthHttpMethod;
import dev.junction.models.events.CreateConnectionOAuthClientRequestParameters;
import dev.junction.models.events.CreateConnectionOAuthRequestParameters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// How often connections ask for tokens. Source: ours, but for the first new one: EventBridge User
/// Guide, "Authorization methods for connections".
final class TokensTest {

  private static final String NONE = "none";
  private static final CreateConnectionOAuthRequestParameters PARAMETERS =
      CreateConnectionOAuthRequestParameters.builder()
          .authorizationEndpoint("https://a.example/token")
          .httpMethod(ConnectionOAuthHttpMethod.POST)
          .clientParameters(
              CreateConnectionOAuthClientRequestParameters.builder()
                  .clientID("id")
                  .clientSecret("secret")
                  .build())
          .build();

  private final MovableClock clock = MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z"));
  private final Tokens tokens = new Tokens(clock, this::answer);
  private int asked;

  private CompletableFuture<OutboundReply> answer(OutboundRequest request) {
    assertThat(request.url()).isEqualTo("https://a.example/token");
    byte[] body = ("{\"access_token\":\"t" + ++asked + "\"}").getBytes(StandardCharsets.UTF_8);
    return CompletableFuture.completedFuture(
        new OutboundReply(new OutboundResult.Answered(200), body));
  }

  private String token() {
    return token(1);
  }

  private String token(long version) {
    return tokens.of("connection", version, PARAMETERS).join()
            instanceof Outcome.Accepted<Tokens.Token>(Tokens.Token token)
        ? token.value().reveal()
        : NONE;
  }

  /// What a destination answers that takes no token; whether another one can be had at once.
  private boolean refuse(String token) {
    return tokens.refuse("connection", "Bearer " + token);
  }

  @Test
  void ofAConnectionOnlyTheTokenOfItsNewestVersionIsHeld() {
    assertThat(token(1)).isEqualTo("t1");
    assertThat(token(2)).isEqualTo("t2");
    assertThat(token(1)).as("for an attempt that began before the change").isEqualTo("t2");
    assertThat(token(2)).isEqualTo("t2");
    assertThat(tokens.size()).isEqualTo(1);
    tokens.forget("connection");
    assertThat(tokens.size()).isZero();
  }

  @Test
  void aTokenThatIsRefusedIsReplacedAtOnceAndTheNextOneLater() {
    assertThat(token()).isEqualTo("t1");
    assertThat(refuse("t1")).isTrue();
    assertThat(token()).isEqualTo("t2");
    assertThat(refuse("t2")).isFalse();
    assertThat(token()).isEqualTo("t2");
    clock.advance(Duration.ofSeconds(1));
    assertThat(token()).isEqualTo("t3");
    assertThat(refuse("t3")).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(token()).isEqualTo("t3");
    clock.advance(Duration.ofSeconds(1));
    assertThat(token()).isEqualTo("t4");
  }

  @Test
  void aTokenIsRefusedOnceHoweverManyRequestsCarriedIt() {
    refuse(token());
    assertThat(token()).isEqualTo("t2");
    // Of those that were sent before.
    assertThat(refuse("t1")).isTrue();
    assertThat(token()).isEqualTo("t2");
    for (int request = 0; request < 10; request++) {
      assertThat(refuse("t2")).isFalse();
    }
    clock.advance(Duration.ofSeconds(1));
    // The pause was that after one refusal, and whoever was refused then may ask for another.
    assertThat(refuse("t2")).isTrue();
    assertThat(token()).isEqualTo("t3");
  }

  /// Two destinations share a connection; one takes its tokens, the other one takes none.
  @Test
  void whoRefusesAllOfThemTakesNoneFromOthersAndCostsOneAMinute() {
    for (int second = 0; second < 3_600; second++) {
      refuse(token());
      assertThat(token()).as("in second %d", second).startsWith("t");
      clock.advance(Duration.ofSeconds(1));
    }
    // 60 of them, and those of the first two minutes.
    assertThat(asked).isBetween(60, 68);
  }

  @Test
  void aTokenThatWasTakenForAWhileIsReplacedAtOnce() {
    refuse(token());
    refuse(token());
    clock.advance(Duration.ofSeconds(1));
    assertThat(token()).isEqualTo("t3");
    clock.advance(Duration.ofMinutes(2));
    refuse("t3");
    assertThat(token()).isEqualTo("t4");
  }
}
