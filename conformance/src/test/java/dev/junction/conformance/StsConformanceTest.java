package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.Junction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/// STS through the AWS SDK for Java, and what its credentials are good for. Expected values: STS
/// API Reference, each operation's page.
final class StsConformanceTest {

  private static final String ROLE = "arn:aws:iam::444455556666:role/team/deploy";

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @SuppressWarnings("NullAway.Init") // set before each test
  private StsClient sts;

  @BeforeEach
  void start() {
    junction = Junction.builder().ephemeral().port(0).start();
    sts = Clients.of(StsClient.builder(), junction);
  }

  @AfterEach
  void stop() {
    sts.close();
    junction.close();
  }

  private static AwsSessionCredentials session(Credentials issued) {
    return AwsSessionCredentials.create(
        issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());
  }

  private static StsClient sts(Junction server, AwsCredentials credentials) {
    return StsClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static SqsClientBuilder sqs(Junction server, AwsCredentials credentials) {
    return SqsClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClient(UrlConnectionHttpClient.create());
  }

  @Test
  void aCallerIsToldWhoItIs() {
    GetCallerIdentityResponse caller = sts.getCallerIdentity();
    assertThat(caller.account()).isEqualTo("000000000000");
    assertThat(caller.arn()).isEqualTo("arn:aws:iam::000000000000:root");
    assertThat(caller.userId()).isEqualTo("000000000000");
  }

  @Test
  void aSessionTokenIsItsCallerForAWhile() {
    Credentials issued = sts.getSessionToken(r -> r.durationSeconds(900)).credentials();
    assertThat(issued.accessKeyId()).startsWith("ASIA");
    assertThat(Duration.between(Instant.now(), issued.expiration()))
        .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(16));
    try (StsClient session = sts(junction, session(issued))) {
      assertThat(session.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::000000000000:root");
      junction.clock().advance(Duration.ofMinutes(16));
      assertThatThrownBy(session::getCallerIdentity)
          .isInstanceOfSatisfying(
              StsException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ExpiredToken"));
    }
  }

  @Test
  void aRoleActsInItsOwnAccount() {
    var assumed = sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("build-7"));
    assertThat(assumed.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::444455556666:assumed-role/deploy/build-7");
    AwsSessionCredentials role = session(assumed.credentials());
    try (StsClient session = sts(junction, role);
        SqsClient queues = sqs(junction, role).build()) {
      assertThat(session.getCallerIdentity().account()).isEqualTo("444455556666");
      assertThat(queues.createQueue(r -> r.queueName("deployed")).queueUrl())
          .endsWith("/444455556666/deployed");
    }
  }

  @Test
  void inputIsCheckedAgainstTheModel() {
    assertThatThrownBy(() -> sts.getSessionToken(r -> r.durationSeconds(60)))
        .isInstanceOfSatisfying(
            StsException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "1 validation error detected: Value '60' at 'durationSeconds' failed to"
                          + " satisfy constraint: Member must have value greater than or equal to"
                          + " 900");
            });
    assertThatThrownBy(() -> sts.assumeRole(r -> r.roleSessionName("build-7")))
        .isInstanceOf(StsException.class)
        .hasMessageContaining("Value null at 'roleArn'");
  }

  @Test
  void inStrictModeASignatureIsGoodForItsServiceOnly() throws Exception {
    Path file = folder.resolve("credentials");
    Files.writeString(
        file,
        """
        [alice]
        aws_access_key_id     = AKIAALICE0000000
        aws_secret_access_key = 9ue8t0fEXAMPLEm3Jw1r7YhXo2vKq5LbTzNc4DsP
        account               = 111122223333
        user                  = team/alice
        """);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    AwsCredentials alice =
        AwsBasicCredentials.create("AKIAALICE0000000", "9ue8t0fEXAMPLEm3Jw1r7YhXo2vKq5LbTzNc4DsP");
    try (Junction strict =
            Junction.builder()
                .ephemeral()
                .port(0)
                .set("identity.credentials", file.toString())
                .start();
        StsClient identity = sts(strict, alice);
        SqsClient queues = sqs(strict, alice).build();
        SqsClient signedForSns = signedForSns(sqs(strict, alice))) {
      assertThat(identity.getCallerIdentity().arn())
          .isEqualTo("arn:aws:iam::111122223333:user/team/alice");
      assertThat(queues.createQueue(r -> r.queueName("q")).queueUrl()).endsWith("/111122223333/q");
      assertThatThrownBy(signedForSns::listQueues)
          .isInstanceOfSatisfying(
              SqsException.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(403);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
                assertThat(e.getMessage()).contains("scoped to correct service: 'sqs'");
              });
    }
  }

  private static SqsClient signedForSns(SqsClientBuilder builder) {
    return builder
        .authSchemeProvider(
            _ ->
                List.of(
                    AuthSchemeOption.builder()
                        .schemeId("aws.auth#sigv4")
                        .putSignerProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sns")
                        .putSignerProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .build()))
        .build();
  }
}
