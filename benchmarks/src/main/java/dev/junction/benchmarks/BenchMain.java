package dev.junction.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `./dev bench`: runs the named workloads, or all of them.
public final class BenchMain {

  /// In the order in which they run.
  static final List<Workload> WORKLOADS =
      List.of(
          new StartUp(),
          new Throughput.Send(),
          new Throughput.Batch(),
          new Throughput.Fifo(),
          new Throughput.Drain(),
          new PollLatency(),
          new LargeQueue(),
          new IdlePolls(),
          new FanOut.Topics(),
          new FanOut.Crowds(),
          new FanOut.Buses(),
          new ManySchedules(),
          new FilledArchive(),
          new Peer());

  private BenchMain() {}

  /// Arguments: names of workloads; `list` names them all; `seconds=N` changes how long each is
  /// measured, `warm=N` how long it is warmed up before; `messages=N` how many wait in the large
  /// queue.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    BenchPlan plan = BenchPlan.FULL;
    List<String> names = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("seconds=")) {
        plan = plan.withSeconds(Long.parseLong(argument.substring(8)));
      } else if (argument.startsWith("warm=")) {
        plan = plan.withWarmUp(Long.parseLong(argument.substring(5)));
      } else if (argument.startsWith("messages=")) {
        plan = plan.withMessages(Integer.parseInt(argument.substring(9)));
      } else {
        names.add(argument);
      }
    }
    if (names.contains("list")) {
      WORKLOADS.forEach(each -> System.out.printf("%-8s %s%n", each.name(), each.about()));
      return;
    }
    checkNames(names);
    Report report = run(names, plan);
    System.out.println(report.plain());
    Path file = Path.of(System.getProperty("junction.root", "."), "target", "performance.md");
    Files.writeString(file, report.markdown());
    System.out.println("As Markdown: " + file);
  }

  private static void checkNames(List<String> names) {
    for (String name : names) {
      if (WORKLOADS.stream().noneMatch(each -> each.name().equals(name))) {
        System.err.println("There is no workload '" + name + "'; ./dev bench list names them.");
        System.exit(2);
      }
    }
  }

  static Report run(List<String> names, BenchPlan plan) throws IOException, InterruptedException {
    Report report = new Report();
    bare(report, plan);
    for (Workload workload : WORKLOADS) {
      if (names.isEmpty() ? workload.isUsual() : names.contains(workload.name())) {
        System.err.println("measuring: " + workload.about());
        workload.run(plan).forEach(report::add);
      }
    }
    // Again, because the machine may have become quicker or slower meanwhile.
    bare(report, plan);
    return report;
  }

  private static void bare(Report report, BenchPlan plan) throws IOException {
    if (BareServer.isAvailable()) {
      for (Figure figure : new BareServer().run(plan)) {
        report.bare(figure.cpuMicros());
        report.add(figure);
      }
    }
  }
}
