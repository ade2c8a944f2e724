package dev.junction.identity.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.MovableClock;
import dev.junction.wire.http.HttpRequest;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever a client sends as signature, query or chunked body is answered with a value, never with
/// an exception, and never accepted.
final class SignatureFuzzTest {

  private static final int INPUTS = 30_000;
  private static final String[] FRAGMENTS = {
    "AWS4-HMAC-SHA256",
    "AWS4-ECDSA-P256-SHA256",
    " ",
    ",",
    "=",
    "/",
    ";",
    "&",
    "%",
    "%2F",
    "%zz",
    "+",
    "?",
    "Credential=",
    "SignedHeaders=",
    "Signature=",
    "AKID",
    "20260102",
    "us-east-1",
    "sqs",
    "aws4_request",
    "AKID/20260102/us-east-1/sqs/aws4_request",
    "host",
    "x-amz-date",
    "X-Amz-Date",
    "X-Amz-Algorithm=",
    "X-Amz-Credential=",
    "X-Amz-Signature=",
    "X-Amz-SignedHeaders=",
    "X-Amz-Expires=",
    "X-Amz-Date=",
    "20260102T120000Z",
    "999999999999",
    "-1",
    "\u0000",
    "ü",
    "日",
    "\uD83D",
    "\uDE00",
    "0",
    "f",
    "\r\n",
    ";chunk-signature=",
    "5",
    "x-amz-trailer-signature:",
    "AWSAccessKeyId=",
    ".",
    "..",
    "a"
  };
  private static final String[] PAYLOADS = {
    "UNSIGNED-PAYLOAD",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    "garbage"
  };

  private final SignatureVerifier verifier =
      new SignatureVerifier(MovableClock.heldAt(Instant.parse("2026-01-02T12:00:00Z")));

  @Test
  void garbageIsRefusedWithoutAnException() {
    for (int seed = 0; seed < INPUTS; seed++) {
      Random random = new Random(seed);
      HttpRequest request =
          HttpText.request(
              "POST",
              '/' + text(random, 5),
              random.nextInt(3) == 0 ? null : text(random, 15),
              text(random, 10),
              random.nextBoolean() ? "Authorization" : "Other",
              (random.nextBoolean() ? "AWS4-HMAC-SHA256 " : "") + text(random, 15),
              "X-Amz-Date",
              random.nextInt(4) == 0 ? text(random, 3) : "20260102T120000Z",
              "Host",
              text(random, 3),
              random.nextBoolean() ? "x-amz-content-sha256" : "Another",
              PAYLOADS[random.nextInt(PAYLOADS.length)]);

      assertThat(HttpText.verify(verifier, request, "the-secret"))
          .as("seed %d", seed)
          .isInstanceOf(Verification.Refused.class);
      assertThat(StatedCaller.of(request)).isNotNull();
      assertThat(AwsChunkedBody.decodeUnverified(request)).isNotNull();
    }
  }

  @Test
  void almostWellFormedSignaturesAreRefusedWithoutAnException() {
    for (int seed = 0; seed < INPUTS; seed++) {
      Random random = new Random(seed);
      HttpRequest request =
          HttpText.request(
              "POST",
              '/' + text(random, 5),
              text(random, 15),
              text(random, 10),
              "Authorization",
              "AWS4-HMAC-SHA256 Credential=AKID/20260102/us-east-1/sqs/aws4_request,"
                  + " SignedHeaders=host;"
                  + text(random, 4).replace(' ', 'a').replace(',', 'a')
                  + ", Signature=0",
              "X-Amz-Date",
              "20260102T120000Z",
              "Host",
              text(random, 3),
              "x-amz-content-sha256",
              PAYLOADS[random.nextInt(PAYLOADS.length)],
              text(random, 1).isBlank() ? "a" : "x-a",
              text(random, 5));

      assertThat(HttpText.verify(verifier, request, "the-secret"))
          .as("seed %d", seed)
          .isInstanceOf(Verification.Refused.class);
    }
  }

  private static String text(Random random, int fragmentsMax) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(fragmentsMax + 1); i > 0; i--) {
      text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
    }
    return text.toString();
  }
}
