package dev.junction.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every workload but that of the peer once with next to nothing to do, so that it still runs when
/// it is needed. No time is looked at.
final class BenchSmokeTest {

  static List<Workload> workloads() {
    return BenchMain.WORKLOADS.stream().filter(each -> !(each instanceof Peer)).toList();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everyWorkloadRuns(Workload workload) throws Exception {
    List<Figure> figures =
        workload instanceof Workload.InEachMode each
            ? each.run(BenchPlan.SMOKE, Mode.SIGNED)
            : workload.run(BenchPlan.SMOKE);
    assertThat(figures).isNotEmpty();
    assertThat(figures).allMatch(each -> each.perSecond() > 0 || !each.note().isEmpty());
  }
}
