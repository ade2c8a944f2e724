package dev.junction.identity.sts;

/// The limits of the security token service. Source: STS API Reference, `AssumeRole` and
/// `GetSessionToken`; IAM User Guide, "IAM and AWS STS quotas".
public final class StsLimits {

  /// The shortest session.
  public static final int DURATION_SECONDS_MIN = 900;

  /// The longest session of a role.
  public static final int ROLE_DURATION_SECONDS_MAX = 43_200;

  /// A session of a role that names no duration.
  public static final int ROLE_DURATION_SECONDS_DEFAULT = 3_600;

  /// The longest session of a role assumed by a session of a role.
  public static final int CHAINED_ROLE_DURATION_SECONDS_MAX = 3_600;

  /// The longest session of a user.
  public static final int USER_DURATION_SECONDS_MAX = 129_600;

  /// A session of a user that names no duration.
  public static final int USER_DURATION_SECONDS_DEFAULT = 43_200;

  /// The longest session of an account's root; longer ones are cut to it.
  public static final int ROOT_DURATION_SECONDS_MAX = 3_600;

  /// The length of a role's name.
  public static final int ROLE_NAME_LENGTH_MAX = 64;

  /// The length of a role's path with both slashes.
  public static final int ROLE_PATH_LENGTH_MAX = 512;

  /// The length of a session's name.
  public static final int SESSION_NAME_LENGTH_MIN = 2;

  public static final int SESSION_NAME_LENGTH_MAX = 64;

  private StsLimits() {}
}
