package dev.junction.benchmarks;

import dev.junction.testing.LaunchCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// From the start of the process until the health page answers, with an empty data folder, and the
/// memory of a server that does nothing.
record StartUp() implements Workload {

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
      figures.add(measure(plan, command, "start, with the cache of classes"));
    }
    figures.add(measure(plan, command.withoutClassCache(), "start, without the cache of classes"));
    return figures;
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
