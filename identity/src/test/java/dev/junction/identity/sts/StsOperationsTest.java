package dev.junction.identity.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.identity.credential.Principal;
import dev.junction.identity.session.OpenedSession;
import dev.junction.identity.session.SessionClaims;
import dev.junction.identity.session.SessionKeys;
import dev.junction.identity.session.Sessions;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.Secret;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sts.AssumeRoleRequest;
import dev.junction.models.sts.AssumeRoleResponse;
import dev.junction.models.sts.Credentials;
import dev.junction.models.sts.GetCallerIdentityRequest;
import dev.junction.models.sts.GetCallerIdentityResponse;
import dev.junction.models.sts.GetSessionTokenRequest;
import dev.junction.models.sts.PolicyDescriptorType;
import dev.junction.models.sts.ProvidedContext;
import dev.junction.models.sts.Tag;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Durations and answers. Source: STS API Reference, `AssumeRole`, `GetSessionToken` and
/// `GetCallerIdentity`.
final class StsOperationsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final Principal ALICE = Principal.user(ACCOUNT, "team/alice");
  private static final Principal ROOT = Principal.root(ACCOUNT);
  private static final Principal DEPLOY = Principal.assumedRole(ACCOUNT, "deploy", "build-7");
  private static final String ROLE = "arn:aws:iam::111122223333:role/team/deploy";
  private static final String OTHER_ROLE = "arn:aws:iam::444455556666:role/deploy";

  private final MovableClock clock = MovableClock.heldAt(NOW);
  private final Random random = new Random(1);
  private final Sessions sessions =
      new Sessions(SessionKeys.inMemory(random, clock), random, clock);
  private final StsOperations open = new StsOperations(sessions, RoleAccess.ANY_ACCOUNT);
  private final StsOperations strict = new StsOperations(sessions, RoleAccess.OWN_ACCOUNT);

  @Test
  void everyKindOfCallerIsToldItsName() {
    for (Principal caller : List.of(ALICE, ROOT, DEPLOY)) {
      assertThat(
              value(
                  open.getCallerIdentity(
                      call(caller, "AKIAALICE0000000"),
                      GetCallerIdentityRequest.builder().build())))
          .isEqualTo(
              GetCallerIdentityResponse.builder()
                  .account("111122223333")
                  .arn(caller.arn().toString())
                  .userId(caller.userId())
                  .build());
    }
  }

  @Test
  void aSessionOfAUserIsTheUser() {
    assertThat(principalOf(sessionToken(ALICE, null))).isEqualTo(ALICE);
  }

  @Test
  void aSessionOfAUserLastsTwelveHoursIfNothingIsSaid() {
    assertThat(secondsOf(sessionToken(ALICE, null))).isEqualTo(43_200);
    assertThat(secondsOf(sessionToken(ALICE, 900))).isEqualTo(900);
    assertThat(secondsOf(sessionToken(ALICE, 129_600))).isEqualTo(129_600);
  }

  @Test
  void aSessionOfARootLastsAnHourAtMost() {
    assertThat(secondsOf(sessionToken(ROOT, null))).isEqualTo(3_600);
    assertThat(secondsOf(sessionToken(ROOT, 900))).isEqualTo(900);
    assertThat(secondsOf(sessionToken(ROOT, 129_600))).isEqualTo(3_600);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 899, 129_601})
  void aSessionOfAnotherLengthIsRefused(int seconds) {
    ServiceError error =
        error(
            open.getSessionToken(
                call(ALICE, "AKIAALICE0000000"),
                GetSessionTokenRequest.builder().durationSeconds(seconds).build()));

    assertThat(error.codeForQuery()).isEqualTo("ValidationError");
    assertThat(error.message()).contains("'" + seconds + "' at 'durationSeconds'");
  }

  @Test
  void aSessionDoesNotBeginWithASession() {
    ServiceError error =
        error(
            open.getSessionToken(
                call(ALICE, "ASIAALICE0000000"), GetSessionTokenRequest.builder().build()));

    assertThat(error.codeForQuery()).isEqualTo("AccessDenied");
    assertThat(error.httpStatus()).isEqualTo(403);
  }

  @Test
  void aCodeOfADeviceIsRefused() {
    ServiceError error =
        error(
            open.getSessionToken(
                call(ALICE, "AKIAALICE0000000"),
                GetSessionTokenRequest.builder()
                    .serialNumber("arn:aws:iam::111122223333:mfa/alice")
                    .tokenCode("123456")
                    .build()));

    assertThat(error.codeForQuery()).isEqualTo("AccessDenied");
  }

  @Test
  void anAssumedRoleIsItsSession() {
    AssumeRoleResponse response = value(assume(strict, ALICE, role -> role));

    Principal session = Principal.assumedRole(ACCOUNT, "deploy", "build-7");
    assertThat(response.assumedRoleUser()).isNotNull();
    assertThat(String.valueOf(response.assumedRoleUser()))
        .contains(session.userId())
        .contains("arn:aws:sts::111122223333:assumed-role/deploy/build-7");
    assertThat(response.packedPolicySize()).isNull();
    assertThat(principalOf(response.credentials())).isEqualTo(session);
    assertThat(secondsOf(response.credentials())).isEqualTo(3_600);
  }

  @Test
  void aRoleIsAssumedForFifteenMinutesToTwelveHours() {
    for (int seconds : new int[] {900, 43_200}) {
      assertThat(
              secondsOf(
                  value(assume(strict, ALICE, role -> role.durationSeconds(seconds)))
                      .credentials()))
          .isEqualTo(seconds);
    }
    for (int seconds : new int[] {0, 899, 43_201}) {
      assertThat(error(assume(strict, ALICE, role -> role.durationSeconds(seconds))).codeForQuery())
          .isEqualTo("ValidationError");
    }
  }

  @Test
  void aRoleAssumedByARoleLastsAnHourAtMost() {
    assertThat(value(assume(strict, DEPLOY, role -> role.durationSeconds(3_600)))).isNotNull();
    assertThat(error(assume(strict, DEPLOY, role -> role.durationSeconds(3_601))).message())
        .contains("role chaining");
  }

  @Test
  void withoutTrustPoliciesTheAccountIsTheBorder() {
    ServiceError error = error(assume(strict, ALICE, role -> role.roleArn(OTHER_ROLE)));
    assertThat(error.codeForQuery()).isEqualTo("AccessDenied");
    assertThat(error.message())
        .isEqualTo(
            "User: arn:aws:iam::111122223333:user/team/alice is not authorized to perform:"
                + " sts:AssumeRole on resource: arn:aws:iam::444455556666:role/deploy");

    assertThat(
            principalOf(value(assume(open, ALICE, role -> role.roleArn(OTHER_ROLE))).credentials()))
        .isEqualTo(Principal.assumedRole(new AccountId("444455556666"), "deploy", "build-7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy",
        "arn:aws:iam::111122223333:user/deploy",
        "arn:aws:iam::111122223333:role/",
        "arn:aws:iam::111122223333:role/a b",
        "arn:aws:iam::111122223333:role/a:b",
        "arn:aws:iam::11112222333:role/deploy",
        "arn:aws:iam:us-east-1:111122223333:role/deploy",
        "arn:aws:sts::111122223333:role/deploy"
      })
  void anotherNameThanARolesIsRefused(String roleArn) {
    ServiceError error = error(assume(open, ALICE, role -> role.roleArn(roleArn)));

    assertThat(error.codeForQuery()).isEqualTo("ValidationError");
    assertThat(error.message()).isEqualTo(roleArn + " is invalid");
  }

  @Test
  void aRoleNameHasSixtyFourCharactersAtMost() {
    String prefix = "arn:aws:iam::111122223333:role/";
    assertThat(value(assume(open, ALICE, role -> role.roleArn(prefix + "r".repeat(64)))))
        .isNotNull();
    assertThat(error(assume(open, ALICE, role -> role.roleArn(prefix + "r".repeat(65)))).message())
        .endsWith("is invalid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", "a:b", "a b", "ü-ü"})
  void aSessionNameThatWouldBreakTheFullNameIsRefused(String name) {
    assertThat(error(assume(open, ALICE, role -> role.roleSessionName(name))).codeForQuery())
        .isEqualTo("ValidationError");
  }

  static Stream<UnaryOperator<AssumeRoleRequest.Builder>> parametersThatNothingWouldComeOf() {
    return Stream.of(
        role -> role.policy("{}"),
        role -> role.policyArns(List.of(PolicyDescriptorType.builder().build())),
        role -> role.tags(List.of(Tag.builder().key("k").value("v").build())),
        role -> role.transitiveTagKeys(List.of("k")),
        role -> role.sourceIdentity("alice"),
        role -> role.providedContexts(List.of(ProvidedContext.builder().build())),
        role -> role.serialNumber("arn:aws:iam::111122223333:mfa/alice"),
        role -> role.tokenCode("123456"));
  }

  @ParameterizedTest
  @MethodSource("parametersThatNothingWouldComeOf")
  void aParameterThatNothingWouldComeOfIsRefused(
      UnaryOperator<AssumeRoleRequest.Builder> parameter) {
    assertThat(error(assume(open, ALICE, parameter)).fault()).isEqualTo(ServiceError.Fault.CLIENT);
  }

  @Test
  void anExternalIdIsAcceptedBecauseNoTrustPolicyAsksForOne() {
    assertThat(value(assume(strict, ALICE, role -> role.externalId("partner-7")))).isNotNull();
  }

  private CompletionStage<Outcome<AssumeRoleResponse>> assume(
      StsOperations operations,
      Principal caller,
      UnaryOperator<AssumeRoleRequest.Builder> parameters) {
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder().roleArn(ROLE).roleSessionName("build-7");
    return operations.assumeRole(
        call(caller, "AKIAALICE0000000"), parameters.apply(request).build());
  }

  private Credentials sessionToken(Principal caller, @Nullable Integer seconds) {
    Credentials credentials =
        value(
                open.getSessionToken(
                    call(caller, "AKIAALICE0000000"),
                    GetSessionTokenRequest.builder().durationSeconds(seconds).build()))
            .credentials();
    assertThat(credentials).isNotNull();
    return Objects.requireNonNull(credentials);
  }

  private Principal principalOf(@Nullable Credentials credentials) {
    Credentials given = Objects.requireNonNull(credentials);
    OpenedSession opened =
        sessions.open(
            Objects.requireNonNull(given.accessKeyId()),
            Objects.requireNonNull(given.sessionToken()));
    assertThat(opened).isInstanceOf(OpenedSession.Valid.class);
    OpenedSession.Valid valid = (OpenedSession.Valid) opened;
    assertThat(valid.secret())
        .isEqualTo(new Secret(Objects.requireNonNull(given.secretAccessKey())));
    SessionClaims claims = valid.claims();
    assertThat(claims.expiresAt()).isEqualTo(given.expiration());
    return claims.principal();
  }

  private static long secondsOf(@Nullable Credentials credentials) {
    return Objects.requireNonNull(Objects.requireNonNull(credentials).expiration()).getEpochSecond()
        - NOW.getEpochSecond();
  }

  private static Call call(Principal caller, String accessKeyId) {
    return new Call(
        "a-request",
        new Caller(caller.account(), caller.arn().toString(), caller.userId(), accessKeyId),
        new Region("us-east-1"),
        "http://localhost:4566",
        Call.Departure.NEVER);
  }

  private static <R> R value(CompletionStage<Outcome<R>> answer) {
    Outcome<R> outcome = answer.toCompletableFuture().join();
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted<R>) outcome).value();
  }

  private static <R> ServiceError error(CompletionStage<Outcome<R>> answer) {
    Outcome<R> outcome = answer.toCompletableFuture().join();
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    return ((Outcome.Rejected<R>) outcome).error();
  }
}
