package dev.junction.wire.http;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Where the parts of a response come from that is sent a part at a time.
///
/// Threads: any, but one call of [#next] at a time; [#close] may come at any time.
public interface PartSource {

  /// The next part, once there is one; empty at the end.
  CompletionStage<Optional<byte[]>> next();

  /// Nobody reads any more. More than one call does nothing.
  void close();
}
