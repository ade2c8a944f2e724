package dev.junction.server;

import dev.junction.pipe.run.PipeRunner.Activity;
import dev.junction.pipe.run.PipeTraffic;
import java.util.List;
import java.util.function.ToLongFunction;

/// What pipes have done, as Prometheus text.
final class PipeMetrics {

  private PipeMetrics() {}

  static void write(MetricsText out, List<Activity> pipes) {
    out.head("junction_pipe_batches", "gauge", "Batches that are on their way through a pipe");
    pipes.forEach(pipe -> line(out, "junction_pipe_batches", pipe, pipe.batches()));
    total(out, "received", "Messages taken from the source", pipes, PipeTraffic.Counts::received);
    total(out, "filtered", "Messages that no filter wanted", pipes, PipeTraffic.Counts::filtered);
    total(
        out,
        "enriched",
        "Messages that the enrichment has answered",
        pipes,
        PipeTraffic.Counts::enriched);
    total(
        out,
        "skipped",
        "Messages that the enrichment answered nothing for",
        pipes,
        PipeTraffic.Counts::skipped);
    total(out, "delivered", "Messages that the target has", pipes, PipeTraffic.Counts::delivered);
    total(
        out,
        "failed",
        "Messages that were not taken and come again",
        pipes,
        PipeTraffic.Counts::failed);
  }

  private static void total(
      MetricsText out,
      String what,
      String help,
      List<Activity> pipes,
      ToLongFunction<PipeTraffic.Counts> count) {
    String name = "junction_pipe_" + what + "_total";
    out.head(name, "counter", help);
    pipes.forEach(pipe -> line(out, name, pipe, count.applyAsLong(pipe.traffic())));
  }

  private static void line(MetricsText out, String name, Activity pipe, long value) {
    var address = pipe.address();
    out.pipe(name, address.account().value(), address.region().name(), address.name(), value);
  }
}
