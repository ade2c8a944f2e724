package dev.junction.identity.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.identity.signature.SdkSigner.Mode;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Secret;
import dev.junction.wire.http.HttpRequest;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/// What the AWS SDK for Java signs is accepted, whatever the request looks like.
final class SdkOracleTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final int REQUESTS_PER_MODE = 500;

  private final SignatureVerifier verifier = new SignatureVerifier(MovableClock.heldAt(NOW));
  private final SdkSigner signer =
      new SdkSigner("AKIDEXAMPLE00000", "the-secret-of-the-test", "eu-central-1", "sqs");

  @ParameterizedTest
  @EnumSource
  void everySignedRequestIsAccepted(Mode mode) {
    for (int seed = 0; seed < REQUESTS_PER_MODE; seed++) {
      RandomRequests random = new RandomRequests(seed);
      SdkHttpRequest request = random.next();
      byte[] body = random.body();
      HttpRequest signed = signer.sign(request, body, mode, NOW);

      Verification verification = verify(signed);

      assertThat(String.valueOf(signed.header("x-amz-content-sha256")))
          .matches(mode.contentSha256());
      assertThat(verification)
          .as("seed %d, %s %s?%s %s", seed, signed.method(), signed.path(), signed.query(), request)
          .isInstanceOf(Verification.Verified.class);
      assertThat(((Verification.Verified) verification).request().body()).isEqualTo(body);
    }
  }

  private Verification verify(HttpRequest request) {
    return switch (SignatureInput.of(request)) {
      case SignatureInput.Present(SignatureParameters parameters) ->
          verifier.verify(request, parameters, new Secret("the-secret-of-the-test"));
      case SignatureInput.Malformed(AuthenticationFailure failure) ->
          new Verification.Refused(failure);
      case SignatureInput.Absent _ ->
          new Verification.Refused(AuthenticationFailure.missingToken());
    };
  }
}
