package dev.junction.server.page;

import dev.junction.delivery.trace.Hop;
import dev.junction.delivery.trace.TraceLog;
import dev.junction.engine.Engine;
import dev.junction.kernel.Arn;
import dev.junction.kernel.TraceContext;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The way of one message through services, `/_junction/traces/ID`: by the id of its trace, or by
/// any id that the message had on its way.
public final class TracePage {

  static final String PATH = "/_junction/traces/";
  static final String SHAPE = PATH + "ID";

  private final Engine engine;
  private final TraceLog traces;

  public TracePage(Engine engine, TraceLog traces) {
    this.engine = engine;
    this.traces = traces;
  }

  static boolean isFor(HttpRequest request) {
    return request.path().startsWith(PATH) && request.path().length() > PATH.length();
  }

  CompletableFuture<HttpResponse> answer(HttpRequest request, @Nullable Call viewer) {
    String text;
    try {
      var _ = Query.parse(request.query(), Set.of());
      text = Query.decodedPath(request.path().substring(PATH.length()));
    } catch (Query.Malformed e) {
      return CompletableFuture.completedFuture(Answers.badRequest(e.reason()));
    }
    UUID id = TraceContext.idOf(text);
    if (id == null) {
      return CompletableFuture.completedFuture(
          Answers.badRequest(
              "\"" + text + "\" is no id: give that of a trace, a message or an event."));
    }
    return traces
        .find(engine, id)
        .thenApplyAsync(
            hops -> page(text, hops.stream().filter(hop -> maySee(viewer, hop)).toList()),
            Thread::startVirtualThread);
  }

  /// Addresses outside belong to no account: where accounts are told apart, nobody is shown them.
  private static boolean maySee(@Nullable Call viewer, Hop hop) {
    return viewer == null
        || Arn.parse(hop.resource())
            .filter(arn -> arn.account().equals(viewer.accountId().value()))
            .isPresent();
  }

  private static HttpResponse page(String id, List<Hop> hops) {
    if (hops.isEmpty()) {
      return Answers.refusal(
          404,
          "NotFound",
          "Nothing is known of "
              + id
              + ". Hops are kept of messages that are delivered or carry a trace header, and the"
              + " oldest are forgotten (trace.bytes).");
    }
    return Answers.ok(
        out -> {
          out.writeStringProperty("id", id);
          out.writeArrayPropertyStart("hops");
          hops.forEach(hop -> write(out, hop));
          out.writeEndArray();
        });
  }

  private static void write(JsonGenerator out, Hop hop) {
    out.writeStartObject();
    out.writeStringProperty("at", Instant.ofEpochMilli(hop.atMillis()).toString());
    out.writeStringProperty("service", service(hop.resource()));
    out.writeStringProperty("resource", hop.resource());
    out.writeStringProperty("what", hop.kind().text());
    out.writeNumberProperty("millis", hop.tookMillis());
    if (hop.detail() == null) {
      out.writeNullProperty("detail");
    } else {
      out.writeStringProperty("detail", hop.detail());
    }
    out.writeStringProperty("trace", hex(hop.trace()));
    out.writeStringProperty("message", hop.message().toString());
    out.writeEndObject();
  }

  private static String hex(UUID id) {
    return TraceContext.of(id).hexId();
  }

  private static String service(String resource) {
    return Arn.parse(resource)
        .map(Arn::service)
        .orElse(resource.startsWith("http") ? "http" : "mailbox");
  }
}
