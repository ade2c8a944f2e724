package dev.junction.bus.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.outbound.OutboundRequest;
import dev.junction.models.events.ConnectionHeaderParameter;
import dev.junction.models.events.ConnectionHttpParameters;
import dev.junction.models.events.CreateConnectionApiKeyAuthRequestParameters;
import dev.junction.models.events.CreateConnectionAuthRequestParameters;
import dev.junction.models.events.CreateConnectionOAuthClientRequestParameters;
import dev.junction.models.events.CreateConnectionOAuthRequestParameters;
import dev.junction.models.events.DescribeApiDestinationResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which requests connections, destinations and targets make together.
final class ApiRequestTest {

  private static DescribeApiDestinationResponse destination(String url) {
    return DescribeApiDestinationResponse.builder()
        .invocationEndpoint(url)
        .httpMethod("POST")
        .build();
  }

  @Test
  void stepsToAnotherPathAreSeen() {
    for (String url :
        List.of("https://a/../b", "https://a/b/..", "https://a/./b?x", "https://a/..?")) {
      assertThat(ApiRequest.hasSteps(url)).as(url).isTrue();
    }
    for (String url : List.of("https://a.b/c..d/.e", "https://a/b?x=/../", "https://a")) {
      assertThat(ApiRequest.hasSteps(url)).as(url).isFalse();
    }
  }

  @Test
  void starsOfValuesArePartOfTheValues() {
    OutboundRequest request =
        new ApiRequest(new byte[0])
            .to(
                destination("https://a.example/*/b/*"),
                Map.of("path:000", "x*y/z", "path:001", "w"));
    // Source: RFC 3986, 2.1: the octet of a star is 2A.
    assertThat(request.url()).isEqualTo("https://a.example/x%2Ay%2Fz/b/w");
  }

  /// What an event says must not begin another header. Source: RFC 9110, 5.5.
  @Test
  void aHeaderHasNoLineEnds() {
    OutboundRequest request =
        new ApiRequest(new byte[0])
            .target(Map.of("header:X-A", "1\r\nX-B: 2", "header:X-C", "3 4"))
            .to(destination("https://a.example/"), Map.of());
    assertThat(request.headers()).doesNotContainKey("X-A").containsEntry("X-C", "3 4");
  }

  /// The bytes of a header are characters of Latin-1 or our own affair. Source: RFC 9110, 5.5.
  @Test
  void aHeaderHasNoCharactersThatFitIntoNoByte() {
    ApiRequest request =
        new ApiRequest(new byte[0])
            .target(Map.of("header:X-A", "caf\u00e9", "header:X-B", "\u20ac"));
    assertThat(request.to(destination("https://a.example/"), Map.of()).headers())
        .containsEntry("X-A", "caf\u00e9")
        .doesNotContainKey("X-B");
    assertThat(request.hasLongHeaders()).isFalse();
    assertThat(request.target(Map.of("header:X-C", "c".repeat(16_384))).hasLongHeaders()).isTrue();
  }

  @Test
  void anApiKeyReplacesNoReservedHeader() {
    for (String name : List.of("Content-Length", "transfer-encoding", "HOST")) {
      CreateConnectionAuthRequestParameters auth =
          CreateConnectionAuthRequestParameters.builder()
              .apiKeyAuthParameters(
                  CreateConnectionApiKeyAuthRequestParameters.builder()
                      .apiKeyName(name)
                      .apiKeyValue("1")
                      .build())
              .build();
      OutboundRequest request =
          new ApiRequest(new byte[0])
              .authorization(auth)
              .to(destination("https://a.example/"), Map.of());
      assertThat(request.headers()).doesNotContainKey(name);
    }
  }

  @Test
  void aRequestForATokenHasNoReservedHeader() {
    OutboundRequest request =
        Tokens.request(
            CreateConnectionOAuthRequestParameters.builder()
                .clientParameters(
                    CreateConnectionOAuthClientRequestParameters.builder()
                        .clientID("id")
                        .clientSecret("s")
                        .build())
                .authorizationEndpoint("https://a.example/")
                .httpMethod("POST")
                .oAuthHttpParameters(
                    ConnectionHttpParameters.builder()
                        .headerParameters(
                            List.of(parameter("Transfer-Encoding"), parameter("X-Own")))
                        .build())
                .build());
    assertThat(request.headers()).containsKey("X-Own").doesNotContainKey("Transfer-Encoding");
  }

  private static ConnectionHeaderParameter parameter(String name) {
    return ConnectionHeaderParameter.builder().key(name).value("v").build();
  }
}
