package dev.junction.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.identity.credential.Principal;
import dev.junction.identity.session.SessionCredentials;
import dev.junction.identity.signature.AuthenticationFailure;
import dev.junction.identity.signature.FailureKind;
import dev.junction.identity.signature.HttpText;
import dev.junction.identity.signature.ProtocolFamily;
import dev.junction.identity.signature.SdkSigner;
import dev.junction.identity.signature.SdkSigner.Mode;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.wire.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

final class StrictAuthenticatorTest {

  private final Identities identities = new Identities();

  @Test
  void aKnownKeyIsItsUser() {
    HttpRequest request = sign(signer(Identities.ALICE.id(), Identities.SECRET_TEXT));

    assertThat(identities.strict.authenticate(request))
        .isEqualTo(
            new Authentication.Authenticated(
                new CallerIdentity(
                    Principal.user(Identities.ACCOUNT, "team/alice"),
                    new Region("eu-central-1"),
                    "sqs",
                    Identities.ALICE.id()),
                request));
  }

  @Test
  void anAnonymousRequestIsRefused() {
    assertThat(failure(HttpText.post("", "Host", "localhost")))
        .isEqualTo(FailureKind.MISSING_TOKEN);
  }

  @Test
  void anUnknownKeyIsRefused() {
    assertThat(failure(sign(signer("AKIDUNKNOWN00000", Identities.SECRET_TEXT))))
        .isEqualTo(FailureKind.UNKNOWN_CLIENT);
    assertThat(failure(sign(signer("123456789012", Identities.SECRET_TEXT))))
        .isEqualTo(FailureKind.UNKNOWN_CLIENT);
  }

  @Test
  void aWrongSecretIsRefused() {
    assertThat(failure(sign(signer(Identities.ALICE.id(), "another secret"))))
        .isEqualTo(FailureKind.WRONG_SIGNATURE);
  }

  @Test
  void anIssuedSessionIsItsPrincipalUntilItEnds() {
    Principal role = Principal.assumedRole(new AccountId("999999999999"), "deploy", "build-7");
    SessionCredentials session = identities.sessions.issue(role, Duration.ofMinutes(15));
    HttpRequest request = sign(signer(session));

    Authentication authentication = identities.strict.authenticate(request);
    assertThat(authentication).isInstanceOf(Authentication.Authenticated.class);
    CallerIdentity caller = ((Authentication.Authenticated) authentication).caller();
    assertThat(caller.account()).isEqualTo(new AccountId("999999999999"));
    assertThat(caller.principalArn())
        .hasToString("arn:aws:sts::999999999999:assumed-role/deploy/build-7");
    assertThat(caller.userId()).startsWith("AROA").endsWith(":build-7");
    assertThat(caller.accessKeyId()).isEqualTo(session.accessKeyId());

    identities.clock.advance(Duration.ofMinutes(15).minusSeconds(1));
    assertThat(identities.strict.authenticate(request))
        .isInstanceOf(Authentication.Authenticated.class);
    identities.clock.advance(Duration.ofSeconds(1));
    assertThat(failure(request)).isEqualTo(FailureKind.EXPIRED_TOKEN);
  }

  @Test
  void aSessionKeyWithoutItsTokenIsUnknown() {
    SessionCredentials session =
        identities.sessions.issue(Identities.ALICE.principal(), Duration.ofHours(1));

    assertThat(failure(sign(signer(session.accessKeyId(), session.secret().reveal()))))
        .isEqualTo(FailureKind.UNKNOWN_CLIENT);
  }

  @Test
  void theTokenOfAnotherSessionIsUnknown() {
    SessionCredentials one =
        identities.sessions.issue(Identities.ALICE.principal(), Duration.ofHours(1));
    SessionCredentials other =
        identities.sessions.issue(Identities.ALICE.principal(), Duration.ofHours(1));

    assertThat(
            failure(
                sign(
                    SdkSigner.ofSession(
                        one.accessKeyId(),
                        one.secret().reveal(),
                        other.sessionToken(),
                        "eu-central-1",
                        "sqs"))))
        .isEqualTo(FailureKind.UNKNOWN_CLIENT);
  }

  @Test
  void aTokenBesideALongLivedKeyIsUnknown() {
    assertThat(
            failure(
                sign(
                    SdkSigner.ofSession(
                        Identities.ALICE.id(),
                        Identities.SECRET_TEXT,
                        "a-token",
                        "eu-central-1",
                        "sqs"))))
        .isEqualTo(FailureKind.UNKNOWN_CLIENT);
  }

  @Test
  void aChunkedBodyIsHandedOutPlain() {
    HttpRequest request =
        signer(Identities.ALICE.id(), Identities.SECRET_TEXT)
            .sign(request(), new byte[] {1, 2, 3}, Mode.SIGNED_CHUNKS, Identities.NOW);

    Authentication authentication = identities.strict.authenticate(request);

    assertThat(authentication).isInstanceOf(Authentication.Authenticated.class);
    assertThat(((Authentication.Authenticated) authentication).request().body())
        .containsExactly(1, 2, 3);
  }

  @Test
  void aRefusalSpeaksTheProtocolOfTheRequest() {
    HttpRequest query =
        HttpText.post("Action=Publish", "Content-Type", "application/x-www-form-urlencoded");
    HttpRequest json = HttpText.post("{}", "X-Amz-Target", "AWSEvents.PutEvents");

    assertThat(((Authentication.Refused) identities.strict.authenticate(query)).errorFor(query))
        .extracting("code", "httpStatus")
        .containsExactly("MissingAuthenticationToken", 403);
    assertThat(((Authentication.Refused) identities.strict.authenticate(json)).errorFor(json))
        .extracting("code", "httpStatus")
        .containsExactly("MissingAuthenticationTokenException", 400);
    assertThat(identities.strict.authenticate(json).toOutcome(ProtocolFamily.JSON))
        .isInstanceOf(Outcome.Rejected.class);
  }

  private static SdkHttpRequest request() {
    return SdkHttpRequest.builder()
        .protocol("http")
        .host("localhost")
        .method(SdkHttpMethod.POST)
        .encodedPath("/")
        .build();
  }

  private static SdkSigner signer(String accessKeyId, String secret) {
    return new SdkSigner(accessKeyId, secret, "eu-central-1", "sqs");
  }

  private static SdkSigner signer(SessionCredentials session) {
    return SdkSigner.ofSession(
        session.accessKeyId(),
        session.secret().reveal(),
        session.sessionToken(),
        "eu-central-1",
        "sqs");
  }

  private static HttpRequest sign(SdkSigner signer) {
    return signer.sign(request(), new byte[0], Mode.HEADER, Identities.NOW);
  }

  private FailureKind failure(HttpRequest request) {
    Authentication authentication = identities.strict.authenticate(request);
    assertThat(authentication).isInstanceOf(Authentication.Refused.class);
    AuthenticationFailure failure = ((Authentication.Refused) authentication).failure();
    return failure.kind();
  }
}
