package dev.junction.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.identity.credential.Principal;
import dev.junction.identity.session.SessionCredentials;
import dev.junction.identity.signature.FailureKind;
import dev.junction.identity.signature.HttpText;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.wire.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAuthenticatorTest {

  private final Identities identities = new Identities();

  @Test
  void anAnonymousRequestIsTheDefaultAccount() {
    CallerIdentity caller = caller(HttpText.post("", "Host", "localhost:4566"));

    assertThat(caller)
        .isEqualTo(new CallerIdentity(Principal.root(AccountId.DEFAULT), Region.DEFAULT, "", ""));
    assertThat(caller.principalArn()).hasToString("arn:aws:iam::000000000000:root");
    assertThat(caller.userId()).isEqualTo("000000000000");
  }

  @Test
  void twelveDigitsAreTheirOwnAccount() {
    CallerIdentity caller = caller(signedBy("123456789012/20260102/eu-west-1/sns/aws4_request"));

    assertThat(caller.account()).isEqualTo(new AccountId("123456789012"));
    assertThat(caller.region()).isEqualTo(new Region("eu-west-1"));
    assertThat(caller.service()).isEqualTo("sns");
  }

  @Test
  void anyOtherKeyIsTheDefaultAccount() {
    CallerIdentity caller = caller(signedBy("test/20260102/eu-west-1/sqs/aws4_request"));

    assertThat(caller.account()).isEqualTo(AccountId.DEFAULT);
    assertThat(caller.accessKeyId()).isEqualTo("test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "Basic dXNlcjpwYXNz",
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=",
        "AWS4-HMAC-SHA256 Credential=////////",
        "AWS4-HMAC-SHA256 Credential=a/b/REGION!/Service?/c",
        "AWS AKID:signature"
      })
  void garbageIsTheDefaultAccountAndRegion(String authorization) {
    CallerIdentity caller = caller(HttpText.post("", "Authorization", authorization));

    assertThat(caller.account()).isEqualTo(AccountId.DEFAULT);
    assertThat(caller.region()).isEqualTo(Region.DEFAULT);
    assertThat(caller.service()).isEmpty();
  }

  @Test
  void aHeaderWithNothingButACredentialIsEnough() {
    CallerIdentity caller =
        caller(
            HttpText.post(
                "",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=111111111111/20260102/eu-west-1/sqs/aws4_request"));

    assertThat(caller.account()).isEqualTo(new AccountId("111111111111"));
    assertThat(caller.region()).isEqualTo(new Region("eu-west-1"));
  }

  @Test
  void aPresignedUrlStatesItsCallerToo() {
    CallerIdentity caller =
        caller(
            HttpText.request(
                "GET",
                "/",
                "Action=ListQueues&X-Amz-Credential="
                    + "111111111111%2F20260102%2Feu-west-1%2Fsqs%2Faws4_request",
                ""));

    assertThat(caller.account()).isEqualTo(new AccountId("111111111111"));
    assertThat(caller.region()).isEqualTo(new Region("eu-west-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "sqs.eu-central-1.amazonaws.com, eu-central-1",
    "eu-central-1.queue.amazonaws.com, eu-central-1",
    "sqs.eu-central-1.localhost:4566, eu-central-1",
    "sqs.us-gov-west-1.localhost.example.cloud:4566, us-gov-west-1",
    "abc123.execute-api.ap-southeast-2.localhost, ap-southeast-2",
    "localhost, us-east-1",
    "127.0.0.1:4566, us-east-1",
    "[::1]:4566, us-east-1",
    "my-app-1, us-east-1",
    "my-app-1.example.com, us-east-1",
    "queue.amazonaws.com, us-east-1"
  })
  void withoutAScopeTheHostNamesTheRegion(String host, String region) {
    assertThat(caller(HttpText.post("", "Host", host)).region()).isEqualTo(new Region(region));
  }

  @Test
  void anIssuedSessionCarriesItsAccount() {
    SessionCredentials session =
        identities.sessions.issue(
            Principal.user(new AccountId("222222222222"), "bob"), Duration.ofMinutes(15));
    HttpRequest request =
        HttpText.post(
            "",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential="
                + session.accessKeyId()
                + "/20260102/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=any",
            "X-Amz-Security-Token",
            session.sessionToken());

    assertThat(caller(request).account()).isEqualTo(new AccountId("222222222222"));

    identities.clock.advance(Duration.ofMinutes(15));
    assertThat(identities.open.authenticate(request))
        .isInstanceOfSatisfying(
            Authentication.Refused.class,
            refused -> assertThat(refused.failure().kind()).isEqualTo(FailureKind.EXPIRED_TOKEN));
  }

  @Test
  void aForeignTokenIsIgnored() {
    HttpRequest request =
        HttpText.post(
            "",
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=test/20260102/us-east-1/sqs/aws4_request",
            "X-Amz-Security-Token",
            "a-token-from-elsewhere");

    assertThat(caller(request).account()).isEqualTo(AccountId.DEFAULT);
  }

  @Test
  void aChunkedBodyIsHandedOutPlain() {
    HttpRequest request =
        HttpText.post(
            "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
            "x-amz-content-sha256",
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "x-amz-trailer",
            "x-amz-checksum-crc32");

    assertThat(identities.open.authenticate(request))
        .isInstanceOfSatisfying(
            Authentication.Authenticated.class,
            authenticated -> assertThat(authenticated.request().body()).hasSize(5));
  }

  private static HttpRequest signedBy(String credential) {
    return HttpText.post(
        "",
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=any");
  }

  private CallerIdentity caller(HttpRequest request) {
    Authentication authentication = identities.open.authenticate(request);
    assertThat(authentication).isInstanceOf(Authentication.Authenticated.class);
    return ((Authentication.Authenticated) authentication).caller();
  }
}
