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
    return tokens.of("connection", PARAMETERS).join()
            instanceof Outcome.Accepted<Tokens.Token>(Tokens.Token token)
        ? token.value().reveal()
        : NONE;
  }

  private void refuse(String token) {
    tokens.forget("connection", "Bearer " + token);
  }

  @Test
  void aTokenThatIsRefusedIsReplacedAtOnceAndTheNextOneLater() {
    assertThat(token()).isEqualTo("t1");
    refuse("t1");
    assertThat(token()).isEqualTo("t2");
    refuse("t2");
    assertThat(token()).isEqualTo(NONE);
    clock.advance(Duration.ofSeconds(1));
    assertThat(token()).isEqualTo("t3");
    refuse("t3");
    clock.advance(Duration.ofSeconds(1));
    assertThat(token()).isEqualTo(NONE);
    clock.advance(Duration.ofSeconds(1));
    assertThat(token()).isEqualTo("t4");
  }

  @Test
  void whoRefusesAllOfThemCostsOneAMinute() {
    for (int second = 0; second < 3_600; second++) {
      refuse(token());
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
