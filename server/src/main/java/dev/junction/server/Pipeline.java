package dev.junction.server;

import dev.junction.identity.Authentication;
import dev.junction.identity.Authenticator;
import dev.junction.identity.CallerIdentity;
import dev.junction.identity.credential.Principal;
import dev.junction.identity.signature.AuthenticationFailure;
import dev.junction.identity.signature.ProtocolFamily;
import dev.junction.identity.signature.StatedCaller;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.kernel.TraceContext;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.StreamedResponse;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import dev.junction.wire.protocol.CommonErrors;
import dev.junction.wire.protocol.ServiceDirectory;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.server.DecodedBody;
import dev.junction.wire.server.Exchange;
import dev.junction.wire.server.RequestBody;
import dev.junction.wire.server.RequestHandler;
import dev.junction.wire.server.RequestIds;
import dev.junction.wire.stream.PartSender;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The way of a request: who sends it, what its body is, what it means, the call, the answer, the
/// count.
final class Pipeline implements RequestHandler {

  private static final String OWN_PAGES = "/_junction/";

  /// The largest body of a request, as it is sent and as it is after its content encoding is
  /// undone.
  static final int BODY_BYTES_MAX = 2 << 20;

  /// Whoever follows a link in a message of SNS.
  private static final CallerIdentity ANYBODY =
      new CallerIdentity(Principal.anonymous(), Region.DEFAULT, "sns", "");

  private final Authenticator authenticator;
  private final ServiceDirectory services;
  private final Pages pages;
  private final Metrics metrics;
  private final Clock clock;
  private final Predicate<HttpRequest> isLink;

  /// @param pages the pages below `/_junction/`
  /// @param isLink tells the requests of SNS that need no signature
  Pipeline(
      Authenticator authenticator,
      ServiceDirectory services,
      Pages pages,
      Metrics metrics,
      Clock clock,
      Predicate<HttpRequest> isLink) {
    this.authenticator = authenticator;
    this.services = services;
    this.pages = pages;
    this.metrics = metrics;
    this.clock = clock;
    this.isLink = isLink;
  }

  @Override
  public void handle(HttpRequest request, Exchange exchange) {
    if (request.path().startsWith(OWN_PAGES)) {
      pages.handle(request, exchange);
      return;
    }
    long began = clock.nanos();
    switch (authenticator.authenticate(request)) {
      case Authentication.Refused refused when refused.isUnsigned() && isLink.test(request) ->
          decode(request, exchange, ANYBODY, began);
      case Authentication.Refused refused -> {
        String stated = StatedCaller.of(request).service();
        refuse(services.find(request, stated), request, exchange, refused.errorFor(request));
      }
      case Authentication.Authenticated(var caller, var plain) ->
          decode(plain, exchange, caller, began);
    }
  }

  private void refuse(
      ServiceEndpoint service, HttpRequest request, Exchange exchange, ServiceError error) {
    metrics.request(service.service().name(), "", error.code(), 0);
    exchange.respond(service.refuse(request, error, RequestIds.next()));
  }

  /// The content encoding is undone after the signature was checked, which covers what was sent,
  /// and before anything is looked up, because the query protocol names its operation in the body.
  private void decode(HttpRequest request, Exchange exchange, CallerIdentity caller, long began) {
    switch (RequestBody.decoded(request, BODY_BYTES_MAX)) {
      case DecodedBody.Decoded(byte[] bytes) ->
          select(request.withBody(bytes), exchange, caller, began);
      case DecodedBody.TooLarge(int bytesMax) ->
          refuse(request, exchange, caller, CommonErrors.requestTooLarge(bytesMax));
      case DecodedBody.Malformed(String encoding) ->
          refuse(
              request,
              exchange,
              caller,
              CommonErrors.serialization("The body is not valid " + encoding + "."));
      case DecodedBody.Unsupported _ ->
          refuse(request, exchange, caller, CommonErrors.unsupportedMediaType());
    }
  }

  private void refuse(
      HttpRequest request, Exchange exchange, CallerIdentity caller, ServiceError error) {
    refuse(services.find(request, caller.service()), request, exchange, error);
  }

  private void select(HttpRequest request, Exchange exchange, CallerIdentity caller, long began) {
    ServiceEndpoint service = services.find(request, caller.service());
    AuthenticationFailure wrongService =
        ServiceDirectory.isKnown(service)
            ? authenticator.wrongService(caller, service.service().signingName())
            : null;
    if (wrongService != null) {
      ServiceError error = wrongService.toServiceError(ProtocolFamily.of(request));
      refuse(service, request, exchange, error);
      return;
    }
    serve(service, request, exchange, caller, began);
  }

  private void serve(
      ServiceEndpoint service,
      HttpRequest request,
      Exchange exchange,
      CallerIdentity caller,
      long began) {
    service
        .handle(call(request, exchange, caller), request)
        .thenAccept(
            answer -> {
              metrics.request(
                  service.service().name(),
                  answer.operation(),
                  answer.errorCode(),
                  clock.nanos() - began);
              if (answer.parts() == null) {
                exchange.respond(answer.response());
              } else {
                PartSender.send(exchange, new StreamedResponse(answer.response(), answer.parts()));
              }
            })
        .toCompletableFuture()
        .exceptionally(fault -> metrics.unanswered(fault));
  }

  private static Call call(HttpRequest request, Exchange exchange, CallerIdentity caller) {
    String host = Objects.requireNonNullElse(request.header("Host"), "localhost");
    return new Call(
        RequestIds.next(),
        new Caller(
            caller.account(),
            caller.principalArn().toString(),
            caller.userId(),
            caller.accessKeyId(),
            exchange.remoteAddress(),
            Objects.requireNonNullElse(request.header("User-Agent"), "")),
        caller.region(),
        (request.secure() ? "https://" : "http://") + host,
        exchange::onClosed,
        trace(request));
  }

  private static @Nullable TraceContext trace(HttpRequest request) {
    String given = request.header("traceparent");
    return TraceContext.read(given == null ? request.header("X-Amzn-Trace-Id") : given);
  }
}
