package dev.junction.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Many seeded lives of a journal; `-Djunction.sim.seeds=N` for more, `-Djunction.sim.first=S` to
/// begin at a seed that failed.
final class JournalSimTest {

  private static final int SEEDS = Integer.getInteger("junction.sim.seeds", 50);
  private static final long FIRST_SEED = Long.getLong("junction.sim.first", 1);

  @Test
  void whatWasAcknowledgedComesBack() {
    int powerLosses = 0;
    long recycled = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      try {
        JournalSimulation life = new JournalSimulation(seed, SyncPolicy.always());
        assertThat(life.run()).as("acknowledged batches lost").isZero();
        powerLosses += life.powerLosses();
        recycled += life.recycledSegments();
      } catch (IOException | RuntimeException | AssertionError failure) {
        throw new AssertionError("Failing seed " + seed, failure);
      }
    }
    assertThat(powerLosses).as("the simulation does what it is for").isGreaterThan(SEEDS);
    assertThat(recycled).as("segments are written over").isPositive();
  }

  @Test
  void withoutSyncsTheSameLivesLoseSomething() throws IOException {
    long lost = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      lost += new JournalSimulation(seed, SyncPolicy.off()).run();
    }
    assertThat(lost).isPositive();
  }
}
