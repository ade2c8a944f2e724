package dev.junction.identity.sts;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import java.util.Optional;

/// The full name of a role: `arn:aws:iam::account:role/path/name`.
///
/// @param account the account that the role belongs to
/// @param name the role's name without its path
record RoleArn(AccountId account, String name) {

  private static final String ROLE = "role/";

  /// Reads the text; empty when it does not name a role.
  static Optional<RoleArn> parse(String text) {
    return Arn.parse(text).filter(RoleArn::namesRole).map(RoleArn::of);
  }

  /// Whether the text consists of the characters that names of roles and sessions may have. Source:
  /// STS API Reference, `AssumeRole`, `RoleSessionName`.
  static boolean isName(String text, int lengthMin, int lengthMax) {
    return text.length() >= lengthMin
        && text.length() <= lengthMax
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || "_+=,.@-".indexOf(c) >= 0);
  }

  private static boolean namesRole(Arn arn) {
    String resource = arn.resource();
    int nameAt = resource.lastIndexOf('/') + 1;
    int pathLength = nameAt - ROLE.length() + 1;
    return arn.service().equals("iam")
        && arn.region().isEmpty()
        && AccountId.isValid(arn.account())
        && resource.startsWith(ROLE)
        && pathLength <= StsLimits.ROLE_PATH_LENGTH_MAX
        && resource.chars().allMatch(c -> c > ' ' && c < 127)
        && isName(resource.substring(nameAt), 1, StsLimits.ROLE_NAME_LENGTH_MAX);
  }

  private static RoleArn of(Arn arn) {
    String resource = arn.resource();
    return new RoleArn(
        new AccountId(arn.account()), resource.substring(resource.lastIndexOf('/') + 1));
  }
}
