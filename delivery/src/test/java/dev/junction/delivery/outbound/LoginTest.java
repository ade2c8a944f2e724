package dev.junction.delivery.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How challenges are answered. Source of the values: RFC 7616, 3.9.1, and RFC 2617, 3.5.
final class LoginTest {

  private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  private static final Pattern OURS = Pattern.compile("cnonce=\"([0-9a-f]+)\"");

  private final Login login = new Login("Mufasa:Circle%20of%20Life");

  @ParameterizedTest
  @CsvSource({"MD5", "SHA-256"})
  void aDigestIsAnswered(String algorithm) throws Exception {
    String challenge =
        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s, nonce=\"%s\", opaque=\"o\\\"p\""
            .formatted(algorithm, NONCE);
    String answer = login.answer(List.of(challenge), "GET", "/dir/index.html").orElseThrow();
    Matcher ours = OURS.matcher(answer);
    assertThat(ours.find()).isTrue();
    String who = hash(algorithm, "Mufasa:http-auth@example.org:Circle of Life");
    String what = hash(algorithm, "GET:/dir/index.html");
    String expected =
        hash(algorithm, who + ':' + NONCE + ":00000001:" + ours.group(1) + ":auth:" + what);
    assertThat(answer)
        .startsWith("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", ")
        .contains("response=\"" + expected + '"', "qop=auth, nc=00000001")
        .contains("uri=\"/dir/index.html\", algorithm=" + algorithm)
        .endsWith("opaque=\"o\\\"p\"");
  }

  @Test
  void anOldDigestIsAnsweredWithoutProtection() {
    String answer =
        login
            .answer(List.of("digest realm=testrealm@host.com, nonce=\"n\""), "POST", "/")
            .orElseThrow();
    assertThat(answer).doesNotContain("qop", "cnonce", "opaque").contains("algorithm=MD5");
  }

  @Test
  void digestIsPreferredAndWhatIsUnknownIsLeft() {
    String digest = "Digest realm=\"a\", nonce=\"b\"";
    assertThat(login.answer(List.of("Basic realm=\"a\"", digest), "POST", "/").orElseThrow())
        .startsWith("Digest ");
    String odd = "Digest realm=\"a\", nonce=\"b\", algorithm=SHA-512-256";
    assertThat(login.answer(List.of(odd, "Basic realm=\"a\""), "POST", "/"))
        .contains("Basic TXVmYXNhOkNpcmNsZSBvZiBMaWZl");
    assertThat(login.answer(List.of(odd, "Negotiate"), "POST", "/")).isEmpty();
    assertThat(login.answer(List.of(), "POST", "/")).isEmpty();
  }

  @Test
  void aNameNeedsNoPassword() {
    assertThat(new Login("a+b").answer(List.of("Basic"), "POST", "/")).contains("Basic YStiOg==");
  }

  private static String hash(String algorithm, String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }
}
