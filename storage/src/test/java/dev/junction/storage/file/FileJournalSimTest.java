package dev.junction.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Appends, power losses and recoveries by seed. Replay a seed with `-Djunction.sim.seed=N`.
final class FileJournalSimTest {

  private static final int SEEDS = Integer.getInteger("junction.sim.seeds", 50);
  private static final int PARTITIONS = 3;

  @Test
  void whatWasAcknowledgedSurvivesEveryPowerLoss() {
    Long one = Long.getLong("junction.sim.seed");
    for (long seed = one == null ? 1 : one; seed <= (one == null ? SEEDS : one); seed++) {
      assertThat(lost(seed, new SyncPolicy.Always())).as("seed %d", seed).isZero();
    }
  }

  /// The control: without syncs the same runs must lose something, or the simulation shows nothing.
  @Test
  void withoutSyncsTheSameRunsLoseBatches() {
    int lost = 0;
    for (long seed = 1; seed <= 20; seed++) {
      lost += lost(seed, new SyncPolicy.Off());
    }
    assertThat(lost).isPositive();
  }

  private static final class Heard implements Journal.DurabilityListener {
    long durable;

    @Override
    public void durable(long lsn) {
      durable = lsn;
    }

    @Override
    public void failed(Throwable cause) {
      throw new AssertionError(cause);
    }
  }

  private static int lost(long seed, SyncPolicy policy) {
    Random random = new Random(seed);
    SimDisk disk = new SimDisk(seed);
    JournalSettings settings = new JournalSettings(PARTITIONS, 8 << 10, policy);
    long[] acknowledged = new long[PARTITIONS];
    int lost = 0;
    for (int life = 0; life < 6; life++) {
      FileJournals journals = FileJournals.openIdle(disk, settings, random);
      List<Heard> heard = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        Journal journal = journals.partition(partition);
        if (journal.lastLsn() < acknowledged[partition]) {
          lost++;
        }
        checkContent(journal);
        acknowledged[partition] = journal.lastLsn();
        heard.add(new Heard());
        journal.claim(journal.epoch() + 1, heard.get(partition));
      }
      int steps = random.nextInt(60);
      for (int step = 0; step < steps; step++) {
        int partition = random.nextInt(PARTITIONS);
        Journal journal = journals.partition(partition);
        journal.append(content(partition, journal.lastLsn() + 1, random.nextInt(900)));
        if (random.nextInt(3) == 0) {
          journals.runRound();
        }
      }
      for (int partition = 0; partition < PARTITIONS; partition++) {
        acknowledged[partition] = Math.max(acknowledged[partition], heard.get(partition).durable);
      }
      disk.losePower();
    }
    return lost;
  }

  private static WriteBatch content(int partition, long lsn, int padding) {
    WriteBatch batch = new WriteBatch();
    batch.put(ByteBuffer.allocate(12).putInt(partition).putLong(lsn).array(), new byte[padding]);
    return batch;
  }

  private static void checkContent(Journal journal) {
    journal.read(
        1,
        (lsn, batch) ->
            batch.forEach(
                new WriteBatch.Visitor() {
                  @Override
                  public void put(byte[] key, byte[] value) {
                    ByteBuffer in = ByteBuffer.wrap(key);
                    assertThat(in.getInt()).isEqualTo(journal.partition());
                    assertThat(in.getLong()).isEqualTo(lsn);
                  }

                  @Override
                  public void delete(byte[] key) {}

                  @Override
                  public void deleteRange(byte[] from, byte[] to) {}
                }));
  }
}
