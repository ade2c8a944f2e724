package dev.junction.identity.signature;

/// The limits of signed requests.
public final class SignatureLimits {

  /// How far a request's date may be from ours, either way. Source: IAM User Guide, "Troubleshoot
  /// signed requests for AWS APIs".
  public static final long CLOCK_SKEW_SECONDS = 900;

  /// The shortest and longest life of a presigned URL. Source: Amazon S3 API Reference,
  /// "Authenticating requests: using query parameters".
  public static final long EXPIRES_SECONDS_MIN = 1;

  public static final long EXPIRES_SECONDS_MAX = 604_800;

  /// How long the list of signed header names may be. Ours: far above what any client sends.
  public static final int SIGNED_HEADERS_LENGTH_MAX = 4_096;

  /// How many query parameters a signed request may have. Ours, so that sorting them stays cheap.
  public static final int QUERY_PARAMETERS_MAX = 4_096;

  /// How long the echo of a canonical request in an error message may be. Ours.
  public static final int ECHOED_REQUEST_LENGTH_MAX = 8_192;

  /// How many signing keys are kept ready, per generation of the cache. Ours.
  public static final int CACHED_KEYS_MAX = 1_024;

  private SignatureLimits() {}
}
