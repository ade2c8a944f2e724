package dev.junction.wire.server;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpResponse;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// One request's way back to its client.
///
/// Threads: every method may be called from any thread.
public interface Exchange {

  /// Sends the answer. It is dropped silently when the client has gone away.
  ///
  /// Errors: a second call throws [IllegalStateException].
  void respond(HttpResponse response);

  /// Begins an answer that is sent a part at a time.
  ///
  /// Errors: an answer besides throws [IllegalStateException].
  Parts stream(int status, HttpHeaders headers);

  /// An answer that is sent a part at a time, in the order of the calls.
  interface Parts {

    /// Sends a part. Ends with true when it is on its way, with false when the client has gone; the
    /// next part is best sent after that, so that a slow client holds back what is sent to it.
    CompletionStage<Boolean> write(byte[] part);

    /// Ends the answer.
    void end();

    /// Registers what to do when the client goes away before the end. The listener runs at most
    /// once, on the event loop of the connection; soon, when the client has gone already.
    void onGone(Runnable listener);
  }

  /// Registers what to do when the client goes away before the answer. The listener runs at most
  /// once, on the event loop of the connection; soon, when the client has gone already; never after
  /// the answer.
  void onClosed(Runnable listener);

  /// The event loop of the connection. What runs there must not block.
  Executor executor();

  /// The client's address as text, without the port.
  String remoteAddress();
}
