package dev.junction.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Something that is measured, by its name on the command line.
interface Workload {

  String name();

  /// What it measures, in one line.
  String about();

  List<Figure> run(BenchPlan plan) throws IOException, InterruptedException;

  /// Whether it is run when no workload is named.
  default boolean isUsual() {
    return true;
  }

  /// A workload that is run once for each mode, signed first.
  interface InEachMode extends Workload {

    List<Figure> run(BenchPlan plan, Mode mode) throws IOException, InterruptedException;

    @Override
    default List<Figure> run(BenchPlan plan) throws IOException, InterruptedException {
      List<Figure> figures = new ArrayList<>(run(plan, Mode.SIGNED));
      figures.addAll(run(plan, Mode.OPEN));
      return figures;
    }
  }
}
