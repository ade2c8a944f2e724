package dev.junction.delivery.outbound;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What a service wants to know of a resource that stands for an address outside.
///
/// @param sourceArn who asks
/// @param answerBytesMax how long the answer may be
public record Question(
    Gateway gateway, Outbound outbound, String target, String sourceArn, int answerBytesMax) {

  /// What a resource that stands for an address outside answered.
  ///
  /// @param perSecondMax how many requests a second there may be; 0 or less for no limit
  public record GatewayReply(OutboundReply reply, int perSecondMax) {}

  /// Asks once, or twice where the first token was refused and another can be had.
  ///
  /// @param mayRenew whether to try once more where the other side wants to hear another token
  public CompletableFuture<GatewayReply> ask(
      Map<String, String> headers, byte[] body, boolean mayRenew) {
    return gateway
        .prepare(target, sourceArn, headers, body)
        .thenCompose(
            prepared ->
                switch (prepared) {
                  case Gateway.Preparation.Ready(OutboundRequest request, int perSecondMax) ->
                      outbound
                          .exchange(request, answerBytesMax)
                          .thenCompose(
                              reply -> {
                                GatewayReply answer = new GatewayReply(reply, perSecondMax);
                                return mayRenew
                                    ? renewed(request, reply.result())
                                        .thenCompose(
                                            again ->
                                                again
                                                    ? ask(headers, body, false)
                                                    : CompletableFuture.completedFuture(answer))
                                    : CompletableFuture.completedFuture(answer);
                              });
                  case Gateway.Preparation.NotYet(String reason) ->
                      unasked(new OutboundResult.Unanswered(reason));
                  case Gateway.Preparation.Never(String reason) ->
                      unasked(new OutboundResult.Forbidden(reason));
                });
  }

  /// Whether to ask again at once, as another token may be accepted.
  private CompletableFuture<Boolean> renewed(OutboundRequest refused, OutboundResult result) {
    if (!isUnauthorized(result)) {
      return CompletableFuture.completedFuture(false);
    }
    boolean leftAlone =
        result instanceof OutboundResult.Answered(int _, long retryAfterSeconds)
            && retryAfterSeconds > 0;
    return gateway.unauthorized(target, refused).thenApply(changed -> changed && !leftAlone);
  }

  /// The answer where nothing was asked.
  public static CompletableFuture<GatewayReply> unasked(OutboundResult result) {
    return CompletableFuture.completedFuture(
        new GatewayReply(new OutboundReply(result, new byte[0]), -1));
  }

  /// Whether the other side wants to hear another token.
  public static boolean isUnauthorized(OutboundResult result) {
    return result instanceof OutboundResult.Answered answered && answered.isUnauthorized();
  }
}
