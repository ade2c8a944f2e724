package dev.junction.server;

import dev.junction.identity.Authentication;
import dev.junction.identity.Authenticator;
import dev.junction.identity.CallerIdentity;
import dev.junction.kernel.Clock;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Answer;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Selection;
import dev.junction.wire.server.Exchange;
import dev.junction.wire.server.RequestHandler;
import dev.junction.wire.server.RequestIds;
import java.util.Objects;

/// The way of a request: who sends it, what it means, the call, the answer, the count.
final class Pipeline implements RequestHandler {

  private static final String OWN_PAGES = "/_junction/";

  private final Authenticator authenticator;
  private final Selection.Services services;
  private final Pages pages;
  private final Metrics metrics;
  private final Clock clock;

  /// @param pages the pages below `/_junction/`
  Pipeline(
      Authenticator authenticator,
      Selection.Services services,
      Pages pages,
      Metrics metrics,
      Clock clock) {
    this.authenticator = authenticator;
    this.services = services;
    this.pages = pages;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void handle(HttpRequest request, Exchange exchange) {
    if (request.path().startsWith(OWN_PAGES)) {
      pages.handle(request, exchange);
      return;
    }
    long began = clock.nanos();
    switch (authenticator.authenticate(request)) {
      case Authentication.Refused refused -> refuse(request, exchange, refused);
      case Authentication.Authenticated(var caller, var plain) ->
          serve(plain, exchange, caller, began);
    }
  }

  private void refuse(HttpRequest request, Exchange exchange, Authentication.Refused refused) {
    Selection selection = services.select(request, "");
    ServiceError error = refused.errorFor(request);
    String requestId = RequestIds.next();
    HttpResponse response =
        switch (selection) {
          case Selection.Found(var service, _, var protocol) ->
              protocol.rejected(service, error, requestId);
          case Selection.NotFound(var service, var protocol, _) ->
              protocol.rejected(service, error, requestId);
        };
    metrics.request("", "", error.code(), 0);
    exchange.respond(response);
  }

  private void serve(HttpRequest request, Exchange exchange, CallerIdentity caller, long began) {
    switch (services.select(request, caller.service())) {
      case Selection.NotFound(var service, var protocol, var error) -> {
        metrics.request(service.name(), "", error.code(), clock.nanos() - began);
        exchange.respond(protocol.rejected(service, error, RequestIds.next()));
      }
      case Selection.Found found -> {
        Call call = call(request, exchange, caller);
        Answer.to(found, request, call)
            .thenAccept(
                answer -> {
                  metrics.request(
                      found.service().name(),
                      found.operation().name(),
                      answer.errorCode(),
                      clock.nanos() - began);
                  exchange.respond(answer.response());
                })
            .toCompletableFuture()
            .exceptionally(fault -> metrics.unanswered(fault));
      }
    }
  }

  private Call call(HttpRequest request, Exchange exchange, CallerIdentity caller) {
    String host = Objects.requireNonNullElse(request.header("Host"), "localhost");
    return new Call(
        RequestIds.next(),
        caller.account(),
        caller.region(),
        caller.accessKeyId(),
        caller.principalArn().toString(),
        caller.userId(),
        (request.secure() ? "https://" : "http://") + host,
        exchange::onClosed);
  }
}
