package dev.junction.pipe.call;

import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.outbound.OutboundReply;
import dev.junction.delivery.outbound.OutboundResult;
import dev.junction.delivery.trace.TraceHeaders;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.pipe.domain.PipeLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// The requests of one pipe to one API destination, as often a second as that allows, and none
/// before the time that it asked for with `Retry-After`. Threads: any.
final class ApiCall {

  private static final long SECOND_NANOS = 1_000_000_000;

  /// The longest that a destination is heeded, as with rules.
  private static final long WAIT_SECONDS_MAX = Duration.ofDays(1).toSeconds();

  private final DeliveryModule deliveries;
  private final Pauses pauses;
  private final String destination;
  private final String pipeArn;
  private long gapNanos;
  private long nextNanos;
  private long quietNanos;
  private boolean isQuiet;
  private boolean hasCalled;

  ApiCall(DeliveryModule deliveries, Pauses pauses, String destination, String pipeArn) {
    this.deliveries = deliveries;
    this.pauses = pauses;
    this.destination = destination;
    this.pipeArn = pipeArn;
  }

  /// Sends one request; what was answered, or why nothing good was.
  CompletableFuture<Outcome<String>> send(HttpNotes notes, Payload payload) {
    CompletableFuture<Outcome<String>> answered = new CompletableFuture<>();
    Map<String, String> details = notes.of(payload.event());
    TraceHeaders.add(details, "header:", payload.trace());
    var _ =
        pauses.after(
            delayNanos(),
            () -> {
              long rest = restNanos();
              if (rest > 0) {
                answered.complete(Outcome.rejected(leftAlone(rest)));
                return;
              }
              var _ =
                  deliveries
                      .ask(
                          destination,
                          pipeArn,
                          details,
                          payload.text().getBytes(StandardCharsets.UTF_8),
                          PipeLimits.ENRICHED_BYTES_MAX)
                      .whenComplete(
                          (asked, failure) -> {
                            if (failure == null) {
                              learn(asked.perSecondMax());
                              heed(asked.reply().result());
                              answered.complete(outcome(asked.reply()));
                            } else {
                              answered.complete(
                                  Outcome.rejected(
                                      ServiceError.server(
                                          "NotSent", 500, "The request was not sent: " + failure)));
                            }
                          });
            });
    return answered;
  }

  private synchronized long delayNanos() {
    if (!hasCalled) {
      hasCalled = true;
      nextNanos = pauses.nanos();
    }
    long now = pauses.nanos();
    long start = Math.max(now, nextNanos);
    nextNanos = start + gapNanos;
    return start - now;
  }

  private synchronized void learn(int perSecondMax) {
    if (perSecondMax > 0) {
      gapNanos = SECOND_NANOS / perSecondMax;
    }
  }

  private static ServiceError leftAlone(long nanos) {
    return ServiceError.client(
        "HttpError",
        429,
        "The API destination wants to be left alone for "
            + (nanos / SECOND_NANOS + 1)
            + " more seconds.");
  }

  /// Follows `Retry-After` where rules do, too. A shorter wish does not end a longer one.
  ///
  /// Source: EventBridge User Guide, "API destinations as targets": `Retry-After` is followed.
  private synchronized void heed(OutboundResult result) {
    if (result instanceof OutboundResult.Answered answered
        && answered.isWorthAnother(/* throughGateway= */ true)
        && answered.retryAfterSeconds() > 0) {
      long now = pauses.nanos();
      long wish = Math.min(answered.retryAfterSeconds(), WAIT_SECONDS_MAX) * SECOND_NANOS;
      quietNanos = now + Math.max(isQuiet ? quietNanos - now : 0, wish);
      isQuiet = true;
    }
  }

  /// For how long the destination wants to be left alone.
  synchronized long restNanos() {
    return isQuiet ? Math.max(0, quietNanos - pauses.nanos()) : 0;
  }

  private static Outcome<String> outcome(OutboundReply reply) {
    return switch (reply.result()) {
      case OutboundResult.Answered(int status, long _) when status >= 200 && status < 300 ->
          Outcome.accepted(new String(reply.body(), StandardCharsets.UTF_8));
      case OutboundResult.Answered(int status, long _) ->
          Outcome.rejected(
              ServiceError.client(
                  "HttpError", status, "The API destination answered with status " + status + "."));
      case OutboundResult.Unanswered(String reason) ->
          Outcome.rejected(ServiceError.server("NoAnswer", 504, reason));
      case OutboundResult.Forbidden(String reason) ->
          Outcome.rejected(ServiceError.client("Forbidden", 403, reason));
    };
  }
}
