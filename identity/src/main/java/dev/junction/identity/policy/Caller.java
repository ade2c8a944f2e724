package dev.junction.identity.policy;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import org.jspecify.annotations.Nullable;

/// Whoever makes a request, as policies see it.
public sealed interface Caller {

  /// Nobody who is known: a request without a signature.
  record Anonymous() implements Caller {}

  /// A service that acts by itself, as a topic does when it delivers to a queue.
  ///
  /// @param principal as in `sns.amazonaws.com`
  record Service(String principal) implements Caller {}

  /// Somebody of an account: its root, a user, or a session of a role.
  ///
  /// @param arn the full name; for a session `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`
  /// @param userId the unique id that goes with the name
  record Identity(AccountId account, Arn arn, String userId) implements Caller {

    private static final String USER = "user/";
    private static final String ASSUMED_ROLE = "assumed-role/";

    boolean isRoot() {
      return arn.service().equals("iam") && arn.resource().equals("root");
    }

    /// The name of a user without its path; null for others.
    @Nullable String userName() {
      String resource = arn.resource();
      return arn.service().equals("iam") && resource.startsWith(USER)
          ? resource.substring(resource.lastIndexOf('/') + 1)
          : null;
    }

    /// The name of the role that this is a session of; null for others.
    @Nullable String roleName() {
      String resource = arn.resource();
      int end = resource.lastIndexOf('/');
      return arn.service().equals("sts")
              && resource.startsWith(ASSUMED_ROLE)
              && end > ASSUMED_ROLE.length()
          ? resource.substring(ASSUMED_ROLE.length(), end)
          : null;
    }
  }

  /// Whether this is somebody of the account.
  default boolean belongsTo(AccountId owner) {
    return this instanceof Identity(AccountId account, _, _) && account.equals(owner);
  }
}
