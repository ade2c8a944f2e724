package dev.junction.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is counted, in Prometheus form. Names: `junction_…`; times are in seconds.
final class Metrics {

  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

  private record Key(String service, String operation, String code) {}

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ConcurrentMap<Key, Counter> requests = new ConcurrentHashMap<>();
  private final ConcurrentMap<Key, Timer> latencies = new ConcurrentHashMap<>();

  /// Counts one request that was answered.
  ///
  /// @param code the error's code, or empty for an accepted call
  void request(String service, String operation, String code, long nanos) {
    requests
        .computeIfAbsent(
            new Key(service, operation, code),
            key ->
                Counter.builder("junction_requests")
                    .description("Requests that were answered")
                    .tags(
                        "service", key.service(), "operation", key.operation(), "code", key.code())
                    .register(registry))
        .increment();
    if (!operation.isEmpty()) {
      latencies
          .computeIfAbsent(
              new Key(service, operation, ""),
              key ->
                  Timer.builder("junction_request")
                      .description("Time from the whole request to its answer, waiting included")
                      .tags("service", key.service(), "operation", key.operation())
                      .serviceLevelObjectives(
                          Duration.ofMillis(1),
                          Duration.ofMillis(5),
                          Duration.ofMillis(25),
                          Duration.ofMillis(100),
                          Duration.ofSeconds(1),
                          Duration.ofSeconds(20))
                      .register(registry))
          .record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  /// A request could not be answered because of a fault of ours.
  @Nullable Void unanswered(Throwable fault) {
    LOG.error("A request got no answer", fault);
    return null;
  }

  /// The counters in Prometheus text form.
  String text() {
    return registry.scrape();
  }
}
