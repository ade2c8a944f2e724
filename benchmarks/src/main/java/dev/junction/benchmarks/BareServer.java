package dev.junction.benchmarks;

import dev.junction.testing.LaunchCommand;
import dev.junction.testing.ServerProcess;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The bare HTTP server, which reads a request and answers at once: what it needs for one is H.
record BareServer() implements Workload {

  private static final String CLASSES = "junction.bare";
  private static final String MAIN = "dev.junction.wire.server.BareServerMain";

  /// Whether it has been compiled; it is a test class of the module wire.
  static boolean isAvailable() {
    return System.getProperty(CLASSES) != null;
  }

  @Override
  public String name() {
    return "bare";
  }

  @Override
  public String about() {
    return "H: the bare HTTP server, POST of 1 KiB JSON";
  }

  @Override
  public List<Figure> run(BenchPlan plan) throws IOException {
    LaunchCommand command = LaunchCommand.current().withMain(System.getProperty(CLASSES, ""), MAIN);
    Path log = Files.createTempFile("junction-bare", ".log");
    int port = ServerProcess.freePort();
    try (ServerProcess server =
        ServerProcess.run(command, log, port, List.of(String.valueOf(port)), "/")) {
      var scripts =
          Scripts.times(
              plan.connections(), () -> Scripts.send(SqsRequests.unsigned(port), "bench"));
      return List.of(Meter.closedLoop(about(), Mode.OPEN, server, scripts, plan, 1));
    }
  }
}
