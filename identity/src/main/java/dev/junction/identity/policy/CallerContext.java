package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.ContextValues;
import dev.junction.kernel.Arn;
import java.util.List;

/// The keys that follow from who calls, before those that the request brings along: so a request
/// cannot state another caller.
///
/// There are no organisations and no tags, so `aws:PrincipalOrgID` and `aws:PrincipalTag/…` are
/// never there. Source: IAM User Guide, "AWS global condition context keys", properties of the
/// principal.
record CallerContext(Caller caller, ContextValues request) implements ContextValues {

  private static final String PRINCIPAL = "aws:principal";
  private static final String TYPE = "aws:principaltype";

  @Override
  public List<String> of(String key) {
    if (!key.startsWith(PRINCIPAL) && !key.startsWith("aws:user")) {
      return request.of(key);
    }
    return switch (caller) {
      case Caller.Anonymous() -> key.equals(TYPE) ? List.of("Anonymous") : ofNobody(key);
      case Caller.Service(String principal) ->
          switch (key) {
            case TYPE -> List.of("Service");
            case "aws:principalisawsservice" -> List.of("true");
            case "aws:principalservicename" -> List.of(principal);
            default -> ofNobody(key);
          };
      case Caller.Identity identity ->
          switch (key) {
            case TYPE -> List.of(type(identity));
            case "aws:principalarn" -> List.of(principalArn(identity));
            case "aws:principalaccount" -> List.of(identity.account().value());
            case "aws:userid" -> List.of(identity.userId());
            case "aws:username" -> {
              String name = identity.userName();
              yield name == null ? List.of() : List.of(name);
            }
            default -> ofNobody(key);
          };
    };
  }

  /// A key that says nothing about this caller.
  private List<String> ofNobody(String key) {
    return switch (key) {
      case "aws:principalisawsservice" -> List.of("false");
      case "aws:userid", "aws:username" -> List.of();
      default -> key.startsWith(PRINCIPAL) ? List.of() : request.of(key);
    };
  }

  /// The full name; for a session that of its role, which has lost its path.
  private static String principalArn(Caller.Identity identity) {
    String role = identity.roleName();
    if (role == null) {
      return identity.arn().toString();
    }
    Arn arn = identity.arn();
    return new Arn(arn.partition(), "iam", "", arn.account(), "role/" + role).toString();
  }

  private static String type(Caller.Identity identity) {
    if (identity.roleName() != null) {
      return "AssumedRole";
    }
    return identity.isRoot() ? "Account" : "User";
  }
}
