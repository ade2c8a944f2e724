package dev.junction.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The bodies and digests that recipients of one message get.
final class BodyTest {

  @Test
  void everyRecipientGetsTheDigestOfItsOwnBody() throws Exception {
    Body body = new Body("x".repeat(100).getBytes(UTF_8), " tail".getBytes(UTF_8));
    for (String reference : List.of("one", "", "another", "one")) {
      byte[] own = reference.getBytes(UTF_8);
      assertThat(new String(body.of(own), UTF_8)).isEqualTo("x".repeat(100) + reference + " tail");
      assertThat(body.md5(own)).isEqualTo(MessageDigest.getInstance("MD5").digest(body.of(own)));
    }
  }

  @Test
  void aFixedBodyIsTheSameForEverybody() throws Exception {
    Body body = Body.fixed("raw".getBytes(UTF_8));
    byte[] digest = MessageDigest.getInstance("MD5").digest("raw".getBytes(UTF_8));
    assertThat(body.md5("one".getBytes(UTF_8))).isEqualTo(digest);
    assertThat(body.md5("two".getBytes(UTF_8))).isEqualTo(digest);
  }
}
