package dev.junction.storage.file;

import dev.junction.storage.JournalFailed;
import dev.junction.storage.JournalFull;
import dev.junction.storage.disk.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One seeded life of a journal: appends, trims, kills, power failures, failing syncs and restarts.
///
/// Invariants: [Ledger] checks that what comes back is what was appended, in order and complete,
/// and [#run] answers how many acknowledged batches did not come back.
final class JournalSimulation {

  private static final int PARTITIONS = 3;
  private static final int STEPS = 250;
  private static final int RESTARTS_IN_A_ROW = 6;

  private final Random random;
  private final SimDisk disk;
  private final JournalSettings settings;
  private final List<Ledger> ledgers = new ArrayList<>();
  private FileJournals journals;
  private long lost;
  private int powerLosses;
  private long recycled;

  JournalSimulation(long seed, SyncPolicy policy) throws IOException {
    random = new Random(seed);
    disk = new SimDisk(random.nextLong());
    int block = random.nextBoolean() ? 512 : 4096;
    settings =
        new JournalSettings(
            64 << 10, 8 * block, block, 24 << 10, 40 << 10, random.nextInt(3), policy);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ledgers.add(new Ledger(partition));
    }
    journals = opened();
    claimAll();
  }

  /// How many acknowledged batches were lost.
  long run() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      act();
      if (journals.failure().isPresent() || disk.isPowerLost()) {
        crash(random.nextInt(3) > 0 || disk.isPowerLost());
      }
    }
    crash(true);
    return lost;
  }

  int powerLosses() {
    return powerLosses;
  }

  long recycledSegments() {
    return recycled;
  }

  private void act() throws IOException {
    Ledger ledger = ledgers.get(random.nextInt(PARTITIONS));
    try {
      switch (random.nextInt(40)) {
        case 0 -> crash(true);
        case 1 -> crash(false);
        case 2 -> disk.losePowerAfter(1 + random.nextInt(20));
        case 3 -> {
          int nth = random.nextInt(4);
          int[] seen = new int[1];
          disk.failSyncs(_ -> seen[0]++ >= nth);
        }
        case 4 -> disk.failWrites(name -> name.endsWith(".segment"));
        case 5 -> reopenCleanly();
        case 6, 7, 8 -> ledger.trim(random);
        case 9, 10, 11, 12, 13, 14, 15, 16 -> journals.step();
        default -> append(ledger);
      }
    } catch (JournalFailed | JournalFull refused) {
      // What was refused was not promised; the next step looks at the state of the journal.
      journals.step();
    }
  }

  private void append(Ledger ledger) {
    int bytesMax = random.nextInt(20) == 0 ? 20 << 10 : 1_500;
    for (int i = random.nextInt(6); i >= 0; i--) {
      ledger.append(random, bytesMax);
    }
  }

  private void reopenCleanly() throws IOException {
    journals.close();
    restart();
  }

  private void crash(boolean power) throws IOException {
    recycled += journals.statistics().recycledSegments();
    if (power || disk.isPowerLost()) {
      disk.powerLoss();
      powerLosses++;
    }
    abandon();
    restart();
  }

  private void restart() throws IOException {
    for (int tries = 0; ; tries++) {
      healDisk();
      if (tries < RESTARTS_IN_A_ROW && random.nextInt(3) == 0) {
        disk.losePowerAfter(1 + random.nextInt(30));
      }
      try {
        journals = opened();
        checkAll();
        claimAll();
        return;
      } catch (IOException | JournalFailed failure) {
        if (!disk.isPowerLost()) {
          throw failure;
        }
        disk.powerLoss();
        powerLosses++;
      }
    }
  }

  private void checkAll() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      lost += ledgers.get(partition).lostBy(journals.journal(partition));
      ledgers.get(partition).follow(journals.journal(partition));
    }
  }

  private void claimAll() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ledgers.get(partition).claim(journals.journal(partition));
    }
  }

  private FileJournals opened() throws IOException {
    return FileJournals.openStepped(disk, settings, PARTITIONS, SmallJournals.clock(), random);
  }

  /// Frees what a journal without a disk still holds.
  private void abandon() {
    disk.failWrites(_ -> true);
    journals.close();
    healDisk();
  }

  private void healDisk() {
    disk.failSyncs(_ -> false);
    disk.failWrites(_ -> false);
  }
}
