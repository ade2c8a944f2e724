package dev.junction.identity.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.identity.signature.SdkSigner.Mode;
import dev.junction.kernel.MovableClock;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

final class SignatureVerifierTest {

  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
  private static final String SECRET = "the-secret-of-the-test";

  private final SignatureVerifier verifier = new SignatureVerifier(MovableClock.heldAt(NOW));

  @Test
  void aWrongSecretIsAnsweredWithWhatShouldHaveBeenSigned() {
    assertThat(failure(sign("sqs"), "another-secret"))
        .isEqualTo(
            AuthenticationFailure.mismatch(
                """
                POST
                /

                host:localhost
                x-amz-content-sha256:a2632794eb3aa7ddce7028d5f66bc6a7f4662c8e0ef9b64d2b643f2c1952cd91
                x-amz-date:20260102T120000Z

                host;x-amz-content-sha256;x-amz-date
                a2632794eb3aa7ddce7028d5f66bc6a7f4662c8e0ef9b64d2b643f2c1952cd91""",
                """
                AWS4-HMAC-SHA256
                20260102T120000Z
                20260102/us-east-1/sqs/aws4_request
                7db07e516daddcf108b7b7aa1dd32679ffd5fc877d1d2a840875ceba12dd30e2"""));
  }

  @Test
  void theEchoOfARequestHidesItsSessionToken() {
    SdkSigner signer = SdkSigner.ofSession("ASIA", SECRET, "to/ken", "us-east-1", "sqs");
    for (Mode mode : new Mode[] {Mode.HEADER, Mode.PRESIGNED}) {
      HttpRequest signed = signer.sign(request(), new byte[0], mode, NOW);

      assertThat(failure(signed, "another-secret").message())
          .contains("***")
          .doesNotContain("to/ken")
          .doesNotContain("to%2Fken");
    }
  }

  @Test
  void theHostMustBeSigned() {
    assertThat(failure(withSignedHeaders(sign("sqs"), "x-amz-content-sha256;x-amz-date"), SECRET))
        .isEqualTo(
            AuthenticationFailure.wrong(
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."));
  }

  @Test
  void headersOfTheServiceMustBeSigned() {
    HttpRequest signed = with(sign("sqs"), "X-Amz-Target", "AmazonSQS.DeleteQueue");

    assertThat(failure(signed, SECRET))
        .isEqualTo(
            AuthenticationFailure.wrong(
                "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization."));
  }

  @Test
  void aSignedHeaderMustBeThere() {
    HttpRequest signed = withSignedHeaders(sign("sqs"), "host;x-amz-date;x-gone");

    assertThat(failure(signed, SECRET).message()).contains("'x-gone' is not in the request");
  }

  @Test
  void aHashThatIsNotTheBodysIsRefused() {
    HttpRequest signed = sign("sqs");
    HttpRequest changed =
        new HttpRequest("POST", "/", null, signed.headers(), new byte[] {1}, false);

    assertThat(failure(changed, SECRET).message()).contains("does not match what was computed");
  }

  @Test
  void aMeaninglessHashIsRefused() {
    HttpRequest signed =
        HttpText.post(
            "",
            "Host",
            "localhost",
            "X-Amz-Date",
            "20260102T120000Z",
            "x-amz-content-sha256",
            "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKID/20260102/us-east-1/sqs/aws4_request,"
                + " SignedHeaders=host;x-amz-date, Signature=a");

    assertThat(failure(signed, SECRET).kind()).isEqualTo(FailureKind.INCOMPLETE_SIGNATURE);
  }

  @Test
  void aScopeWithAnotherEndIsRefused() {
    HttpRequest signed = sign("sqs");
    String header = signed.header("Authorization");
    HttpRequest changed =
        with(
            HttpText.post("", "Host", "localhost", "X-Amz-Date", "20260102T120000Z"),
            "Authorization",
            (header == null ? "" : header).replace("aws4_request", "aws5_request"));

    assertThat(failure(changed, SECRET))
        .isEqualTo(
            AuthenticationFailure.wrong(
                "Credential should be scoped with a valid terminator: 'aws4_request', not"
                    + " 'aws5_request'."));
  }

  @Test
  void aDateInAnotherFormatIsRefused() {
    HttpRequest signed =
        HttpText.post(
            "",
            "Host",
            "localhost",
            "Date",
            "Fri, 02 Jan 2026 12:00:00 GMT",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKID/20260102/us-east-1/sqs/aws4_request,"
                + " SignedHeaders=date;host, Signature=a");

    assertThat(failure(signed, SECRET))
        .isEqualTo(
            AuthenticationFailure.incomplete(
                "Date must be in ISO-8601 'basic format'. Got 'Fri, 02 Jan 2026 12:00:00 GMT'. See"
                    + " http://en.wikipedia.org/wiki/ISO_8601"));
  }

  @Test
  void moreQueryParametersThanTheLimitAreRefused() {
    SdkHttpRequest.Builder many = request().toBuilder();
    for (int i = 0; i < SignatureLimits.QUERY_PARAMETERS_MAX; i++) {
      many.putRawQueryParameter("p" + i, "v");
    }
    SdkSigner signer = new SdkSigner("AKIDEXAMPLE00000", SECRET, "us-east-1", "sqs");
    assertThat(verify(signer.sign(many.build(), new byte[0], Mode.HEADER, NOW), SECRET))
        .isInstanceOf(Verification.Verified.class);

    many.putRawQueryParameter("one-more", "v");
    assertThat(failure(signer.sign(many.build(), new byte[0], Mode.HEADER, NOW), SECRET).kind())
        .isEqualTo(FailureKind.INCOMPLETE_SIGNATURE);
  }

  @Test
  void aChangedSecretTakesEffectAtOnce() {
    HttpRequest signed = sign("sqs");
    assertThat(verify(signed, SECRET)).isInstanceOf(Verification.Verified.class);
    assertThat(verify(signed, "another-secret")).isInstanceOf(Verification.Refused.class);
    assertThat(verify(signed, SECRET)).isInstanceOf(Verification.Verified.class);
  }

  private static SdkHttpRequest request() {
    return SdkHttpRequest.builder()
        .protocol("http")
        .host("localhost")
        .method(SdkHttpMethod.POST)
        .encodedPath("/")
        .build();
  }

  private static HttpRequest sign(String service) {
    return new SdkSigner("AKIDEXAMPLE00000", SECRET, "us-east-1", service)
        .sign(request(), "body!".getBytes(StandardCharsets.UTF_8), Mode.HEADER, NOW);
  }

  private static HttpRequest with(HttpRequest request, String name, String value) {
    HttpHeaders headers = new HttpHeaders();
    request.headers().forEach(headers::add);
    headers.add(name, value);
    return new HttpRequest(
        request.method(), request.path(), request.query(), headers, request.body(), false);
  }

  private static HttpRequest withSignedHeaders(HttpRequest request, String signedHeaders) {
    HttpHeaders headers = new HttpHeaders();
    request
        .headers()
        .forEach(
            (name, value) ->
                headers.add(
                    name,
                    value.replaceAll("SignedHeaders=[^,]*", "SignedHeaders=" + signedHeaders)));
    return new HttpRequest(
        request.method(), request.path(), request.query(), headers, request.body(), false);
  }

  private Verification verify(HttpRequest request, String secret) {
    return HttpText.verify(verifier, request, secret);
  }

  private AuthenticationFailure failure(HttpRequest request, String secret) {
    Verification verification = verify(request, secret);
    assertThat(verification).isInstanceOf(Verification.Refused.class);
    return ((Verification.Refused) verification).failure();
  }
}
