package dev.junction.resilience;

import dev.junction.resilience.damage.Damage;
import dev.junction.resilience.damage.Records;
import dev.junction.resilience.load.QueueClient;
import dev.junction.testing.LaunchCommand;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// A data folder that the server made, and what must be in it.
///
/// @param folder the folder; nobody changes it
/// @param bodies the messages that were acknowledged and not deleted
/// @param vouchedTo up to where the newest segment of the journal is known to be synced by what
///     stands behind it
record SoundFolder(Path folder, Set<String> bodies, int vouchedTo) {

  static final String QUEUE = "kept";
  private static final String BEHIND = "behind";
  private static final int BEHIND_MESSAGES = 40;
  private static final String JOURNAL = "journal/";

  /// A folder whose journal holds everything: the server was killed twice and never flushed. The
  /// last messages go to a queue of their own, so that everything before them has been followed by
  /// much that was synced later.
  static SoundFolder withJournal(Path folder, int messages)
      throws IOException, InterruptedException {
    Set<String> bodies = new HashSet<>();
    try (ServerProcess server = start(folder, List.of())) {
      try (QueueClient client = new QueueClient(server.port(), QUEUE)) {
        client.create();
        for (int i = 0; i < messages; i++) {
          String body = "kept-%04d".formatted(i);
          client.send(body);
          bodies.add(body);
        }
        delete(client, bodies, messages / 4);
      }
      server.kill();
      server.restart();
      int vouchedTo = end(folder);
      try (QueueClient client = new QueueClient(server.port(), BEHIND)) {
        client.create();
        for (int i = 0; i < BEHIND_MESSAGES; i++) {
          client.send("behind-" + i);
        }
      }
      server.kill();
      return new SoundFolder(folder, bodies, vouchedTo);
    }
  }

  /// A folder after an orderly stop, most of whose content RocksDB has flushed.
  static SoundFolder withState(Path folder, int messages) throws IOException, InterruptedException {
    Set<String> bodies = new HashSet<>();
    List<String> options = List.of("--set", "storage.checkpoint-bytes=1048576");
    try (ServerProcess server = start(folder, options)) {
      try (QueueClient client = new QueueClient(server.port(), QUEUE)) {
        client.create();
        for (int i = 0; i < messages; i += 10) {
          List<String> batch = new ArrayList<>();
          for (int j = i; j < i + 10; j++) {
            batch.add("kept-%05d-".formatted(j) + "x".repeat(1_000));
          }
          for (int place : client.sendBatch(batch)) {
            bodies.add(batch.get(place));
          }
        }
        delete(client, bodies, messages / 10);
      }
      server.stop();
    }
    return new SoundFolder(folder, bodies, 0);
  }

  private static ServerProcess start(Path folder, List<String> options) throws IOException {
    Files.createDirectories(folder.resolveSibling(""));
    return ServerProcess.start(LaunchCommand.current(), folder, options, Map.of());
  }

  private static void delete(QueueClient client, Set<String> bodies, int count) throws IOException {
    for (int deleted = 0; deleted < count; ) {
      for (QueueClient.Received each : client.receive(43_200)) {
        client.delete(each.handle());
        bodies.remove(each.body());
        deleted++;
      }
    }
    // What the last receive brought and nobody deleted must be visible again.
    if (client.receive(0).isEmpty()) {
      throw new IOException("Nothing is left in the queue");
    }
  }

  private static int end(Path folder) throws IOException {
    return Records.ofJournal(Files.readAllBytes(newestSegment(folder))).getLast();
  }

  private static Path newestSegment(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve(JOURNAL))) {
      return all.filter(path -> path.toString().endsWith(".segment"))
          .max(Path::compareTo)
          .orElseThrow(() -> new IOException("No segment in " + folder));
    }
  }

  /// Every damage at the boundaries of the records of every file, in no order.
  List<Damage> damages(Random random) throws IOException {
    List<Damage> all = new ArrayList<>();
    for (String file : files()) {
      byte[] bytes = Files.readAllBytes(folder.resolve(file));
      int end = file.startsWith(JOURNAL) && vouchedTo > 0 ? vouchedTo : bytes.length;
      List<Integer> begins = begins(file, bytes).stream().filter(at -> at <= end).toList();
      int before = 0;
      for (int at : begins) {
        for (int near = Math.max(0, at - 1); near <= Math.min(bytes.length - 1, at + 1); near++) {
          all.add(new Damage(Damage.Kind.CUT, file, near));
          all.add(new Damage(Damage.Kind.BLANK, file, near));
        }
        if (at > before) {
          all.add(new Damage(Damage.Kind.FLIP, file, before + random.nextInt(at - before)));
        }
        before = at;
      }
    }
    return all;
  }

  private static List<Integer> begins(String file, byte[] bytes) {
    if (file.startsWith(JOURNAL)) {
      return Records.ofJournal(bytes);
    }
    return file.contains("MANIFEST") ? Records.ofLog(bytes) : Records.ofAnything(bytes);
  }

  /// Damages whose checksums fit: a bit of a kept message each.
  List<Damage> forgeries() throws IOException {
    Path segment = newestSegment(folder);
    String text = Files.readString(segment, StandardCharsets.ISO_8859_1);
    List<Damage> all = new ArrayList<>();
    for (String body : bodies) {
      int at = text.indexOf(body);
      if (at >= 0) {
        String file = folder.relativize(segment).toString();
        all.add(new Damage(Damage.Kind.FORGED, file, at + body.length() - 1));
      }
    }
    return all;
  }

  /// The files whose loss could matter: not RocksDB's own protocol, nor who had the folder open.
  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .filter(name -> !name.contains("LOG") && !name.endsWith("lock") && !name.endsWith("LOCK"))
          .filter(name -> !name.endsWith(".spare"))
          .sorted()
          .toList();
    }
  }

  /// Copies the folder to another place, which must not be there.
  void copyTo(Path copy) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        Files.copy(path, copy.resolve(folder.relativize(path)));
      }
    }
  }
}
