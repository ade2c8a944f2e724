package dev.junction.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which region commands take.
final class PageClientTest {

  private static final String NONE = "us-east-1";

  // Source: AWS CLI and SDKs: a variable that is set to nothing counts as not set.
  @ParameterizedTest
  @CsvSource({
    "eu-west-1,eu-west-2,eu-west-1",
    "'',eu-west-2,eu-west-2",
    "eu-west-1,'',eu-west-1",
    "'','',",
    ",'',",
    "'',,",
    ",,"
  })
  void anEmptyVariableNamesNoRegion(
      @Nullable String first, @Nullable String second, @Nullable String expected) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ACCESS_KEY_ID", "key");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    if (first != null) {
      environment.put("AWS_REGION", first);
    }
    if (second != null) {
      environment.put("AWS_DEFAULT_REGION", second);
    }
    assertThat(PageClient.region(null, environment)).isEqualTo(expected);
    RequestSignature signature = Objects.requireNonNull(RequestSignature.of(environment));
    assertThat(
            signature
                .headers("GET", URI.create("/p"), "localhost", new byte[0], Instant.EPOCH)
                .get("Authorization"))
        .contains("/19700101/" + (expected == null ? NONE : expected) + "/junction/");
  }
}
