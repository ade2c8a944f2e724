package dev.junction.identity.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.identity.signature.SdkSigner.Mode;
import dev.junction.kernel.MovableClock;
import dev.junction.wire.http.HttpRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Dates at the limit and one second past it. Source of the window: IAM User Guide, "Troubleshoot
/// signed requests for AWS APIs"; of the messages: answers of the services.
final class SignatureTimeTest {

  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
  private static final String SECRET = "the-secret-of-the-test";

  private final SdkSigner signer = new SdkSigner("AKIDEXAMPLE00000", SECRET, "us-east-1", "sqs");

  @Test
  void aSignatureIsGoodForFifteenMinutesEitherWay() {
    assertThat(verify(Mode.HEADER, NOW.minusSeconds(900))).isNull();
    assertThat(verify(Mode.HEADER, NOW.plusSeconds(900))).isNull();
  }

  @Test
  void anOlderSignatureHasExpired() {
    assertThat(verify(Mode.HEADER, NOW.minusSeconds(901)))
        .isEqualTo(
            new AuthenticationFailure(
                FailureKind.WRONG_SIGNATURE,
                "Signature expired: 20260102T114459Z is now earlier than 20260102T114500Z"
                    + " (20260102T120000Z - 15 min.)"));
  }

  @Test
  void aSignatureFromTheFutureIsNotYetCurrent() {
    assertThat(verify(Mode.HEADER, NOW.plusSeconds(901)))
        .isEqualTo(
            new AuthenticationFailure(
                FailureKind.WRONG_SIGNATURE,
                "Signature not yet current: 20260102T121501Z is still later than 20260102T121500Z"
                    + " (20260102T120000Z + 15 min.)"));
  }

  @Test
  void aPresignedUrlIsGoodUntilItExpires() {
    // The signer gives each URL thirty minutes.
    assertThat(verify(Mode.PRESIGNED, NOW.minusSeconds(1_800))).isNull();
    assertThat(verify(Mode.PRESIGNED, NOW.minusSeconds(1_801)))
        .isEqualTo(
            new AuthenticationFailure(
                FailureKind.REQUEST_EXPIRED,
                "Request has expired: it was valid until 20260102T115959Z"));
    assertThat(verify(Mode.PRESIGNED, NOW.plusSeconds(900))).isNull();
    assertThat(verify(Mode.PRESIGNED, NOW.plusSeconds(901)))
        .extracting(AuthenticationFailure::kind)
        .isEqualTo(FailureKind.WRONG_SIGNATURE);
  }

  @Test
  void theScopeHasTheDayOfTheDate() {
    HttpRequest signed = sign(Mode.HEADER, NOW);
    String header = signed.header("Authorization");
    HttpRequest changed =
        HttpText.post(
            "",
            "Host",
            "localhost",
            "X-Amz-Date",
            "20260102T120000Z",
            "Authorization",
            (header == null ? "" : header).replace("/20260102/", "/20260101/"));

    assertThat(failureOf(HttpText.verify(verifier(NOW), changed, SECRET)))
        .isEqualTo(
            AuthenticationFailure.wrong(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date"
                    + " from HTTP: '20260101' != '20260102', from '20260102T120000Z'."));
  }

  private @Nullable AuthenticationFailure verify(Mode mode, Instant at) {
    return failureOf(HttpText.verify(verifier(NOW), sign(mode, at), SECRET));
  }

  private static SignatureVerifier verifier(Instant now) {
    return new SignatureVerifier(MovableClock.heldAt(now));
  }

  private HttpRequest sign(Mode mode, Instant at) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .protocol("http")
            .host("localhost")
            .method(SdkHttpMethod.POST)
            .encodedPath("/")
            .build();
    return signer.sign(request, new byte[0], mode, at);
  }

  private static @Nullable AuthenticationFailure failureOf(Verification verification) {
    return verification instanceof Verification.Refused(AuthenticationFailure failure)
        ? failure
        : null;
  }
}
