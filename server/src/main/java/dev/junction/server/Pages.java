package dev.junction.server;

import dev.junction.bus.BusModule;
import dev.junction.engine.Engine;
import dev.junction.engine.watch.PartitionHealth;
import dev.junction.engine.watch.PartitionStatistics;
import dev.junction.kernel.Clock;
import dev.junction.pipe.PipeModule;
import dev.junction.queue.QueueModule;
import dev.junction.queue.state.Traffic;
import dev.junction.schedule.ScheduleModule;
import dev.junction.server.page.GuardedPages;
import dev.junction.topic.TopicModule;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.server.Exchange;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// The pages of the server itself, below `/_junction/`: health and metrics for everybody, and the
/// guarded ones.
final class Pages {

  private static final String HEALTH = "/_junction/health";
  private static final String METRICS = "/_junction/metrics";

  private final Engine engine;
  private final QueueModule queues;
  private final TopicModule topics;
  private final BusModule buses;
  private final ScheduleModule schedules;
  private final PipeModule pipes;
  private final Stores stores;
  private final Metrics metrics;
  private final Clock clock;
  private final GuardedPages guarded;

  /// The services whose work the metrics show.
  record Watched(
      QueueModule queues,
      TopicModule topics,
      BusModule buses,
      ScheduleModule schedules,
      PipeModule pipes) {}

  Pages(
      Engine engine,
      Watched watched,
      Stores stores,
      Metrics metrics,
      Clock clock,
      GuardedPages guarded) {
    this.engine = engine;
    this.queues = watched.queues();
    this.topics = watched.topics();
    this.buses = watched.buses();
    this.schedules = watched.schedules();
    this.pipes = watched.pipes();
    this.stores = stores;
    this.metrics = metrics;
    this.clock = clock;
    this.guarded = guarded;
  }

  void handle(HttpRequest request, Exchange exchange) {
    if (guarded.handle(request, exchange)) {
      return;
    }
    if (request.path().equals(TopicModule.certificatePath())) {
      Thread.startVirtualThread(() -> exchange.respond(certificate()));
      return;
    }
    boolean isHealth = request.path().equals(HEALTH);
    if (!isHealth && !request.path().equals(METRICS)) {
      String pages = HEALTH + ", " + METRICS + ", " + GuardedPages.LIST;
      exchange.respond(HttpResponse.text(404, "text/plain", "Here are " + pages + ".\n"));
    } else if (!request.method().equals("GET")) {
      exchange.respond(HttpResponse.text(405, "text/plain", "Only GET is answered here.\n"));
    } else if (isHealth) {
      exchange.respond(health());
    } else {
      answerMetrics(exchange);
    }
  }

  private HttpResponse certificate() {
    return HttpResponse.text(200, "application/x-pem-file", topics.certificatePem());
  }

  private HttpResponse health() {
    List<PartitionHealth> health = engine.health();
    List<PartitionStatistics> statistics = engine.statistics();
    StringBuilder json = new StringBuilder("{\"status\":\"");
    boolean failed = health.stream().anyMatch(PartitionHealth.Failed.class::isInstance);
    boolean full = health.stream().anyMatch(PartitionHealth.Full.class::isInstance);
    json.append(failed ? "failed" : full ? "full" : "ok").append("\",\"partitions\":[");
    for (int number = 0; number < health.size(); number++) {
      PartitionStatistics partition = statistics.get(number);
      json.append(number == 0 ? "" : ",");
      json.append(
          String.format(
              Locale.ROOT,
              "{\"number\":%d,\"status\":\"%s\",\"lastLsn\":%d,\"durableLsn\":%d,\"waiting\":%d,"
                  + "\"setAside\":%d}",
              number,
              word(health.get(number)),
              partition.lastLsn(),
              partition.durableLsn(),
              partition.mailboxDepth(),
              partition.setAside()));
    }
    return HttpResponse.text(
        failed ? 503 : 200, "application/json", json.append("]}\n").toString());
  }

  private static String word(PartitionHealth health) {
    return switch (health) {
      case PartitionHealth.Running _ -> "ok";
      case PartitionHealth.Full _ -> "full";
      case PartitionHealth.Failed _ -> "failed";
      case PartitionHealth.Closed _ -> "closed";
    };
  }

  private void answerMetrics(Exchange exchange) {
    queues
        .depths(engine, QueueModule.Selection.EVERYTHING)
        .handle((depths, _) -> depths == null ? List.<QueueModule.Depth>of() : depths)
        .thenCombine(topics.activity(engine), Known::new)
        .thenCombine(topics.waiting(engine), this::metricsPage)
        .thenCombine(buses.activity(engine), Pages::withBuses)
        .thenCombine(schedules.activity(engine), Pages::withSchedules)
        .thenApply(this::withPipes)
        .thenAccept(page -> exchange.respond(metricsAnswer(page)))
        .exceptionally(metrics::unanswered);
  }

  private record Known(List<QueueModule.Depth> depths, List<TopicModule.Activity> activity) {}

  private static HttpResponse metricsAnswer(String page) {
    return HttpResponse.text(200, "text/plain; version=0.0.4; charset=utf-8", page);
  }

  private String metricsPage(Known known, long waiting) {
    MetricsText ofTopics = new MetricsText();
    TopicMetrics.write(ofTopics, known.activity(), topics.deliveries(), waiting);
    return metrics.text() + ownMetrics(known.depths()) + ofTopics;
  }

  private static String withBuses(String page, List<BusModule.Activity> activity) {
    MetricsText ofBuses = new MetricsText();
    BusMetrics.write(ofBuses, activity);
    return page + ofBuses;
  }

  private static String withSchedules(String page, ScheduleModule.Activity activity) {
    MetricsText ofSchedules = new MetricsText();
    ScheduleMetrics.write(ofSchedules, activity);
    return page + ofSchedules;
  }

  private String withPipes(String page) {
    MetricsText ofPipes = new MetricsText();
    PipeMetrics.write(ofPipes, pipes.activity());
    return page + ofPipes;
  }

  private String ownMetrics(List<QueueModule.Depth> depths) {
    MetricsText out = new MetricsText();
    out.head("junction_queue_messages", "gauge", "Messages of a queue by state");
    for (QueueModule.Depth depth : depths) {
      out.queue("junction_queue_messages", depth, "visible", (double) depth.visible());
      out.queue("junction_queue_messages", depth, "in_flight", (double) depth.inFlight());
      out.queue("junction_queue_messages", depth, "delayed", (double) depth.delayed());
    }
    out.head("junction_queue_oldest_age_seconds", "gauge", "Age of the oldest message");
    long now = clock.millis();
    for (QueueModule.Depth depth : depths) {
      long sent = depth.oldestSentAtMillis();
      out.queue(
          "junction_queue_oldest_age_seconds", depth, "any", sent == 0 ? 0 : (now - sent) / 1e3);
    }
    out.head("junction_queue_waiting_receives", "gauge", "Receives that wait for a message");
    for (QueueModule.Depth depth : depths) {
      if (depth.waitingReceives() > 0) {
        out.queue("junction_queue_waiting_receives", depth, "waiting", depth.waitingReceives());
      }
    }
    traffic(out, depths);
    List<PartitionStatistics> partitions = engine.statistics();
    out.head("junction_partition_lag_batches", "gauge", "Batches that are not durable yet");
    for (int number = 0; number < partitions.size(); number++) {
      PartitionStatistics partition = partitions.get(number);
      long lag = Math.max(0, partition.lastLsn() - partition.durableLsn());
      out.partition("junction_partition_lag_batches", number, lag);
    }
    out.head("junction_partition_waiting", "gauge", "Calls that wait for a partition");
    for (int number = 0; number < partitions.size(); number++) {
      out.partition("junction_partition_waiting", number, partitions.get(number).mailboxDepth());
    }
    out.head("junction_partition_undone_total", "counter", "What a service failed at");
    for (int number = 0; number < partitions.size(); number++) {
      out.partition("junction_partition_undone_total", number, partitions.get(number).undone());
    }
    out.head("junction_partition_set_aside", "gauge", "Timers and messages for the next start");
    for (int number = 0; number < partitions.size(); number++) {
      out.partition("junction_partition_set_aside", number, partitions.get(number).setAside());
    }
    stores
        .journalStatistics()
        .ifPresent(
            journal -> {
              out.counter("junction_journal_syncs_total", "Syncs", journal.syncs());
              out.counter("junction_journal_batches_total", "Batches", journal.batches());
              out.counter("junction_journal_bytes_total", "Bytes", journal.bytes());
              out.gauge("junction_journal_segments", "Segments in use", journal.segments());
            });
    return out.toString();
  }

  private static void traffic(MetricsText out, List<QueueModule.Depth> depths) {
    traffic(out, "junction_queue_sent_total", "Messages sent", depths, Traffic.Counts::sent);
    traffic(
        out,
        "junction_queue_received_total",
        "Messages received",
        depths,
        Traffic.Counts::received);
    traffic(
        out, "junction_queue_deleted_total", "Messages deleted", depths, Traffic.Counts::deleted);
    traffic(
        out,
        "junction_queue_dead_lettered_total",
        "Messages moved to a dead-letter queue",
        depths,
        Traffic.Counts::deadLettered);
  }

  private static void traffic(
      MetricsText out,
      String name,
      String help,
      List<QueueModule.Depth> depths,
      ToLongFunction<Traffic.Counts> count) {
    out.head(name, "counter", help);
    depths.forEach(depth -> out.queue(name, depth, count.applyAsLong(depth.traffic())));
  }
}
