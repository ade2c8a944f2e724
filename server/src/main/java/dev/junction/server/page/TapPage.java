package dev.junction.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.junction.bus.BusModule;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.Event;
import dev.junction.bus.domain.EventPatterns;
import dev.junction.engine.Engine;
import dev.junction.expression.pattern.Pattern;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.server.Exchange;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tap of an event bus, `/_junction/events/BUS`: the events that it accepts from now on, or
/// those that fit a pattern, as Server-Sent Events.
public final class TapPage {

  static final String PATH = "/_junction/events/";
  static final String SHAPE = PATH + "BUS";

  private static final Set<String> PARAMETERS = Set.of("account", "pattern", "region");

  private final Engine engine;
  private final BusModule buses;

  public TapPage(Engine engine, BusModule buses) {
    this.engine = engine;
    this.buses = buses;
  }

  private record Wish(BusAddress bus, @Nullable Pattern pattern) {}

  static boolean isFor(HttpRequest request) {
    return request.path().startsWith(PATH) && request.path().length() > PATH.length();
  }

  /// Answers on the exchange for as long as the client listens.
  void answer(HttpRequest request, @Nullable Call viewer, Exchange exchange) {
    try {
      Wish wish = wish(request, viewer);
      new EventStream<>(
              (name, patience) -> buses.tap(engine, wish.bus, name, patience),
              name -> buses.leave(engine, wish.bus, name),
              events -> texts(wish, events),
              TapPage::refusal)
          .begin(exchange);
    } catch (Refused refused) {
      exchange.respond(refused.answer());
    }
  }

  private static Wish wish(HttpRequest request, @Nullable Call viewer) throws Refused {
    try {
      Query query = Query.parse(request.query(), PARAMETERS);
      String own = viewer == null ? AccountId.DEFAULT.value() : viewer.accountId().value();
      String account = query.get("account", own);
      String region =
          query.get("region", viewer == null ? Region.DEFAULT.name() : viewer.region().name());
      if (!AccountId.isValid(account) || !Region.isValid(region)) {
        throw new Refused(Answers.badRequest("account or region is none."));
      }
      if (viewer != null && !account.equals(own)) {
        throw new Refused(Answers.otherAccount(viewer.accountId(), account));
      }
      String name = Query.decodedPath(request.path().substring(PATH.length()));
      return new Wish(
          new BusAddress(new AccountId(account), new Region(region), name),
          pattern(query.get("pattern")));
    } catch (Query.Malformed malformed) {
      throw new Refused(Answers.badRequest(malformed.reason()));
    }
  }

  private static @Nullable Pattern pattern(@Nullable String text) throws Refused {
    if (text == null) {
      return null;
    }
    return switch (EventPatterns.read(text)) {
      case Outcome.Accepted<Pattern>(Pattern pattern) -> pattern;
      case Outcome.Rejected<Pattern>(ServiceError error) -> throw new Refused(refusal(error));
    };
  }

  private static HttpResponse refusal(ServiceError error) {
    boolean missing = error.code().equals("ResourceNotFoundException");
    return Answers.refusal(missing ? 404 : error.httpStatus(), error.code(), error.message());
  }

  private static List<byte[]> texts(Wish wish, List<Event> events) {
    Pattern pattern = wish.pattern;
    return events.stream()
        .filter(event -> pattern == null || pattern.matches(event.tree()))
        // A detail may have been written over several lines, which would end the data.
        .map(event -> event.json().replace('\n', ' ').replace('\r', ' ').getBytes(UTF_8))
        .toList();
  }
}
