package dev.junction.identity.sts;

/// Which roles a caller may assume, as long as no trust policies say so.
public enum RoleAccess {
  /// Any role of any account: open mode, where callers choose their account anyway.
  ANY_ACCOUNT,
  /// Roles of the caller's own account: the account is the one border that holds without policies.
  OWN_ACCOUNT
}
