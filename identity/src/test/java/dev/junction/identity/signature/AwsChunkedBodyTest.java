package dev.junction.identity.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Decoding where signatures do not count. Signed bodies are in the oracle and property tests.
final class AwsChunkedBodyTest {

  private static final String SIGNATURE = ";chunk-signature=" + "0".repeat(64);

  @Test
  void signedChunksBecomeOneBody() {
    HttpRequest plain =
        decoded(
            signed(
                "5"
                    + SIGNATURE
                    + "\r\nhello\r\nA"
                    + SIGNATURE
                    + "\r\n, chunks!!\r\n0"
                    + SIGNATURE
                    + "\r\n\r\n"));

    assertThat(text(plain)).isEqualTo("hello, chunks!!");
  }

  @Test
  void whatDescribedTheEncodingGoesWithIt() {
    HttpRequest plain =
        decoded(
            HttpText.post(
                "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
                "x-amz-content-sha256",
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "Content-Encoding",
                "aws-chunked, gzip",
                "Content-Length",
                "50",
                "x-amz-decoded-content-length",
                "5",
                "x-amz-trailer",
                "x-amz-checksum-crc32",
                "X-Amz-Target",
                "AmazonSQS.SendMessage"));

    assertThat(text(plain)).isEqualTo("hello");
    assertThat(plain.headers())
        .hasToString(
            "[x-amz-content-sha256, STREAMING-UNSIGNED-PAYLOAD-TRAILER, Content-Encoding, gzip,"
                + " Content-Length, 5, X-Amz-Target, AmazonSQS.SendMessage]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "5\r\nhello\r\n0\r\n\r\n",
        "5%s\r\nhello\r\n",
        "5%s\r\nhell\r\n0%s\r\n\r\n",
        "6%s\r\nhello\r\n0%s\r\n\r\n",
        "5%s\nhello\n0%s\n\n",
        "-5%s\r\nhello\r\n0%s\r\n\r\n",
        "%s\r\nhello\r\n0%s\r\n\r\n",
        "fffffff%s\r\nhello\r\n0%s\r\n\r\n",
        "fffffffff%s\r\nhello\r\n0%s\r\n\r\n",
        "5%s\r\nhello\r\n0%s\r\n\r\nmore",
        "5%s\r\nhello\r\n0%s\r\nname:value\r\n\r\n",
        "5%s\r\nhello\r\n0%s"
      })
  void aBodyThatIsNotWellFormedIsRefused(String body) {
    assertThat(AwsChunkedBody.decodeUnverified(signed(body.replace("%s", SIGNATURE))))
        .isInstanceOf(Verification.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amz-checksum-crc32:AAAAAA==\r\n\r\n",
        "x-amz-checksum-crc32:\r\n\r\n",
        "x-amz-checksum-crc32\r\n\r\n",
        "x-amz-checksum-md5:AAAAAA==\r\n\r\n",
        "x-amz-checksum-crc32:NhCmhg==\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
        "\r\n",
        ""
      })
  void aTrailerThatIsNotAsAnnouncedIsRefused(String trailer) {
    HttpRequest request =
        HttpText.post(
            "5\r\nhello\r\n0\r\n" + trailer,
            "x-amz-content-sha256",
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "x-amz-trailer",
            "x-amz-checksum-crc32");

    assertThat(AwsChunkedBody.decodeUnverified(request)).isInstanceOf(Verification.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amz-checksum-crc32:NhCmhg==",
        "x-amz-checksum-crc32c:mnG7TA==",
        "x-amz-checksum-sha1:qvTGHdzF6KLavt4PO0gs2a6pQ00=",
        "x-amz-checksum-sha256:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="
      })
  void rightChecksumsAreAccepted(String trailer) {
    HttpRequest request =
        HttpText.post(
            "5\r\nhello\r\n0\r\n" + trailer + "\r\n\r\n",
            "x-amz-content-sha256",
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "x-amz-trailer",
            trailer.substring(0, trailer.indexOf(':')));

    assertThat(text(decoded(request))).isEqualTo("hello");
  }

  @Test
  void aLengthThatIsNotTheBodysIsRefused() {
    HttpRequest request =
        HttpText.post(
            "5" + SIGNATURE + "\r\nhello\r\n0" + SIGNATURE + "\r\n\r\n",
            "x-amz-content-sha256",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "x-amz-decoded-content-length",
            "6");

    assertThat(AwsChunkedBody.decodeUnverified(request)).isInstanceOf(Verification.Refused.class);
  }

  @Test
  void aPlainBodyStaysWhatItIs() {
    HttpRequest request = HttpText.post("5\r\nhello\r\n0\r\n\r\n");

    assertThat(AwsChunkedBody.decodeUnverified(request))
        .isEqualTo(new Verification.Verified(request));
  }

  private static HttpRequest signed(String body) {
    return HttpText.post(body, "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
  }

  private static HttpRequest decoded(HttpRequest request) {
    Verification verification = AwsChunkedBody.decodeUnverified(request);
    assertThat(verification).isInstanceOf(Verification.Verified.class);
    return ((Verification.Verified) verification).request();
  }

  private static String text(HttpRequest request) {
    return new String(request.body(), StandardCharsets.ISO_8859_1);
  }
}
