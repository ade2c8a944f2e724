package dev.junction.wire.server;

import java.util.concurrent.CompletionStage;

/// A response that is sent a part at a time.
///
/// Threads: every method may be called from any thread; parts are sent in the order of the calls.
public interface ResponseStream {

  /// Sends a part. Ends with true when it is on its way, with false when the client has gone; the
  /// next part is best sent after that, so that a slow client holds back what is sent to it.
  CompletionStage<Boolean> write(byte[] part);

  /// Ends the response.
  void end();
}
