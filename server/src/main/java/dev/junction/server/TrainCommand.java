package dev.junction.server;

import dev.junction.server.config.Settings;
import dev.junction.server.config.SettingsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `junction train`: starts, serves some thousand requests and stops, starts again with what is
/// there, and once more in memory, so that the JDK can note in its cache which classes a start
/// needs and what of their code is used. The launcher runs it once after a build.
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

  /// How much is asked for: enough for the JDK to have compiled all that is used often.
  private static final int ROUNDS = 60;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("junction-train");
    Settings settings =
        here().set("data.folder", folder.toString()).set("storage.sync", "off").settings();
    try {
      try (Junction junction = StartCommand.start(settings)) {
        TrainingLoad.run(junction.endpoint(), ROUNDS);
      }
      StartCommand.start(settings).close();
      StartCommand.start(here().set("data.ephemeral", true).settings()).close();
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return 0;
  }

  private static SettingsSource here() {
    return new SettingsSource().set("http.port", 0);
  }
}
