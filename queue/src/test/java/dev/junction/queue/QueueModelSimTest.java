package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever is done to queues, in any order and at any time, they answer as documented.
///
/// `-Djunction.sim.seeds=5000` runs more histories, `-Djunction.sim.first=17` begins with another.
final class QueueModelSimTest {

  private static final int CONTROL_SEEDS = 60;

  @Test
  void queuesAnswerAsDocumented() {
    long first = Long.getLong("junction.sim.first", 1);
    long seeds = Long.getLong("junction.sim.seeds", 60);
    for (long seed = first; seed < first + seeds; seed++) {
      try {
        new ModelHistory(seed, sqs -> sqs).run();
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError(
            "Seed %d. Again: ./dev test queue -Dtest=QueueModelSimTest -Djunction.sim.first=%d -Djunction.sim.seeds=1%n%s"
                .formatted(seed, seed, broken.getMessage()),
            broken);
      }
    }
  }

  /// The control: what goes wrong only now and then is seen.
  @ParameterizedTest
  @EnumSource
  void aQueueThatDoesSomethingWrongIsFoundOut(PlantedFault fault) {
    assertThatThrownBy(
            () -> {
              for (long seed = 1; seed <= CONTROL_SEEDS; seed++) {
                new ModelHistory(seed, fault::in).run();
              }
            })
        .isInstanceOf(AssertionError.class);
  }
}
