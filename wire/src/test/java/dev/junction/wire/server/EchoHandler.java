package dev.junction.wire.server;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers at once with the request's body and remembers the requests; the path `/park` is never
/// answered by it.
final class EchoHandler implements RequestHandler {

  final List<HttpRequest> requests = new CopyOnWriteArrayList<>();
  final List<Exchange> parked = new CopyOnWriteArrayList<>();

  @Override
  public void handle(HttpRequest request, Exchange exchange) {
    requests.add(request);
    if (request.path().startsWith("/park")) {
      parked.add(exchange);
    } else {
      exchange.respond(new HttpResponse(200, new HttpHeaders(), request.body()));
    }
  }

  HttpRequest only() {
    if (requests.size() != 1) {
      throw new AssertionError("expected one request, saw " + requests);
    }
    return requests.getFirst();
  }
}
