package dev.junction.server.page;

import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.Letter;
import dev.junction.engine.Engine;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The page with the messages for people and devices that cannot be reached from here: mails, text
/// messages and pushes. Newest first; `kind` and `address` select some.
public final class MailboxPage {

  static final String PATH = "/_junction/mailbox";

  private static final int LETTERS_MAX = 200;
  private static final Set<String> PARAMETERS = Set.of("kind", "address");

  private final Engine engine;
  private final DeliveryModule deliveries;

  public MailboxPage(Engine engine, DeliveryModule deliveries) {
    this.engine = engine;
    this.deliveries = deliveries;
  }

  CompletableFuture<HttpResponse> answer(HttpRequest request, @Nullable Call viewer) {
    Query query;
    try {
      query = Query.parse(request.query(), PARAMETERS);
    } catch (Query.Malformed e) {
      return CompletableFuture.completedFuture(Answers.badRequest(e.reason()));
    }
    String kind = query.get("kind");
    String address = query.get("address");
    return deliveries
        .letters(
            engine,
            letter ->
                maySee(viewer, letter)
                    && (kind == null || kind.equals(letter.kind()))
                    && (address == null || address.equals(letter.address())))
        .thenApplyAsync(
            letters -> page(letters.stream().limit(LETTERS_MAX).toList()),
            Thread::startVirtualThread);
  }

  private static boolean maySee(@Nullable Call viewer, Letter letter) {
    return viewer == null || viewer.accountId().value().equals(letter.account());
  }

  private static HttpResponse page(List<Letter> letters) {
    return Answers.ok(
        out -> {
          out.writeArrayPropertyStart("letters");
          letters.forEach(letter -> write(out, letter));
          out.writeEndArray();
        });
  }

  private static void write(JsonGenerator out, Letter letter) {
    out.writeStartObject();
    out.writeStringProperty("at", Instant.ofEpochMilli(letter.atMillis()).toString());
    out.writeStringProperty("kind", letter.kind());
    out.writeStringProperty("address", letter.address());
    out.writeStringProperty("account", letter.account());
    out.writeStringProperty("source", letter.source());
    if (letter.subject() == null) {
      out.writeNullProperty("subject");
    } else {
      out.writeStringProperty("subject", letter.subject());
    }
    out.writeStringProperty("body", letter.body());
    out.writeEndObject();
  }
}
