package dev.junction.benchmarks;

import dev.junction.testing.LaunchCommand;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The closed loops against another server of queues, ElasticMQ in memory and as it comes, and
/// against this one with every message synced: the same load in the same run, so that the ratio
/// says more than the machine. `./dev bench peer` fetches it.
record Peer() implements Workload {

  private static final String CLASSES = "junction.peer";
  private static final String MAIN = "org.elasticmq.server.Main";

  @Override
  public String name() {
    return "peer";
  }

  @Override
  public String about() {
    return "closed loops beside ElasticMQ, which keeps nothing on a disk";
  }

  @Override
  public boolean isUsual() {
    return false;
  }

  /// One closed loop.
  private interface Loop {
    Figure run(Rig rig, BenchPlan plan, String workload) throws IOException;
  }

  @Override
  public List<Figure> run(BenchPlan plan) throws IOException {
    if (System.getProperty(CLASSES) == null) {
      throw new IOException("The peer is not there; ./dev bench peer fetches it");
    }
    List<Figure> figures = new ArrayList<>();
    figures.addAll(both("SendMessage", Throughput.QUEUE, Throughput::send, plan));
    figures.addAll(both("SendMessageBatch of 10", Throughput.QUEUE, Throughput::batch, plan));
    figures.addAll(both("SendMessage, FIFO", Throughput.FIFO, Throughput::fifo, plan));
    figures.addAll(both("receive 10 + delete batch", Throughput.QUEUE, Peer::warmDrain, plan));
    return figures;
  }

  private static Figure warmDrain(Rig rig, BenchPlan plan, String workload) throws IOException {
    Throughput.drain(rig, plan, workload);
    return Throughput.drain(rig, plan, workload);
  }

  private static List<Figure> both(String about, String queue, Loop loop, BenchPlan plan)
      throws IOException {
    Figure theirs;
    try (Rig rig = elasticMq()) {
      rig.createQueue(queue);
      theirs = loop.run(rig, plan, about + ", ElasticMQ");
    }
    try (Rig rig = new Rig(Mode.OPEN)) {
      rig.createQueue(queue);
      Figure ours = loop.run(rig, plan, about + ", Junction");
      String ratio = "%.1f times as many".formatted(ours.perSecond() / theirs.perSecond());
      return List.of(theirs, ours.withNote(ratio));
    }
  }

  private static Rig elasticMq() throws IOException {
    Path root = Files.createTempDirectory("junction-peer").toRealPath();
    int port = ServerProcess.freePort();
    LaunchCommand command =
        LaunchCommand.java(
            List.of(
                "-Drest-sqs.bind-port=" + port,
                "-Drest-sqs.bind-hostname=127.0.0.1",
                "-Drest-stats.enabled=false"),
            System.getProperty(CLASSES),
            MAIN);
    Path log = root.resolve("server.log");
    return new Rig(ServerProcess.run(command, log, port, List.of(), "/health"), root);
  }
}
