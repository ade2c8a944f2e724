package dev.junction.identity.sts;

import dev.junction.identity.credential.Principal;
import dev.junction.identity.session.SessionCredentials;
import dev.junction.identity.session.Sessions;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sts.AssumeRoleRequest;
import dev.junction.models.sts.AssumeRoleResponse;
import dev.junction.models.sts.AssumedRoleUser;
import dev.junction.models.sts.Credentials;
import dev.junction.models.sts.GetCallerIdentityRequest;
import dev.junction.models.sts.GetCallerIdentityResponse;
import dev.junction.models.sts.GetSessionTokenRequest;
import dev.junction.models.sts.GetSessionTokenResponse;
import dev.junction.models.sts.StsApi;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.CommonErrors;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The operations of the security token service that are built.
///
/// Durability: nothing is stored; credentials carry all that is known about them. Threads: any
/// number; each call answers at once.
public final class StsOperations implements StsApi {

  private static final String SESSION_KEY_PREFIX = "ASIA";

  private final Sessions sessions;
  private final RoleAccess roleAccess;

  public StsOperations(Sessions sessions, RoleAccess roleAccess) {
    this.sessions = sessions;
    this.roleAccess = roleAccess;
  }

  @Override
  public CompletionStage<Outcome<GetCallerIdentityResponse>> getCallerIdentity(
      Call call, GetCallerIdentityRequest input) {
    Principal caller = principalOf(call);
    return accepted(
        GetCallerIdentityResponse.builder()
            .account(caller.account().value())
            .arn(caller.arn().toString())
            .userId(caller.userId())
            .build());
  }

  @Override
  public CompletionStage<Outcome<GetSessionTokenResponse>> getSessionToken(
      Call call, GetSessionTokenRequest input) {
    Principal caller = principalOf(call);
    if (call.accessKeyId().startsWith(SESSION_KEY_PREFIX)) {
      return rejected(
          CommonErrors.accessDenied("Cannot call GetSessionToken with session credentials"));
    }
    if (input.serialNumber() != null || input.tokenCode() != null) {
      return rejected(noMultiFactorDevice());
    }
    int seconds =
        input.durationSeconds() == null
            ? StsLimits.USER_DURATION_SECONDS_DEFAULT
            : input.durationSeconds();
    ServiceError outOfRange = checkDuration(seconds, StsLimits.USER_DURATION_SECONDS_MAX);
    if (outOfRange != null) {
      return rejected(outOfRange);
    }
    int granted =
        caller.isRoot() ? Math.min(seconds, StsLimits.ROOT_DURATION_SECONDS_MAX) : seconds;
    return accepted(GetSessionTokenResponse.builder().credentials(issue(caller, granted)).build());
  }

  @Override
  public CompletionStage<Outcome<AssumeRoleResponse>> assumeRole(
      Call call, AssumeRoleRequest input) {
    String named = Objects.requireNonNullElse(input.roleArn(), "");
    String sessionName = Objects.requireNonNullElse(input.roleSessionName(), "");
    RoleArn role = RoleArn.parse(named).orElse(null);
    if (role == null) {
      return rejected(CommonErrors.validation(named + " is invalid"));
    }
    Principal caller = principalOf(call);
    int seconds =
        input.durationSeconds() == null
            ? StsLimits.ROLE_DURATION_SECONDS_DEFAULT
            : input.durationSeconds();
    ServiceError refused = AssumeRoleRules.check(caller, role, input, seconds, roleAccess);
    if (refused != null) {
      return rejected(refused);
    }
    Principal session = Principal.assumedRole(role.account(), role.name(), sessionName);
    return accepted(
        AssumeRoleResponse.builder()
            .credentials(issue(session, seconds))
            .assumedRoleUser(
                AssumedRoleUser.builder()
                    .arn(session.arn().toString())
                    .assumedRoleId(session.userId())
                    .build())
            .build());
  }

  /// What a code of a device gets that nobody could have registered here.
  static ServiceError noMultiFactorDevice() {
    return CommonErrors.accessDenied(
        "MultiFactorAuthentication failed: no MFA device is registered with this server.");
  }

  static @Nullable ServiceError checkDuration(int seconds, int secondsMax) {
    if (seconds < StsLimits.DURATION_SECONDS_MIN) {
      return outOfRange(seconds, "greater than or equal to " + StsLimits.DURATION_SECONDS_MIN);
    }
    return seconds > secondsMax ? outOfRange(seconds, "less than or equal to " + secondsMax) : null;
  }

  private static ServiceError outOfRange(int seconds, String constraint) {
    return CommonErrors.validation(
        "1 validation error detected: Value '"
            + seconds
            + "' at 'durationSeconds' failed to satisfy constraint: Member must have value "
            + constraint);
  }

  private static Principal principalOf(Call call) {
    return Arn.parse(call.principalArn())
        .map(arn -> Principal.named(call.accountId(), arn))
        .orElseGet(() -> Principal.root(call.accountId()));
  }

  private Credentials issue(Principal principal, int seconds) {
    SessionCredentials issued = sessions.issue(principal, Duration.ofSeconds(seconds));
    return Credentials.builder()
        .accessKeyId(issued.accessKeyId())
        .secretAccessKey(issued.secret().reveal())
        .sessionToken(issued.sessionToken())
        .expiration(issued.expiresAt())
        .build();
  }

  private static <R> CompletionStage<Outcome<R>> accepted(R response) {
    return CompletableFuture.completedFuture(Outcome.accepted(response));
  }

  private static <R> CompletionStage<Outcome<R>> rejected(ServiceError error) {
    return CompletableFuture.completedFuture(Outcome.rejected(error));
  }
}
