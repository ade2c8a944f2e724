package dev.junction.wire.server;

import dev.junction.wire.http.Headers;

/// How large a request's body may be, decided from its head, before any of the body is kept.
@FunctionalInterface
public interface BodyLimit {

  /// The largest allowed body as it is sent, in bytes.
  ///
  /// Threads: called on an event loop, so it must not block.
  long bytesMax(String method, String path, Headers headers);

  /// The same limit for every request.
  static BodyLimit of(long bytesMax) {
    return (_, _, _) -> bytesMax;
  }
}
