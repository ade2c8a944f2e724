package dev.junction.server.scenario;

import dev.junction.delivery.outbound.Outbound;
import dev.junction.delivery.outbound.OutboundReply;
import dev.junction.delivery.outbound.OutboundRequest;
import dev.junction.delivery.outbound.OutboundResult;
import dev.junction.kernel.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Addresses outside that answer what a test says, when it says.
final class SteppedOutbound implements Outbound {

  /// A request.
  record Sent(Instant at, String url, String body) {}

  static final OutboundResult TAKEN = new OutboundResult.Answered(200);
  static final OutboundResult FAILED = new OutboundResult.Answered(503);

  private final Clock clock;

  /// What came, in its order.
  final List<Sent> sent = new ArrayList<>();

  /// The headers of the last request.
  Map<String, String> headers = Map.of();

  /// What is answered; at once, unless a test completes the future later.
  Function<Sent, CompletableFuture<OutboundResult>> answers =
      _ -> CompletableFuture.completedFuture(TAKEN);

  /// What answers say to those who read them.
  String reply = "";

  SteppedOutbound(Clock clock) {
    this.clock = clock;
  }

  @Override
  public CompletableFuture<OutboundResult> post(
      String url, Map<String, String> headers, byte[] body) {
    return send(new OutboundRequest("POST", url, headers, body, Duration.ofSeconds(15)));
  }

  @Override
  public CompletableFuture<OutboundResult> send(OutboundRequest request) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    Sent came = new Sent(clock.now(), request.url(), body);
    sent.add(came);
    headers = request.headers();
    return answers.apply(came);
  }

  @Override
  public CompletableFuture<OutboundReply> exchange(OutboundRequest request) {
    return send(request)
        .thenApply(result -> new OutboundReply(result, reply.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public CompletableFuture<OutboundReply> exchange(OutboundRequest request, int answerBytesMax) {
    return exchange(request);
  }

  @Override
  public void close() {}
}
