package dev.junction.identity.sts;

import dev.junction.identity.credential.Principal;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sts.AssumeRoleRequest;
import dev.junction.wire.protocol.CommonErrors;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// When a role may be assumed, and which parameters have to be refused because nothing would come
/// of them. `ExternalId` is accepted: it can only open a door that a trust policy closes.
final class AssumeRoleRules {

  private AssumeRoleRules() {}

  /// Why the call is refused; null when it is not.
  static @Nullable ServiceError check(
      Principal caller,
      RoleArn role,
      AssumeRoleRequest input,
      int durationSeconds,
      RoleAccess access) {
    if (!RoleArn.isName(
        Objects.requireNonNullElse(input.roleSessionName(), ""),
        StsLimits.SESSION_NAME_LENGTH_MIN,
        StsLimits.SESSION_NAME_LENGTH_MAX)) {
      return CommonErrors.validation(
          "RoleSessionName must have 2 to 64 letters, digits and characters of _+=,.@-");
    }
    ServiceError refused = checkDuration(caller, durationSeconds);
    if (refused == null) {
      refused = checkParameters(input);
    }
    return refused == null ? checkAccount(caller, role, input, access) : refused;
  }

  private static @Nullable ServiceError checkDuration(Principal caller, int durationSeconds) {
    ServiceError outOfRange =
        StsOperations.checkDuration(durationSeconds, StsLimits.ROLE_DURATION_SECONDS_MAX);
    if (outOfRange != null) {
      return outOfRange;
    }
    boolean tooLongForChain =
        caller.isAssumedRole() && durationSeconds > StsLimits.CHAINED_ROLE_DURATION_SECONDS_MAX;
    return tooLongForChain
        ? CommonErrors.validation(
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
                + " role chaining")
        : null;
  }

  private static @Nullable ServiceError checkParameters(AssumeRoleRequest input) {
    if (input.serialNumber() != null || input.tokenCode() != null) {
      return StsOperations.noMultiFactorDevice();
    }
    if (input.policy() != null) {
      return notSupported("Policy");
    }
    if (isGiven(input.policyArns())) {
      return notSupported("PolicyArns");
    }
    if (isGiven(input.tags())) {
      return notSupported("Tags");
    }
    if (isGiven(input.transitiveTagKeys())) {
      return notSupported("TransitiveTagKeys");
    }
    if (input.sourceIdentity() != null) {
      return notSupported("SourceIdentity");
    }
    return isGiven(input.providedContexts()) ? notSupported("ProvidedContexts") : null;
  }

  private static @Nullable ServiceError checkAccount(
      Principal caller, RoleArn role, AssumeRoleRequest input, RoleAccess access) {
    boolean allowed =
        switch (access) {
          case ANY_ACCOUNT -> true;
          case OWN_ACCOUNT -> caller.account().equals(role.account());
        };
    return allowed
        ? null
        : CommonErrors.accessDenied(
            "User: "
                + caller.arn()
                + " is not authorized to perform: sts:AssumeRole on resource: "
                + input.roleArn());
  }

  private static boolean isGiven(@Nullable List<?> list) {
    return list != null && !list.isEmpty();
  }

  private static ServiceError notSupported(String parameter) {
    return CommonErrors.invalidParameterValue(
        parameter + " is not supported by this server, and is not ignored either. Leave it out.");
  }
}
