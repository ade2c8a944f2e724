package dev.junction.identity.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read from the header and the query, and what is said about malformed ones. Source of the
/// messages: answers of the services.
final class SignatureInputTest {

  private static final String CREDENTIAL = "Credential=AKID/20260102/us-east-1/sqs/aws4_request";
  private static final String QUERY =
      "X-Amz-Algorithm=AWS4-HMAC-SHA256"
          + "&X-Amz-Credential=AKID%2F20260102%2Fus-east-1%2Fsqs%2Faws4_request"
          + "&X-Amz-Date=20260102T120000Z&X-Amz-SignedHeaders=host%3Bx-b&X-Amz-Signature=abc";

  @Test
  void aRequestWithoutCredentialsIsAnonymous() {
    assertThat(SignatureInput.of(HttpText.post("", "Host", "localhost")))
        .isEqualTo(new SignatureInput.Absent());
    assertThat(SignatureInput.of(HttpText.post("", "Authorization", " ")))
        .isEqualTo(new SignatureInput.Absent());
    assertThat(SignatureInput.of(HttpText.request("GET", "/", "Action=X-Amz-Signature", "")))
        .isEqualTo(new SignatureInput.Absent());
  }

  @Test
  void aHeaderIsReadWithAnySeparators() {
    for (String separator : new String[] {", ", ",", " ", ",  "}) {
      assertThat(
              header(
                  "AWS4-HMAC-SHA256 "
                      + String.join(separator, CREDENTIAL, "SignedHeaders=host", "Signature=abc")))
          .isEqualTo(
              new SignatureInput.Present(
                  new SignatureParameters(scope(), "host", "abc", "20260102T120000Z", null, null)));
    }
  }

  @Test
  void aPresignedQueryIsRead() {
    assertThat(query(QUERY + "&X-Amz-Expires=60&X-Amz-Security-Token=a%2Fb"))
        .isEqualTo(
            new SignatureInput.Present(
                new SignatureParameters(
                    scope(),
                    "host;x-b",
                    "abc",
                    "20260102T120000Z",
                    "a/b",
                    new SignatureParameters.Presigned(60, null))));
  }

  @Test
  void everyMissingPartOfAHeaderIsNamed() {
    assertThat(message(SignatureInput.of(HttpText.post("", "Authorization", "AWS4-HMAC-SHA256"))))
        .isEqualTo(
            "Authorization header requires 'Credential' parameter. Authorization header requires"
                + " 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter."
                + " Authorization header requires existence of either a 'X-Amz-Date' or a 'Date'"
                + " header. Authorization=AWS4-HMAC-SHA256");
  }

  @Test
  void everyMissingPartOfAQueryIsNamed() {
    assertThat(message(query("X-Amz-Signature=abc")))
        .isEqualTo(
            "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string"
                + " parameters must include 'X-Amz-Credential'. AWS query-string parameters must"
                + " include 'X-Amz-SignedHeaders'. AWS query-string parameters must include"
                + " 'X-Amz-Date'. Re-examine the query-string parameters.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Credential= AKID/a/b/c/d, SignedHeaders=host, Signature=a"
            + "|AKID/a/b/c/d' not a valid key=value pair (missing equal-sign)",
        "Credential=AKID/b/c/d, SignedHeaders=host, Signature=a"
            + "|Credential must have exactly 5 slash-delimited elements",
        "Credential=A/K/a/b/c/d, SignedHeaders=host, Signature=a"
            + "|keyid/date/region/service/term, got 'A/K/a/b/c/d'",
        "Credential=AKID//b/c/d, SignedHeaders=host, Signature=a|exactly 5",
        "Credential=AKID/a/b/c/d, SignedHeaders=host, Signature=a, Signature=b"
            + "|more than one 'Signature'",
        "Credential=AKID/a/b/c/d, SignedHeaders=host, Signature=a, Extra=b"
            + "|unknown parameter 'Extra'"
      })
  void aMalformedHeaderIsRefusedWithItsReason(String parameters, String reason) {
    assertThat(message(header("AWS4-HMAC-SHA256 " + parameters))).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS4-ECDSA-P256-SHA256 Credential=AKID/20260102/sqs/aws4_request|SigV4a",
        "AWS AKID:c2lnbmF0dXJl|Signature versions before 4",
        "Bearer abcdefgh|Unsupported AWS 'algorithm': 'Bearer'",
        "aws4-hmac-sha256 Credential=a|Unsupported AWS 'algorithm': 'aws4-hmac-sha256'",
        "{secret!}|must begin with AWS4-HMAC-SHA256"
      })
  void anotherAlgorithmIsRefusedClearly(String value, String reason) {
    assertThat(message(header(value)))
        .contains(reason)
        .contains("AWS4-HMAC-SHA256")
        .doesNotContain("abcdefgh")
        .doesNotContain("secret!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "604801", "-1", "1e3", "", "99999999999999999999", " 60"})
  void anExpiryOutOfRangeIsRefused(String seconds) {
    assertThat(message(query(QUERY + "&X-Amz-Expires=" + seconds)))
        .isEqualTo("X-Amz-Expires must be a number of seconds from 1 to 604800.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "604800"})
  void anExpiryInRangeIsRead(String seconds) {
    assertThat(query(QUERY + "&X-Amz-Expires=" + seconds))
        .isInstanceOf(SignatureInput.Present.class);
  }

  @Test
  void repeatedParametersAreRefused() {
    assertThat(message(query(QUERY + "&X-Amz-Date=20260102T120000Z")))
        .contains("must not be repeated: 'X-Amz-Date'");
    assertThat(message(query(QUERY + "&X-Amz-Signature=abc"))).contains("must not be repeated");
  }

  @Test
  void twoSignaturesAreRefused() {
    HttpRequest both = HttpText.request("GET", "/", QUERY, "", "Authorization", "AWS4-HMAC-SHA256");
    HttpRequest twice = HttpText.post("", "Authorization", "a", "authorization", "b");

    assertThat(message(SignatureInput.of(both))).contains("one signature");
    assertThat(message(SignatureInput.of(twice))).contains("one signature");
  }

  @Test
  void anOldSignatureInTheQueryIsRefused() {
    assertThat(message(query("Action=ListQueues&AWSAccessKeyId=AKID&SignatureVersion=2")))
        .contains("before 4");
  }

  private static CredentialScope scope() {
    return new CredentialScope(
        "AKID/20260102/us-east-1/sqs/aws4_request",
        "AKID",
        "20260102",
        "us-east-1",
        "sqs",
        "aws4_request");
  }

  private static SignatureInput header(String value) {
    return SignatureInput.of(
        HttpText.post("", "Authorization", value, "X-Amz-Date", "20260102T120000Z"));
  }

  private static SignatureInput query(String query) {
    return SignatureInput.of(HttpText.request("GET", "/", query, ""));
  }

  private static String message(SignatureInput input) {
    assertThat(input).isInstanceOf(SignatureInput.Malformed.class);
    AuthenticationFailure failure = ((SignatureInput.Malformed) input).failure();
    assertThat(failure.kind()).isEqualTo(FailureKind.INCOMPLETE_SIGNATURE);
    return failure.message();
  }
}
