package dev.junction.topic.domain;

/// What the parts of the service are called where partitions are picked; it never changes.
public final class Places {

  /// Topics, as in their ARNs.
  public static final String TOPICS = "sns";

  /// What an account has set in a region.
  public static final String ACCOUNTS = "sns-account";

  /// Platform applications.
  public static final String APPLICATIONS = "sns-app";

  private Places() {}
}
