package dev.junction.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.protocol.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What EventBridge refuses before it can do harm.
final class EventRefusalTest {

  private final SteppedServices services = new SteppedServices(2, 1);

  private Answer ask(String action, String json) {
    CompletableFuture<Answer> answer = services.events(action, json);
    services.run();
    return answer.join();
  }

  private static String text(Answer answer) {
    return new String(answer.response().body(), StandardCharsets.UTF_8);
  }

  private Answer target(String more) {
    return ask("PutTargets", "{\"Rule\":\"r\",\"Targets\":[{\"Id\":\"1\"," + more + "}]}");
  }

  @Test
  void targetsOfNoPlaceOrOfOthersAreRefused() {
    assertThat(ask("PutRule", "{\"Name\":\"r\",\"EventPattern\":\"{\\\"source\\\":[\\\"a\\\"]}\"}"))
        .returns("", Answer::errorCode);
    String own = "arn:aws:events:us-east-1:" + SteppedServices.ACCOUNT + ":api-destination/d/1";
    assertThat(target("\"Arn\":\"" + own + "\"").errorCode()).isEmpty();
    for (String arn :
        List.of(
            own.replace(SteppedServices.ACCOUNT, "999999999999"),
            own.replace("us-east-1", "eu-west-1"),
            "arn:aws:sqs:::q")) {
      assertThat(target("\"Arn\":\"" + arn + "\"").errorCode())
          .as(arn)
          .isEqualTo("ValidationException");
    }
    String values = "\"v\",".repeat(101);
    assertThat(
            target(
                "\"Arn\":\""
                    + own
                    + "\",\"HttpParameters\":{\"PathParameterValues\":["
                    + values.substring(0, values.length() - 1)
                    + "]}"))
        .returns("ValidationException", Answer::errorCode);
  }

  private Answer keyed(String action, String key) {
    return ask(
        action,
        "{\"Name\":\"c\",\"AuthorizationType\":\"API_KEY\",\"AuthParameters\":"
            + "{\"ApiKeyAuthParameters\":{\"ApiKeyName\":\""
            + key
            + "\",\"ApiKeyValue\":\"secret\"}}}");
  }

  @Test
  void connectionsNameNoReservedHeaders() {
    assertThat(keyed("CreateConnection", "Content-Length").errorCode())
        .isEqualTo("ValidationException");
    assertThat(keyed("CreateConnection", "X-Key").errorCode()).isEmpty();
    assertThat(keyed("UpdateConnection", "Host").errorCode()).isEqualTo("ValidationException");
  }

  @Test
  void addressesNeedASchemeAndAHost() {
    Answer answer =
        ask(
            "CreateConnection",
            "{\"Name\":\"o\",\"AuthorizationType\":\"OAUTH_CLIENT_CREDENTIALS\","
                + "\"AuthParameters\":{\"OAuthParameters\":{\"ClientParameters\":"
                + "{\"ClientID\":\"i\",\"ClientSecret\":\"s\"},\"HttpMethod\":\"POST\","
                + "\"AuthorizationEndpoint\":\"ftp://a.example/?k=hidden\"}}}");
    assertThat(answer.errorCode()).isEqualTo("ValidationException");
    assertThat(text(answer)).contains("AuthorizationEndpoint").doesNotContain("hidden");
    keyed("CreateConnection", "X-Key");
    String arn =
        text(ask("DescribeConnection", "{\"Name\":\"c\"}"))
            .replaceAll("(?s).*\"ConnectionArn\":\"([^\"]*)\".*", "$1");
    for (String url : List.of("https:///path", "https://name:word@a.example/")) {
      assertThat(
              ask(
                  "CreateApiDestination",
                  "{\"Name\":\"d\",\"HttpMethod\":\"POST\",\"ConnectionArn\":\""
                      + arn
                      + "\",\"InvocationEndpoint\":\""
                      + url
                      + "\"}"))
          .returns("ValidationException", Answer::errorCode);
    }
  }
}
