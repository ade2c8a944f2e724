package dev.junction.resilience.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A disk below one folder that can lose its power: it keeps what was synced, of each file a random
/// beginning of the rest with half of its sectors garbage, and of each folder no name, or only the
/// first ones, that no sync of the folder had covered.
///
/// A sync covers what was done before it began, once it has ended. A sync of a file says nothing
/// about its name. A failed sync makes nothing durable, and what it was meant for can never become
/// durable: the kernel gives up such pages. Threads: one.
public final class PowerDisk implements AutoCloseable {

  /// What a power loss left behind.
  ///
  /// @param syncs how many syncs had ended well since the last power loss
  /// @param unsyncedSectors how many sectors no sync had covered
  /// @param garbageSectors how many of them are garbage now
  /// @param tornFiles names of files with unsynced data of which a part survived
  /// @param lostNames how many changes of names were lost
  /// @param firstFailureNanos when a sync failed first, on the clock of [System#nanoTime], or 0
  public record Loss(
      long syncs,
      long unsyncedSectors,
      long garbageSectors,
      List<String> tornFiles,
      int lostNames,
      long firstFailureNanos) {}

  private record NameChange(
      PowerLog.Kind kind, String path, String otherPath, @Nullable DiskNode node, long number) {}

  private record Sync(DiskNode node, String path, long upTo) {}

  private record Handle(DiskNode node, String path, boolean syncsItself) {}

  private final Path contents;
  private final Random random;
  private final Set<DiskNode> nodes = new HashSet<>();
  private final TreeMap<String, DiskNode> durable = new TreeMap<>();
  private TreeMap<String, DiskNode> names = new TreeMap<>();
  private final List<NameChange> nameChanges = new ArrayList<>();
  private final Map<Integer, Handle> handles = new HashMap<>();
  private final Map<Long, Sync> running = new HashMap<>();
  private long number;
  private long files;
  private long syncs;
  private long firstFailureNanos;

  /// An empty disk.
  ///
  /// @param contents where durable content is kept; not the folder that the process sees
  public PowerDisk(Path contents, long seed) throws IOException {
    this.contents = Files.createDirectories(contents);
    // Neighbouring seeds would begin alike.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  /// Plays a log and then loses the power: rebuilds the folder as the next process finds it.
  public Loss losePower(Path log, Path folder) throws IOException {
    syncs = 0;
    firstFailureNanos = 0;
    try (PowerLog entries = new PowerLog(log)) {
      playAll(entries);
      Loss loss = lose(entries);
      rebuild(folder);
      return loss;
    }
  }

  /// Plays a log and keeps everything, as after a kill: what comes out has to equal what the
  /// process left behind, or something has gone unseen.
  public void keepEverything(Path log, Path folder) throws IOException {
    try (PowerLog entries = new PowerLog(log)) {
      playAll(entries);
      for (DiskNode node : nodes) {
        node.sync(entries, number);
      }
    }
    durable.clear();
    durable.putAll(names);
    rebuild(folder);
  }

  private void playAll(PowerLog entries) throws IOException {
    for (PowerLog.Entry entry = entries.next(); entry != null; entry = entries.next()) {
      number++;
      play(entries, entry);
    }
  }

  private void play(PowerLog log, PowerLog.Entry entry) throws IOException {
    switch (entry.kind()) {
      case OPEN -> open(entry);
      case WRITE, ZEROS, SIZE -> content(log, entry);
      case SYNC_BEGIN -> {
        Handle handle = handle(entry);
        running.put(entry.offset(), new Sync(handle.node(), handle.path(), number));
      }
      case SYNC_END -> synced(log, entry);
      case MKDIR -> name(entry, DiskNode.folder());
      case LINK -> name(entry, names.get(entry.path()));
      case RENAME, UNLINK, RMDIR -> name(entry, null);
      case UNSUPPORTED, NONE ->
          throw new IOException(
              "The process does what cannot be played: " + entry.path() + " " + entry.otherPath());
    }
  }

  private void open(PowerLog.Entry entry) throws IOException {
    DiskNode node = entry.path().isEmpty() ? DiskNode.folder() : names.get(entry.path());
    if (node == null) {
      node = newFile();
      if (entry.creates()) {
        names.put(entry.path(), node);
        nameChanges.add(new NameChange(PowerLog.Kind.OPEN, entry.path(), "", node, number));
      }
    } else if (entry.truncates()) {
      node.truncate(number);
    }
    handles.put(entry.handle(), new Handle(node, entry.path(), entry.syncsItself()));
  }

  private DiskNode newFile() throws IOException {
    DiskNode node = DiskNode.file(contents.resolve(String.valueOf(++files)));
    nodes.add(node);
    return node;
  }

  private Handle handle(PowerLog.Entry entry) throws IOException {
    Handle handle = handles.get(entry.handle());
    if (handle == null) {
      throw new IOException("The log names an unknown file: " + entry);
    }
    return handle;
  }

  private void content(PowerLog log, PowerLog.Entry entry) throws IOException {
    Handle handle = handle(entry);
    handle.node().change(entry, number);
    if (handle.syncsItself()) {
      handle.node().sync(log, number);
    }
  }

  private void synced(PowerLog log, PowerLog.Entry entry) throws IOException {
    Sync sync = running.remove(entry.offset());
    if (sync == null) {
      throw new IOException("A sync ended that had not begun: " + entry);
    }
    if (entry.result() != 0) {
      firstFailureNanos = firstFailureNanos == 0 ? entry.nanos() : firstFailureNanos;
      sync.node().lose(log, random, sync.upTo());
      return;
    }
    syncs++;
    if (sync.node().isFolder) {
      syncNames(sync.path(), sync.upTo());
    } else {
      sync.node().sync(log, sync.upTo());
    }
  }

  private void syncNames(String folder, long upTo) {
    nameChanges.removeIf(
        change -> {
          boolean covered = change.number() <= upTo && folderOf(change).equals(folder);
          if (covered) {
            apply(durable, change);
          }
          return covered;
        });
  }

  private static String folderOf(NameChange change) {
    return parent(change.otherPath().isEmpty() ? change.path() : change.otherPath());
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private void name(PowerLog.Entry entry, @Nullable DiskNode node) throws IOException {
    DiskNode moved = node == null ? names.get(entry.path()) : node;
    if (moved == null || entry.path().isEmpty()) {
      // The folder itself, which is there before anything else; or a file whose making went unseen,
      // as the LOG of RocksDB, which stdio writes.
      return;
    }
    if (moved.isFolder && entry.kind() == PowerLog.Kind.RENAME) {
      throw new IOException("The process renames a folder: " + entry.path());
    }
    NameChange change =
        new NameChange(entry.kind(), entry.path(), entry.otherPath(), moved, number);
    apply(names, change);
    nameChanges.add(change);
  }

  private static void apply(Map<String, DiskNode> names, NameChange change) {
    switch (change.kind()) {
      case OPEN, MKDIR -> put(names, change.path(), change.node());
      case LINK -> put(names, change.otherPath(), change.node());
      case RENAME -> {
        names.remove(change.path());
        put(names, change.otherPath(), change.node());
      }
      default -> names.remove(change.path());
    }
  }

  private static void put(Map<String, DiskNode> names, String path, @Nullable DiskNode node) {
    if (node != null) {
      names.put(path, node);
    }
  }

  private Loss lose(PowerLog log) throws IOException {
    int lostNames = loseNames();
    long sectors = 0;
    long garbage = 0;
    List<String> torn = new ArrayList<>();
    for (Map.Entry<String, DiskNode> named : durable.entrySet()) {
      DiskNode.Fate fate = named.getValue().lose(log, random, Long.MAX_VALUE);
      sectors += fate.sectors();
      garbage += fate.garbage();
      if (fate.isTorn()) {
        torn.add(named.getKey());
      }
    }
    return new Loss(syncs, sectors, garbage, torn, lostNames, firstFailureNanos);
  }

  private int loseNames() throws IOException {
    int survive = random.nextBoolean() ? 0 : random.nextInt(nameChanges.size() + 1);
    nameChanges.stream().limit(survive).forEach(change -> apply(durable, change));
    int lost = nameChanges.size() - survive;
    nameChanges.clear();
    handles.clear();
    running.clear();
    Set<DiskNode> kept = new HashSet<>(durable.values());
    for (DiskNode node : nodes) {
      if (!kept.contains(node)) {
        node.delete();
      }
    }
    nodes.retainAll(kept);
    return lost;
  }

  private void rebuild(Path folder) throws IOException {
    empty(folder);
    Set<String> lostFolders = new HashSet<>();
    for (Map.Entry<String, DiskNode> named : durable.entrySet()) {
      Path path = folder.resolve(named.getKey());
      if (!Files.isDirectory(folder.resolve(parent(named.getKey())))) {
        lostFolders.add(named.getKey());
      } else if (named.getValue().isFolder) {
        Files.createDirectory(path);
      } else {
        named.getValue().copyTo(path);
      }
    }
    durable.keySet().removeAll(lostFolders);
    names = new TreeMap<>(durable);
  }

  private static void empty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Files.createDirectories(folder);
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (DiskNode node : nodes) {
      node.close();
    }
  }
}
