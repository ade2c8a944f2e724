package dev.junction.engine.sim;

import dev.junction.kernel.Clock;
import dev.junction.storage.Journal;
import dev.junction.storage.file.FileJournals;
import dev.junction.storage.file.JournalSettings;
import dev.junction.storage.file.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A machine with a disk that servers are started on, one process at a time.
///
/// A process may hold two servers for a while: the current one, and an older one that does not know
/// that it was taken over.
final class Machine {

  static final int PARTITIONS = 3;

  private static final JournalSettings JOURNAL =
      JournalSettings.of(PARTITIONS).withSegmentBytes(128 << 10).withYoungSegmentBytes(64 << 10);

  private final Clock clock;
  private final SplittableRandom random;
  private final boolean acknowledgesEarly;
  private SimDisk disk;
  private List<SimState.Saved> saved =
      new ArrayList<>(Collections.nCopies(PARTITIONS, SimState.Saved.NOTHING));
  private boolean sound;
  private @Nullable FileJournals journals;
  private @Nullable Server server;
  private @Nullable Server zombie;

  /// Makes a machine that was never started.
  ///
  /// @param acknowledgesEarly whether its journals lie about what is durable
  Machine(Clock clock, SplittableRandom random, boolean acknowledgesEarly) {
    this.clock = clock;
    this.random = random;
    this.acknowledgesEarly = acknowledgesEarly;
    disk = new SimDisk(random.nextLong());
  }

  SimDisk disk() {
    return disk;
  }

  /// The current server.
  Server server() {
    if (server == null) {
      throw new IllegalStateException("The machine is off");
    }
    return server;
  }

  /// The server that was taken over and still runs; null when there is none.
  @Nullable Server zombie() {
    return zombie;
  }

  boolean isOn() {
    return server != null;
  }

  /// What the files of the journal hold now.
  Map<String, byte[]> journalFiles() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : disk.list()) {
      if (name.endsWith(".segment")) {
        files.put(name, disk.bytes(name));
      }
    }
    return files;
  }

  /// Flips a bit of something that a file held before and still holds; false when none was found.
  boolean flipSomeBit(Map<String, byte[]> before) throws IOException {
    Map<String, byte[]> now = journalFiles();
    List<String> names = List.copyOf(now.keySet());
    for (int tries = 0; tries < 1_000; tries++) {
      String name = names.get(random.nextInt(names.size()));
      byte[] then = before.getOrDefault(name, new byte[0]);
      int at = random.nextInt(now.get(name).length);
      if (at < then.length && then[at] != 0 && then[at] == now.get(name)[at]) {
        disk.flipBit(name, at);
        return true;
      }
    }
    return false;
  }

  /// From the next start on no service fails at anything.
  void mendServices() {
    sound = true;
  }

  /// Starts a process.
  void start() {
    journals = FileJournals.openStepwise(disk, JOURNAL, random.split()::nextLong);
    server = newServer();
  }

  /// A step of what the journals do by themselves.
  boolean stepJournals() {
    return journals != null && journals.step();
  }

  /// A new server claims the partitions while the old one goes on.
  void takeOver() {
    Server old = server();
    buryZombie();
    zombie = old;
    saved = old.saved();
    server = newServer();
  }

  /// Closes everything in order.
  void close() {
    buryZombie();
    server().engine().close();
    saved = server().saved();
    server().died();
    server = null;
    if (journals != null) {
      journals.close();
      journals = null;
    }
  }

  /// Kills the process: what it wrote is still there, synced or not.
  void kill() {
    buryZombie();
    if (server != null) {
      saved = server.saved();
      server.died();
      server = null;
    }
    journals = null;
    disk = disk.afterKill();
  }

  /// Cuts the power: of what was not synced only this and that is there.
  void losePower() {
    kill();
    disk = disk.afterPowerLoss();
  }

  /// A second machine with the same content on its disk. It must be off.
  Machine copy(Clock itsClock) {
    Machine copy = new Machine(itsClock, random.split(), acknowledgesEarly);
    copy.disk = disk.copy();
    copy.saved = saved;
    copy.sound = true;
    return copy;
  }

  private Server newServer() {
    FileJournals opened = Objects.requireNonNull(journals);
    return new Server(
        saved,
        partition -> journal(opened, partition),
        clock,
        random,
        this::stepJournals,
        sound ? null : random.split());
  }

  private Journal journal(FileJournals opened, int partition) {
    Journal journal = opened.partition(partition);
    return acknowledgesEarly ? new EagerJournal(journal) : journal;
  }

  private void buryZombie() {
    if (zombie != null) {
      zombie.died();
      zombie = null;
    }
  }
}
