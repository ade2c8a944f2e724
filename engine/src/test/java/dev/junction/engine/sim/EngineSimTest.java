package dev.junction.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The whole engine and its journal in one thread, under random clients, time and faults.
///
/// `-Djunction.sim.seeds=5000` runs more histories, `-Djunction.sim.first=17` begins with another.
final class EngineSimTest {

  private static final int STEPS = 600;
  private static final int CONTROL_SEEDS = 10;

  @Test
  void noHistoryBreaksAPromise() {
    long first = Long.getLong("junction.sim.first", 1);
    long seeds = Long.getLong("junction.sim.seeds", 50);
    long acknowledged = 0;
    int crashes = 0;
    int takeovers = 0;
    int damages = 0;
    int setAside = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      Simulation.Seen seen = run(seed);
      acknowledged += seen.acknowledged();
      crashes += seen.crashes();
      takeovers += seen.takeovers();
      damages += seen.damages();
      setAside += seen.setAside();
    }
    if (seeds >= 50) {
      assertThat(acknowledged).isGreaterThan(100 * seeds);
      assertThat(crashes).isGreaterThan(100);
      assertThat(takeovers).isGreaterThan(20);
      assertThat(damages).isGreaterThan(20);
      assertThat(setAside).isGreaterThan(20);
    }
  }

  /// The control: a server that answers before durability has to be caught.
  @Test
  void aServerThatAnswersTooEarlyIsCaught() {
    int caught = 0;
    for (long seed = 1; seed <= CONTROL_SEEDS; seed++) {
      try {
        new Simulation(seed, true).run(STEPS);
      } catch (AssertionError | IOException expected) {
        caught++;
      }
    }
    assertThat(caught).isGreaterThan(CONTROL_SEEDS / 2);
  }

  private static Simulation.Seen run(long seed) {
    try {
      return new Simulation(seed, false).run(STEPS);
    } catch (RuntimeException | AssertionError | IOException broken) {
      throw new AssertionError(
          "Seed %d: %s. Again: mvn test -pl engine -am -Dtest=EngineSimTest -Djunction.sim.first=%d -Djunction.sim.seeds=1"
              .formatted(seed, broken.getMessage(), seed),
          broken);
    }
  }
}
