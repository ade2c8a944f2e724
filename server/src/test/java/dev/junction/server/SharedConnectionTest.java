package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.PlayedEndpoint.Reply;
import dev.junction.server.PlayedEndpoint.Request;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two API destinations of one connection behind a rule, in a whole server with an HTTP endpoint.
@Timeout(120) // it waits for requests that a fault would keep from coming
final class SharedConnectionTest {

  private static final List<String> PATHS = List.of("/one", "/two");

  private static String arn(String answer) {
    return answer.replaceFirst("(?s).*?\"(arn:[^\"]+)\".*", "$1");
  }

  private static void createRule(RunningJunction junction, PlayedEndpoint endpoint)
      throws IOException, InterruptedException {
    String connection =
        arn(
            PipeCalls.events(
                junction,
                "CreateConnection",
                "{\"Name\":\"c\",\"AuthorizationType\":\"OAUTH_CLIENT_CREDENTIALS\","
                    + "\"AuthParameters\":{\"OAuthParameters\":{\"ClientParameters\":"
                    + "{\"ClientID\":\"i\",\"ClientSecret\":\"s\"},\"HttpMethod\":\"POST\","
                    + "\"AuthorizationEndpoint\":\""
                    + endpoint.url()
                    + "/token\"}}}"));
    PipeCalls.events(
        junction,
        "PutRule",
        "{\"Name\":\"r\",\"EventPattern\":\"{\\\"source\\\":[\\\"app\\\"]}\"}");
    for (String path : PATHS) {
      String name = path.substring(1);
      String destination =
          arn(
              PipeCalls.events(
                  junction,
                  "CreateApiDestination",
                  "{\"Name\":\"%s\",\"ConnectionArn\":\"%s\",\"HttpMethod\":\"POST\",\"InvocationEndpoint\":\"%s\"}"
                      .formatted(name, connection, endpoint.url() + path)));
      String answer =
          PipeCalls.events(
              junction,
              "PutTargets",
              "{\"Rule\":\"r\",\"Targets\":[{\"Id\":\"%s\",\"Arn\":\"%s\"}]}"
                  .formatted(name, destination));
      assertThat(answer).contains("\"FailedEntryCount\":0");
    }
  }

  private static List<String> authorizations(PlayedEndpoint endpoint, String path) {
    return endpoint.requests.stream()
        .filter(request -> request.uri().equals(path))
        .map(request -> request.header("Authorization"))
        .toList();
  }

  // Source: ours: what refused the token of a connection together waits for one new token.
  @Test
  void bothGetTheirEventWithOneNewTokenWhenTheOldOneIsRefused() throws Exception {
    AtomicInteger tokens = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    CompletableFuture<Boolean> both = new CompletableFuture<>();
    try (PlayedEndpoint endpoint =
            new PlayedEndpoint(request -> answer(request, tokens, refused, both));
        RunningJunction junction = new RunningJunction()) {
      createRule(junction, endpoint);
      PipeCalls.events(
          junction,
          "PutEvents",
          "{\"Entries\":[{\"Source\":\"app\",\"DetailType\":\"t\",\"Detail\":\"{}\"}]}");
      while (!PATHS.stream().allMatch(path -> authorizations(endpoint, path).size() == 2)) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      assertThat(both.getNow(false)).as("both were refused together").isTrue();
      for (String path : PATHS) {
        assertThat(authorizations(endpoint, path)).containsExactly("Bearer t1", "Bearer t2");
      }
      assertThat(tokens).hasValue(2);
    }
  }

  private static Reply answer(
      Request request,
      AtomicInteger tokens,
      AtomicInteger refused,
      CompletableFuture<Boolean> both) {
    if (request.uri().equals("/token")) {
      return new Reply(200, "{\"access_token\":\"t" + tokens.incrementAndGet() + "\"}");
    }
    if (!request.header("Authorization").equals("Bearer t1")) {
      return new Reply(204, "");
    }
    if (refused.incrementAndGet() == PATHS.size()) {
      both.complete(true);
    }
    both.completeOnTimeout(false, 4, TimeUnit.SECONDS).join();
    return new Reply(401, "");
  }
}
