package dev.junction.wire.server;

import dev.junction.kernel.Invariant;

/// What one [HttpEdge] accepts at most.
///
/// Limits: a longer request line is answered with 414, longer headers with 431, a longer body with
/// 413; a connection above the maximum is closed at once.
///
/// @param headerBytesMax the header fields of a request together, and the request line by itself
/// @param body the largest body
/// @param connectionsMax open connections, all ports together
/// @param streamsMax requests in progress on one HTTP/2 connection
public record EdgeLimits(int headerBytesMax, BodyLimit body, int connectionsMax, int streamsMax) {

  /// 16 KiB of headers, 2 MiB of body, 10,000 connections, 250 requests in progress on each.
  public static final EdgeLimits STANDARD =
      new EdgeLimits(16 * 1024, BodyLimit.of(2 * 1024 * 1024), 10_000, 250);

  public EdgeLimits {
    Invariant.check(headerBytesMax > 0, "headerBytesMax must be positive");
    Invariant.check(connectionsMax > 0, "connectionsMax must be positive");
    Invariant.check(streamsMax > 0, "streamsMax must be positive");
  }

  /// These limits with another limit of the headers.
  public EdgeLimits withHeaderBytesMax(int changed) {
    return new EdgeLimits(changed, body, connectionsMax, streamsMax);
  }

  /// These limits with another limit of the body.
  public EdgeLimits withBody(BodyLimit changed) {
    return new EdgeLimits(headerBytesMax, changed, connectionsMax, streamsMax);
  }

  /// These limits with another limit of open connections.
  public EdgeLimits withConnectionsMax(int changed) {
    return new EdgeLimits(headerBytesMax, body, changed, streamsMax);
  }
}
