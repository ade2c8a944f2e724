package dev.junction.identity.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.ServiceError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Codes and statuses. Sources: "Common Errors" of the SQS and SNS API references; answers of SQS,
/// SNS, STS, Kinesis, Events and Lambda.
final class AuthenticationFailureTest {

  @ParameterizedTest
  @CsvSource({
    "MISSING_TOKEN, QUERY, MissingAuthenticationToken, 403",
    "MISSING_TOKEN, JSON, MissingAuthenticationTokenException, 400",
    "MISSING_TOKEN, REST_JSON, MissingAuthenticationTokenException, 403",
    "INCOMPLETE_SIGNATURE, QUERY, IncompleteSignature, 400",
    "INCOMPLETE_SIGNATURE, JSON, IncompleteSignatureException, 400",
    "UNKNOWN_CLIENT, QUERY, InvalidClientTokenId, 403",
    "UNKNOWN_CLIENT, JSON, UnrecognizedClientException, 400",
    "UNKNOWN_CLIENT, REST_JSON, UnrecognizedClientException, 403",
    "WRONG_SIGNATURE, QUERY, SignatureDoesNotMatch, 403",
    "WRONG_SIGNATURE, JSON, InvalidSignatureException, 400",
    "EXPIRED_TOKEN, QUERY, ExpiredToken, 403",
    "EXPIRED_TOKEN, JSON, ExpiredTokenException, 400",
    "REQUEST_EXPIRED, QUERY, RequestExpired, 400",
  })
  void eachProtocolHasItsOwnCodes(
      FailureKind kind, ProtocolFamily family, String code, int httpStatus) {
    assertThat(new AuthenticationFailure(kind, "why").toServiceError(family))
        .isEqualTo(ServiceError.client(code, httpStatus, "why"));
  }

  @Test
  void theQueueServiceAnswersJsonWithBothCodes() {
    ServiceError error =
        AuthenticationFailure.unknownClient().toServiceError(ProtocolFamily.JSON_QUERY_COMPATIBLE);

    assertThat(error.code()).isEqualTo("UnrecognizedClientException");
    assertThat(error.codeForQuery()).isEqualTo("InvalidClientTokenId");
    assertThat(error.httpStatus()).isEqualTo(403);
  }

  @Test
  void aScopeOfAnotherServiceIsAWrongSignature() {
    assertThat(AuthenticationFailure.wrongService("sqs"))
        .isEqualTo(
            new AuthenticationFailure(
                FailureKind.WRONG_SIGNATURE,
                "Credential should be scoped to correct service: 'sqs'."));
  }

  @Test
  void theFamilyIsSeenFromOutside() {
    assertThat(ProtocolFamily.of(HttpText.post("", "X-Amz-Target", "AmazonSQS.SendMessage")))
        .isEqualTo(ProtocolFamily.JSON_QUERY_COMPATIBLE);
    assertThat(ProtocolFamily.of(HttpText.post("", "X-Amz-Target", "Kinesis_20131202.PutRecord")))
        .isEqualTo(ProtocolFamily.JSON);
    assertThat(
            ProtocolFamily.of(
                HttpText.post(
                    "Action=Publish",
                    "Content-Type",
                    "application/x-www-form-urlencoded; charset=utf-8")))
        .isEqualTo(ProtocolFamily.QUERY);
    assertThat(ProtocolFamily.of(HttpText.request("GET", "/", "Action=ListQueues", "")))
        .isEqualTo(ProtocolFamily.QUERY);
    assertThat(ProtocolFamily.of(HttpText.request("GET", "/schedules/a", null, "")))
        .isEqualTo(ProtocolFamily.REST_JSON);
  }
}
