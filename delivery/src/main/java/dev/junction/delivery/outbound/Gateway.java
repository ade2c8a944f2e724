package dev.junction.delivery.outbound;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What a service does with messages for those of its resources that stand for addresses outside:
/// it makes the requests, and delivery sends them, again where need be. Threads: any.
public interface Gateway {

  /// Whether the ARN is one of these resources.
  boolean serves(String target);

  /// Makes the request of one attempt. The future never ends with an exception.
  ///
  /// @param sourceArn who sends; the gateway says whether that one may
  /// @param headers what the recipient's requests say beside the message
  CompletableFuture<Preparation> prepare(
      String target, String sourceArn, Map<String, String> headers, byte[] body);

  /// The other side did not accept who we said we are. The future never ends with an exception.
  ///
  /// @return whether another attempt would say it in another way, as with a new token
  CompletableFuture<Boolean> unauthorized(String target);

  /// What came of making a request.
  sealed interface Preparation {

    /// The request, and how many of them there may be a second; 0 for no limit.
    record Ready(OutboundRequest request, int perSecondMax) implements Preparation {}

    /// There is no request now, but there may be one later.
    record NotYet(String reason) implements Preparation {}

    /// There will be no request.
    record Never(String reason) implements Preparation {}
  }
}
