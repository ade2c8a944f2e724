package dev.junction.benchmarks;

import dev.junction.testing.LaunchCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// From the start of the process until the health page answers, with an empty data folder, the
/// memory of a server that does nothing, and how much a server can do in its first seconds.
record StartUp() implements Workload {

  private static final long YOUNG_SECONDS = 3;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String about() {
    return "start until healthy";
  }

  @Override
  public List<Figure> run(BenchPlan plan) throws IOException {
    LaunchCommand command = LaunchCommand.current();
    List<Figure> figures = new ArrayList<>();
    if (command.hasClassCache()) {
      figures.add(measure(plan, command, "start, with the JDK's cache"));
      figures.add(young(plan, command, "SendMessage, the first 3 s, with the JDK's cache"));
    }
    LaunchCommand bare = command.withoutClassCache();
    figures.add(measure(plan, bare, "start, without the JDK's cache"));
    figures.add(young(plan, bare, "SendMessage, the first 3 s, without the JDK's cache"));
    return figures;
  }

  /// What a server does before its code is compiled well: the middle one of some starts.
  private static Figure young(BenchPlan plan, LaunchCommand command, String workload)
      throws IOException {
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < plan.starts(); i += 2) {
      try (Rig rig = new Rig(Mode.OPEN, command)) {
        rig.createQueue(Throughput.QUEUE);
        BenchPlan first = plan.withWarmUp(0).withSeconds(YOUNG_SECONDS);
        figures.add(Throughput.send(rig, plan.starts() == 1 ? plan : first, workload));
      }
    }
    figures.sort(Comparator.comparingDouble(Figure::perSecond));
    return figures.get(figures.size() / 2);
  }

  private static Figure measure(BenchPlan plan, LaunchCommand command, String workload)
      throws IOException {
    List<Long> millis = new ArrayList<>();
    long readyBytes = 0;
    long idleBytes = 0;
    for (int i = 0; i < plan.starts(); i++) {
      try (Rig rig = new Rig(Mode.OPEN, command)) {
        millis.add(rig.server.lastStart().toMillis());
        readyBytes = rig.server.cost().residentBytes();
        if (i == plan.starts() - 1) {
          LockSupport.parkNanos(plan.idle().toNanos());
          idleBytes = rig.server.cost().residentBytes();
        }
      }
    }
    Collections.sort(millis);
    return Figure.of(
        workload,
        null,
        String.format(
            Locale.ROOT,
            "median %d ms, %d to %d ms in %d starts; RSS %d MiB when ready, %d MiB after %d s",
            millis.get(millis.size() / 2),
            millis.getFirst(),
            millis.getLast(),
            millis.size(),
            readyBytes >> 20,
            idleBytes >> 20,
            plan.idle().toSeconds()));
  }
}
