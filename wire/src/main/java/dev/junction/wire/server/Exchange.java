package dev.junction.wire.server;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpResponse;
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
  ResponseStream stream(int status, HttpHeaders headers);

  /// Registers what to do when the client goes away before the answer. The listener runs at most
  /// once, on the event loop of the connection; soon, when the client has gone already; never after
  /// the answer.
  void onClosed(Runnable listener);

  /// The event loop of the connection. What runs there must not block.
  Executor executor();

  /// The client's address as text, without the port.
  String remoteAddress();
}
