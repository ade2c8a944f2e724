package dev.junction.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may see a page in open mode.
final class PageGuardTest {

  private final PageGuard guard =
      new PageGuard(
          _ -> {
            throw new AssertionError("Nobody is authenticated in open mode");
          },
          true,
          "box.example");

  private Admission admit(HttpHeaders headers) {
    HttpRequest request =
        new HttpRequest("GET", "/_junction/clock", null, headers, new byte[0], false);
    return guard.admit(request, "127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:4566",
        "sqs.us-east-1.localhost:4566",
        "127.0.0.1:4566",
        "192.168.1.20:4566",
        "[::1]:4566",
        "[fe80::1]",
        "box.example:4566"
      })
  void namesThatNoForeignSiteCanHaveAreAdmitted(String host) {
    assertThat(admit(new HttpHeaders().add("Host", host))).isInstanceOf(Admission.Granted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "evil.example:4566",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "1.2.3.256",
        "1.2.3",
        "[evil]",
        "[]",
        "notlocalhost"
      })
  void otherNamesAreRefused(String host) {
    assertThat(admit(new HttpHeaders().add("Host", host))).isInstanceOf(Admission.Refused.class);
  }

  @Test
  void aForeignOriginIsRefusedAlsoWhenTheServersOwnStandsBesideIt() {
    HttpHeaders own =
        new HttpHeaders().add("Host", "localhost:4566").add("Origin", "http://localhost:4566");
    assertThat(admit(own)).isInstanceOf(Admission.Granted.class);
    assertThat(admit(own.add("Origin", "http://localhost:3000")))
        .isInstanceOf(Admission.Refused.class);
  }
}
