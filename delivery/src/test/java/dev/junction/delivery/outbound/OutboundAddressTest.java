package dev.junction.delivery.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What addresses are read as, and which are none.
final class OutboundAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://my_service:8080/x, http, my_service, 8080, /x",
    "HTTPS://Example.com, https, Example.com, 443, /",
    "http://a.b/c|d?e={f}&g=%20#h, http, a.b, 80, /c%7Cd?e=%7Bf%7D&g=%20",
    "http://a?b, http, a, 80, /?b",
    "http://[::1]:90/a, http, [::1], 90, /a",
    "http://a/ä, http, a, 80, /%C3%A4",
  })
  void addressesAreReadAsPeopleWriteThem(
      String written, String scheme, String host, int port, String target) {
    assertThat(OutboundAddress.parse(written))
        .contains(new OutboundAddress(scheme, host, port, target, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a/b",
        "http:/a",
        "http:///a",
        "http://",
        "http://a b/",
        "http://a/b c",
        "http://a/b\nc",
        "http://a:0/",
        "http://a:65536/",
        "http://a:b/",
        "http://a\\@b/",
        "http://a@b@c/",
        " http://a/",
        "http://ä/"
      })
  void whatCannotBeCalledIsNone(String written) {
    assertThat(OutboundAddress.parse(written)).isEmpty();
  }

  @Test
  void theLoginIsToldOnlyToThoseWhoAskForIt() {
    String written = "https://user:p%40ss@example.com:8443/a?b=c@d";
    assertThat(OutboundAddress.parse(written).orElseThrow().login()).isEqualTo("user:p%40ss");
    assertThat(OutboundAddress.withoutLogin(written)).isEqualTo("https://example.com:8443/a?b=c@d");
    assertThat(OutboundAddress.withoutLogin("https://a/b@c")).isEqualTo("https://a/b@c");
    assertThat(OutboundAddress.withoutLogin("a@b")).isEqualTo("a@b");
  }
}
