package dev.junction.identity.credential;

import java.time.Duration;

/// The limits of credentials files.
final class CredentialLimits {

  /// How large a credentials file may be. Ours.
  static final int FILE_BYTES_MAX = 1024 * 1024;

  /// The length of an access key id. Source: IAM API Reference, `AccessKey`.
  static final int ACCESS_KEY_ID_LENGTH_MIN = 16;

  static final int ACCESS_KEY_ID_LENGTH_MAX = 128;

  /// The length of a secret. Ours: whoever records one signed request can try shorter ones at
  /// leisure. Secrets of the real service have 40 characters.
  static final int SECRET_LENGTH_MIN = 16;

  static final int SECRET_LENGTH_MAX = 256;

  /// The length of a user's path and name. Source: IAM API Reference, `User`: 512 and 64.
  static final int USER_LENGTH_MAX = 576;

  /// How often the file is looked at for changes.
  static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private CredentialLimits() {}
}
