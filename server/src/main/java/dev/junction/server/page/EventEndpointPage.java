package dev.junction.server.page;

import dev.junction.bus.BusModule;
import dev.junction.engine.Engine;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Call;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The page that plays the health check of a global endpoint for events: it lets the endpoint fail
/// over to its secondary Region, and back.
public final class EventEndpointPage {

  static final String PATH = "/_junction/events/endpoint";

  private static final Set<String> PARAMETERS = Set.of("account", "region", "name", "failed-over");

  private final Engine engine;
  private final BusModule buses;

  public EventEndpointPage(Engine engine, BusModule buses) {
    this.engine = engine;
    this.buses = buses;
  }

  /// Whether a request is for this page, not for the tap of a bus that is called `endpoint`.
  static boolean isFor(HttpRequest request) {
    return request.path().equals(PATH) && request.method().equals("POST");
  }

  CompletableFuture<HttpResponse> answer(HttpRequest request, @Nullable Call viewer) {
    Query query;
    try {
      query = Query.parse(request.query(), PARAMETERS);
    } catch (Query.Malformed e) {
      return done(Answers.badRequest(e.reason()));
    }
    String account =
        query.get("account", (viewer == null ? AccountId.DEFAULT : viewer.accountId()).value());
    String region = query.get("region", (viewer == null ? Region.DEFAULT : viewer.region()).name());
    String name = query.get("name");
    String failed = query.get("failed-over", "true");
    if (name == null
        || !AccountId.isValid(account)
        || !Region.isValid(region)
        || !Set.of("true", "false").contains(failed)) {
      return done(Answers.badRequest("Say name, and if need be account, region and failed-over."));
    }
    if (viewer != null && !viewer.accountId().value().equals(account)) {
      return done(Answers.refusal(403, "AccessDenied", "The endpoint is of another account."));
    }
    return buses
        .failOver(engine, new AccountId(account), new Region(region), name, failed.equals("true"))
        .thenApply(
            outcome ->
                switch (outcome) {
                  case Outcome.Accepted<Boolean>(Boolean is) ->
                      Answers.ok(out -> out.writeBooleanProperty("failedOver", is));
                  case Outcome.Rejected<Boolean>(var error) ->
                      Answers.refusal(404, error.code(), error.message());
                });
  }

  private static CompletableFuture<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
