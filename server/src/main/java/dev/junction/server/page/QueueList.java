package dev.junction.server.page;

import dev.junction.engine.Engine;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Region;
import dev.junction.queue.QueueModule;
import dev.junction.queue.QueueModule.Depth;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The page `/_junction/sqs/queues`: which queues there are and how many messages each holds.
public final class QueueList {

  static final String PATH = "/_junction/sqs/queues";

  private static final SortedSet<String> PARAMETERS = new TreeSet<>(List.of("account", "region"));
  private static final Comparator<Depth> ORDER =
      Comparator.comparing(Depth::account).thenComparing(Depth::region).thenComparing(Depth::name);

  private final Engine engine;
  private final QueueModule queues;
  private final Clock clock;

  public QueueList(Engine engine, QueueModule queues, Clock clock) {
    this.engine = engine;
    this.queues = queues;
    this.clock = clock;
  }

  CompletableFuture<HttpResponse> answer(HttpRequest request, @Nullable Call viewer) {
    try {
      Query query = Query.parse(request.query(), PARAMETERS);
      String account = query.get("account");
      String region = query.get("region");
      if (account != null && !AccountId.isValid(account)) {
        return done(
            Answers.badRequest("account must have twelve digits, not \"" + account + "\"."));
      }
      if (region != null && !Region.isValid(region)) {
        return done(
            Answers.badRequest("region must be one as in us-east-1, not \"" + region + "\"."));
      }
      if (viewer != null && account != null && !account.equals(viewer.accountId().value())) {
        return done(Answers.otherAccount(viewer.accountId(), account));
      }
      String shown = viewer == null ? account : viewer.accountId().value();
      return queues
          .depths(engine, new QueueModule.Selection(viewer, shown, region))
          .thenApplyAsync(this::page, Thread::startVirtualThread);
    } catch (Query.Malformed e) {
      return done(Answers.badRequest(e.reason()));
    }
  }

  private static CompletableFuture<HttpResponse> done(HttpResponse answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private HttpResponse page(List<Depth> depths) {
    Instant now = clock.now();
    return Answers.ok(
        out -> {
          out.writeStringProperty("now", now.toString());
          out.writeArrayPropertyStart("queues");
          depths.stream().sorted(ORDER).forEach(depth -> write(out, depth, now.toEpochMilli()));
          out.writeEndArray();
        });
  }

  private static void write(JsonGenerator out, Depth depth, long nowMillis) {
    boolean fifo = QueueAddress.isFifoName(depth.name());
    long oldest = depth.oldestSentAtMillis();
    out.writeStartObject();
    out.writeStringProperty("account", depth.account());
    out.writeStringProperty("region", depth.region());
    out.writeStringProperty("name", depth.name());
    out.writeStringProperty("type", fifo ? "fifo" : "standard");
    out.writeNumberProperty("visible", depth.visible());
    out.writeNumberProperty("inFlight", depth.inFlight());
    out.writeNumberProperty("delayed", depth.delayed());
    out.writeNumberProperty("waitingReceives", depth.waitingReceives());
    if (oldest == 0) {
      out.writeNullProperty("oldestSentAt");
      out.writeNumberProperty("oldestAgeMillis", 0);
    } else {
      out.writeStringProperty("oldestSentAt", Instant.ofEpochMilli(oldest).toString());
      out.writeNumberProperty("oldestAgeMillis", Math.max(0, nowMillis - oldest));
    }
    out.writeNumberProperty("sent", depth.traffic().sent());
    out.writeNumberProperty("received", depth.traffic().received());
    out.writeNumberProperty("deleted", depth.traffic().deleted());
    out.writeNumberProperty("deadLettered", depth.traffic().deadLettered());
    out.writeEndObject();
  }
}
