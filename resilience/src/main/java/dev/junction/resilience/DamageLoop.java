package dev.junction.resilience;

import dev.junction.resilience.damage.Damage;
import dev.junction.resilience.load.QueueClient;
import dev.junction.testing.Folders;
import dev.junction.testing.LaunchCommand;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// `./dev damage`: bits that flip, files that end too early and sectors that are gone, at the
/// boundaries of the records of every file of a data folder.
///
/// The server must refuse the folder and name the file, or refuse calls, or have everything all the
/// same. In the control run the checksums fit the damage, as for a reader that does not look at
/// them: then the loop has to find that something is missing.
public final class DamageLoop {

  private static final int CONTROL_CASES = 3;
  private static final int EMPTY_RECEIVES = 3;
  private static final int VISIBILITY_SECONDS = 43_200;

  private final SoundFolder sound;
  private final Path work;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Integer> byType = new TreeMap<>();
  private int refused;
  private int whole;
  private int lost;
  private int unexpected;

  private DamageLoop(SoundFolder sound, Path work) {
    this.sound = sound;
    this.work = work;
  }

  /// Damages a folder whose journal holds everything and one whose state does, so many times in
  /// all.
  static List<DamageReport> run(int cases, long seed) throws IOException, InterruptedException {
    Path root = CrashLoop.newFolder("damage").resolveSibling("");
    Random random = new Random(seed);
    SoundFolder journal = SoundFolder.withJournal(root.resolve("journal/data"), 60);
    SoundFolder state = SoundFolder.withState(root.resolve("state/data"), 3_000);
    List<DamageReport> reports = new ArrayList<>();
    for (SoundFolder sound : List.of(journal, state)) {
      List<Damage> damages = chosen(sound.damages(random), cases / 2, random);
      reports.add(new DamageLoop(sound, root.resolve("work/data")).run(damages));
    }
    Folders.delete(root);
    return reports;
  }

  /// The control: damages with checksums that fit.
  static DamageReport control() throws IOException, InterruptedException {
    Path root = CrashLoop.newFolder("damage").resolveSibling("");
    SoundFolder journal = SoundFolder.withJournal(root.resolve("journal/data"), 20);
    List<Damage> forgeries = journal.forgeries().subList(0, CONTROL_CASES);
    DamageReport report = new DamageLoop(journal, root.resolve("work/data")).run(forgeries);
    Folders.delete(root);
    return report;
  }

  /// Some of the damages: half of them of the journal, the others of every type of file about as
  /// many.
  private static List<Damage> chosen(List<Damage> all, int count, Random random) {
    Collections.shuffle(all, random);
    List<Damage> chosen = new ArrayList<>();
    Map<String, List<Damage>> others = new TreeMap<>();
    for (Damage each : all) {
      if (!each.file().startsWith("journal/")) {
        others.computeIfAbsent(each.fileType(), _ -> new ArrayList<>()).add(each);
      } else if (chosen.size() < count / 2) {
        chosen.add(each);
      }
    }
    int most = others.values().stream().mapToInt(List::size).max().orElse(0);
    for (int place = 0; place < most; place++) {
      for (List<Damage> ofType : others.values()) {
        if (place < ofType.size() && chosen.size() < count) {
          chosen.add(ofType.get(place));
        }
      }
    }
    return chosen;
  }

  private DamageReport run(List<Damage> damages) throws IOException, InterruptedException {
    int cases = 0;
    for (Damage damage : damages) {
      if (damage.changes(sound.folder())) {
        byType.merge(damage.fileType(), 1, Integer::sum);
        check(damage);
        cases++;
      }
    }
    List<String> all = new ArrayList<>();
    all.add("damages by file: " + byType);
    all.addAll(notes);
    return new DamageReport(cases, refused, whole, lost, unexpected, all);
  }

  private void check(Damage damage) throws IOException {
    if (Files.exists(work)) {
      Folders.delete(work);
    }
    Files.createDirectories(work.resolveSibling(""));
    Files.deleteIfExists(work.resolveSibling("server.log"));
    sound.copyTo(work);
    damage.apply(work);
    try (ServerProcess server =
        ServerProcess.start(LaunchCommand.current(), work, List.of(), Map.of())) {
      compare(damage, drain(server));
    } catch (IOException _) {
      // It did not start, or refused a call: the log has to say what is wrong.
      checkRefusal(damage);
    }
  }

  private void checkRefusal(Damage damage) throws IOException {
    String log = Files.readString(work.resolveSibling("server.log"));
    String name = Path.of(damage.file()).getFileName().toString();
    boolean namesFile = log.contains(name);
    boolean namesFolder = damage.file().startsWith("state/") && log.contains("state");
    boolean namesOffset = !damage.file().startsWith("journal/") || log.contains(" at byte ");
    if ((namesFile || namesFolder) && namesOffset) {
      refused++;
    } else {
      unexpected++;
      notes.add(damage + ": refused without a word of where: " + lastLines(log));
    }
  }

  private static String lastLines(String log) {
    return log.substring(Math.max(0, log.length() - 400)).replace('\n', '|');
  }

  private Set<String> drain(ServerProcess server) throws IOException {
    Set<String> found = new HashSet<>();
    try (QueueClient client = new QueueClient(server.port(), SoundFolder.QUEUE)) {
      int empty = 0;
      while (empty < EMPTY_RECEIVES) {
        List<QueueClient.Received> some = client.receive(VISIBILITY_SECONDS);
        some.forEach(each -> found.add(each.body()));
        empty = some.isEmpty() ? empty + 1 : 0;
      }
    }
    return found;
  }

  private void compare(Damage damage, Set<String> found) {
    long missing = sound.bodies().stream().filter(body -> !found.contains(body)).count();
    long strange = found.stream().filter(body -> !sound.bodies().contains(body)).count();
    if (missing > 0) {
      lost++;
      notes.add("%s: %d of %d are lost".formatted(damage, missing, sound.bodies().size()));
    }
    if (strange > 0) {
      unexpected++;
      notes.add("%s: %d that should not be there".formatted(damage, strange));
    }
    if (missing + strange == 0) {
      whole++;
    }
  }

  /// Arguments: the number of damages and the seed. The exit code says whether everything held and
  /// the control failed.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int cases = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    System.out.println("seed " + seed);
    List<DamageReport> reports = run(cases, seed);
    reports.get(0).print("damaged journals");
    reports.get(1).print("damaged states");
    DamageReport control = control();
    control.print("control, checksums that fit");
    Verdict.exit(reports.stream().allMatch(DamageReport::isClean), control.lost() > 0);
  }
}
