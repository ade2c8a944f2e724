package dev.junction.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.storage.Journal;
import dev.junction.storage.JournalFailed;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Power losses and kills at random moments of random histories; one seed is one history.
///
/// The system property `junction.sim.seeds` sets how many seeds are tried.
class FileJournalSimTest {
  private static final int SEEDS = Integer.getInteger("junction.sim.seeds", 50);
  private static final int PARTITIONS = 3;
  private static final int LIVES = 6;

  @Test
  void everythingAcknowledgedIsBackAfterAPowerLoss() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertThat(new History(seed, SyncPolicy.ALWAYS).lost()).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void withoutSyncsAPowerLossLosesSomething() {
    List<String> lost = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      lost.addAll(new History(seed, SyncPolicy.OFF).lost());
    }
    assertThat(lost).isNotEmpty();
  }

  /// One disk over several lives, each ended by a power loss or a kill.
  private static final class History {
    private final Random random;
    private final JournalSettings settings;
    private final List<List<String>> written = new ArrayList<>();
    private final long[] acknowledged = new long[PARTITIONS];
    private final List<String> lost = new ArrayList<>();
    private SimDisk disk;

    History(long seed, SyncPolicy policy) {
      random = new Random(seed);
      disk = new SimDisk(random.nextLong());
      settings =
          JournalHarness.settings(PARTITIONS)
              .withSegmentBytes(random.nextBoolean() ? 64 << 10 : 128 << 10)
              .withYoungSegmentBytes(64 << 10)
              .withSyncPolicy(policy);
      for (int partition = 0; partition < PARTITIONS; partition++) {
        written.add(new ArrayList<>());
      }
    }

    List<String> lost() {
      for (int life = 0; life < LIVES; life++) {
        disk.losePowerAfter(1 + random.nextInt(120));
        live();
        boolean killed = random.nextInt(3) == 0;
        disk = killed ? disk.afterKill() : disk.afterPowerLoss();
        check(life, killed);
      }
      return lost;
    }

    private void live() {
      try {
        FileJournals journals = FileJournals.openStepwise(disk, settings, random::nextLong);
        List<Journal> owned = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
          Journal journal = journals.partition(partition);
          owned.add(journal);
          journal.claim(journal.epoch() + 1, listener(partition));
        }
        while (journals.failure() == null) {
          act(journals, owned.get(random.nextInt(PARTITIONS)));
        }
      } catch (UncheckedIOException | JournalFailed powerLoss) {
        // The life ends where the disk says so; what counts is what was acknowledged before.
        return;
      }
    }

    private void act(FileJournals journals, Journal journal) {
      int choice = random.nextInt(100);
      int partition = journal.partition();
      if (choice < 70) {
        String text = random.nextInt() + "x".repeat(random.nextInt(3000));
        written.get(partition).add(text);
        journal.append(JournalHarness.batch(text));
      } else if (choice < 97) {
        journals.step();
      } else {
        journal.trim(random.nextLong(acknowledged[partition] + 1));
      }
    }

    private Journal.DurabilityListener listener(int partition) {
      return new Journal.DurabilityListener() {
        @Override
        public void durable(long lsn) {
          acknowledged[partition] = lsn;
        }

        @Override
        public void failed(Throwable cause) {
          // Seen by the loop, which asks the journal.
        }
      };
    }

    private void check(int life, boolean killed) {
      FileJournals journals = FileJournals.openStepwise(disk, settings, random::nextLong);
      for (int partition = 0; partition < PARTITIONS; partition++) {
        Journal journal = journals.partition(partition);
        long last = journal.lastLsn();
        if (last < acknowledged[partition]) {
          lost.add("life %d, partition %d, after %d".formatted(life, partition, last));
        }
        List<String> texts = written.get(partition);
        List<String> expected = new ArrayList<>();
        for (long lsn = journal.firstLsn(); lsn <= last; lsn++) {
          expected.add(lsn + "=" + texts.get((int) lsn - 1));
        }
        assertThat(JournalHarness.read(journal, journal.firstLsn())).isEqualTo(expected);
        texts.subList((int) last, texts.size()).clear();
        acknowledged[partition] = last;
      }
      // What is read after a kill has to be safe without an orderly end.
      if (killed) {
        disk = disk.afterPowerLoss();
      } else {
        journals.close();
      }
    }
  }
}
