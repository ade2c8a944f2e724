package dev.junction.delivery.outbound;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// The way of requests to addresses outside.
///
/// Threads: any. Errors: no future ends with an exception.
public interface Outbound extends AutoCloseable {

  /// Posts a body.
  CompletableFuture<OutboundResult> post(String url, Map<String, String> headers, byte[] body);

  /// Sends a request.
  CompletableFuture<OutboundResult> send(OutboundRequest request);

  /// Sends a request and reads the beginning of what is answered.
  CompletableFuture<OutboundReply> exchange(OutboundRequest request);

  /// Ends every request without an answer.
  @Override
  void close();
}
