package dev.junction.wire.schema;

/// How a point in time is written.
///
/// Source: Smithy 2.0 specification, "timestampFormat trait".
public enum TimestampFormat implements Trait {
  /// Seconds since 1970 as a number, with a fraction where needed.
  EPOCH_SECONDS,
  /// RFC 3339, as in `1985-04-12T23:20:50.52Z`.
  DATE_TIME,
  /// The HTTP date of RFC 7231, as in `Tue, 29 Apr 2014 18:30:38 GMT`.
  HTTP_DATE
}
