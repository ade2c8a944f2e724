package dev.junction.identity.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.MovableClock;
import dev.junction.wire.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples that AWS publishes.
///
/// Sources: the Signature Version 4 test suite (credentials AKIDEXAMPLE, 30 August 2015), and
/// Amazon S3 API Reference, "Signature calculations: transferring payload in multiple chunks" and
/// "… with trailing headers".
final class PublishedVectorTest {

  private static final String SUITE_SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String S3_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  private final SignatureVerifier verifier =
      new SignatureVerifier(MovableClock.heldAt(Instant.parse("2015-08-30T12:36:00Z")));

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, /, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "GET, /example1/example2/../.., 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "GET, //example//, 9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
    "GET, /./example, ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5",
    "GET, /example space/, 652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
    "GET, /ሴ, 8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
    "GET, /?Param1=value1, a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
    "GET, /?Param2=value2&Param1=value1,"
        + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    "GET, /?Param-3=Value3&Param=Value2&%E1%88%B4=Value1,"
        + " 371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
    "GET, /?ሴ=bar, 2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
  })
  void aPathOrQueryOfTheTestSuiteIsAccepted(String method, String target, String signature) {
    accept(
        HttpText.parse(
            method
                + " "
                + target
                + " HTTP/1.1\nHost:example.amazonaws.com\n"
                + authorization("host;x-amz-date", signature)),
        SUITE_SECRET);
  }

  @Test
  void headersOfTheTestSuiteAreAccepted() {
    accept(
        HttpText.parse(
            "GET / HTTP/1.1\nHost:example.amazonaws.com\nMy-Header1: value1\n"
                + "My-Header2: \"a   b   c\"\n"
                + authorization(
                    "host;my-header1;my-header2;x-amz-date",
                    "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736")),
        SUITE_SECRET);
    accept(
        HttpText.parse(
            "GET / HTTP/1.1\nHost:example.amazonaws.com\nMy-Header1:value2\nMy-Header1:value2\n"
                + "My-Header1:value1\n"
                + authorization(
                    "host;my-header1;x-amz-date",
                    "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea")),
        SUITE_SECRET);
  }

  @Test
  void aFormOfTheTestSuiteIsAccepted() {
    accept(
        HttpText.parse(
            "POST / HTTP/1.1\nContent-Type:application/x-www-form-urlencoded\n"
                + "Host:example.amazonaws.com\nContent-Length:13\nx-amz-content-sha256:"
                + "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e\n"
                + authorization(
                    "content-length;content-type;host;x-amz-content-sha256;x-amz-date",
                    "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b")
                + "\nParam1=value1"),
        SUITE_SECRET);
  }

  @Test
  void aSessionTokenOfTheTestSuiteIsAccepted() {
    accept(
        HttpText.parse(
            "GET / HTTP/1.1\nHost:example.amazonaws.com\nX-Amz-Security-Token:"
                + "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267\n"
                + authorization(
                    "host;x-amz-date;x-amz-security-token",
                    "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8")),
        SUITE_SECRET);
  }

  @Test
  void chunksOfTheDocumentationAreAccepted() {
    String body =
        chunk(65_536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
            + chunk(1_024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
            + "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"
            + "\r\n\r\n";
    Verification verification =
        verifyS3(
            HttpText.request(
                "PUT",
                "/examplebucket/chunkObject.txt",
                null,
                body,
                "Host",
                "s3.amazonaws.com",
                "x-amz-date",
                "20130524T000000Z",
                "x-amz-storage-class",
                "REDUCED_REDUNDANCY",
                "x-amz-content-sha256",
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "Content-Encoding",
                "aws-chunked",
                "x-amz-decoded-content-length",
                "66560",
                "Content-Length",
                "66824",
                "Authorization",
                "AWS4-HMAC-SHA256"
                    + " Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                    + "SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;"
                    + "x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,Signature="
                    + "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"));

    assertThat(plainBody(verification)).isEqualTo("a".repeat(66_560));
  }

  @Test
  void chunksWithATrailerOfTheDocumentationAreAccepted() {
    String body =
        chunk(65_536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2")
            + chunk(1_024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7")
            + "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992"
            + "\r\nx-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:"
            + "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n";
    Verification verification =
        verifyS3(
            HttpText.request(
                "PUT",
                "/examplebucket/chunkObject.txt",
                null,
                body,
                "Host",
                "s3.amazonaws.com",
                "x-amz-date",
                "20130524T000000Z",
                "x-amz-storage-class",
                "REDUCED_REDUNDANCY",
                "x-amz-content-sha256",
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
                "Content-Encoding",
                "aws-chunked",
                "x-amz-decoded-content-length",
                "66560",
                "x-amz-trailer",
                "x-amz-checksum-crc32c",
                "Authorization",
                "AWS4-HMAC-SHA256"
                    + " Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                    + "SignedHeaders=content-encoding;host;x-amz-content-sha256;x-amz-date;"
                    + "x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer,Signature="
                    + "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"));

    assertThat(plainBody(verification)).isEqualTo("a".repeat(66_560));
  }

  private static String authorization(String signedHeaders, String signature) {
    return "Authorization:AWS4-HMAC-SHA256"
        + " Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
        + signedHeaders
        + ", Signature="
        + signature
        + "\nX-Amz-Date:20150830T123600Z\n";
  }

  private static String chunk(int size, String signature) {
    return Integer.toHexString(size)
        + ";chunk-signature="
        + signature
        + "\r\n"
        + "a".repeat(size)
        + "\r\n";
  }

  private void accept(HttpRequest request, String secret) {
    assertThat(HttpText.verify(verifier, request, secret))
        .isInstanceOf(Verification.Verified.class);
  }

  private static Verification verifyS3(HttpRequest request) {
    SignatureVerifier atThatTime =
        new SignatureVerifier(MovableClock.heldAt(Instant.parse("2013-05-24T00:00:00Z")));
    return HttpText.verify(atThatTime, request, S3_SECRET);
  }

  private static String plainBody(Verification verification) {
    assertThat(verification).isInstanceOf(Verification.Verified.class);
    return new String(
        ((Verification.Verified) verification).request().body(), StandardCharsets.ISO_8859_1);
  }
}
