package dev.junction.resilience;

import dev.junction.resilience.power.PowerDisk;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A power loss: the process is gone at once, and of what it had written the disk keeps what was
/// synced and a torn part of the rest.
class PowerStrike implements Strike {

  private final Path library;
  private final Path folder;
  private final Path log;
  private final PowerDisk disk;
  private int losses;
  private int torn;
  private long syncs;
  private long sectors;
  private long garbage;
  private long lostNames;
  private PowerDisk.Loss last = new PowerDisk.Loss(0, 0, 0, List.of(), 0, 0);

  /// @param library the compiled `powerloss.c`
  /// @param folder the data folder; what the disk keeps lies beside it
  PowerStrike(Path library, Path folder, long seed) throws IOException {
    this.library = library;
    this.folder = folder;
    this.log = folder.resolveSibling("power.log");
    this.disk = new PowerDisk(folder.resolveSibling("disk"), seed);
  }

  @Override
  public Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    variables.put("LD_PRELOAD", library.toString());
    variables.put("POWERLOSS_ROOT", folder.toString());
    variables.put("POWERLOSS_LOG", log.toString());
    return variables;
  }

  @Override
  public void hit(ServerProcess server, Path dataFolder) throws IOException, InterruptedException {
    server.kill();
    last = disk.losePower(log, dataFolder);
    Files.delete(log);
    losses++;
    torn += last.tornFiles().stream().anyMatch(name -> name.startsWith("journal/")) ? 1 : 0;
    syncs += last.syncs();
    sectors += last.unsyncedSectors();
    garbage += last.garbageSectors();
    lostNames += last.lostNames();
  }

  /// The last power loss.
  final PowerDisk.Loss last() {
    return last;
  }

  /// After how many power losses a file of the journal had a torn tail.
  int tornTails() {
    return torn;
  }

  @Override
  public List<String> seen() {
    return List.of(
        "%d power losses, %d with a torn tail of the journal; %d syncs"
            .formatted(losses, torn, syncs),
        "%d unsynced sectors, %d of them garbage afterwards; %d unsynced names lost"
            .formatted(sectors, garbage, lostNames));
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }
}
