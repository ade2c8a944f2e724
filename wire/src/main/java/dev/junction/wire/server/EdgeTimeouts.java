package dev.junction.wire.server;

import dev.junction.kernel.Invariant;
import java.time.Duration;

/// How long one [HttpEdge] waits for its clients.
///
/// @param header from the first byte of a request to the end of its headers, TLS handshake
///     included; answered with 408 where the connection is cleartext HTTP/1.1
/// @param body from the end of the headers to the end of the body, plus one second for every 4 KiB
///     that arrived; answered with 408
/// @param idle a connection without a request in progress; one that waits for its answer is never
///     idle, however long it takes
public record EdgeTimeouts(Duration header, Duration body, Duration idle) {

  /// 10 s for the header, 30 s for the body, 75 s idle.
  public static final EdgeTimeouts STANDARD =
      new EdgeTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(75));

  public EdgeTimeouts {
    Invariant.check(header.isPositive(), "the header timeout must be positive");
    Invariant.check(body.isPositive(), "the body timeout must be positive");
    Invariant.check(idle.isPositive(), "the idle timeout must be positive");
  }
}
