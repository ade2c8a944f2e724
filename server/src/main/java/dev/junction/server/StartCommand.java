package dev.junction.server;

import dev.junction.server.config.Settings;
import dev.junction.server.config.SettingsSource;
import dev.junction.server.heap.HeapKeeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `junction start`: runs until it is told to stop.
@Command(
    name = "start",
    description = "Serves until it is stopped (Ctrl-C, SIGTERM).",
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {

  @Option(names = "--port", description = "The port; 0 for any free one. Default: 4566.")
  @Nullable Integer port;

  @Option(names = "--data", paramLabel = "DIR", description = "The data folder. Default: ./data.")
  @Nullable Path data;

  @Option(names = "--ephemeral", description = "Keep everything in memory and nothing on disk.")
  boolean ephemeral;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The settings file. Default: ./junction.conf when there is one.")
  @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes one setting; may be given several times.")
  List<String> changes = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    Junction junction = start(settings());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  log().info("Stopping: finishing what was taken in.");
                  junction.close();
                  stopped.countDown();
                },
                "stop"));
    stopped.await();
    return 0;
  }

  /// Starts a server and says so in the log, which is configured first.
  static Junction start(Settings settings) {
    long began = System.nanoTime();
    Logging.configure(settings.log());
    // First: what a start replays passes through the heap, too.
    HeapKeeper.start();
    Junction junction = Junction.start(settings);
    Logger log = log();
    log.info(
        "Junction is ready at {} after {} ms; {}; {}.",
        junction.endpoint(),
        (System.nanoTime() - began) / 1_000_000,
        settings.data().ephemeral()
            ? "in memory, nothing is kept"
            : "data in "
                + settings.data().folder().toAbsolutePath().normalize()
                + (settings.storage().keyFile() == null ? "" : ", encrypted"),
        settings.identity().isOpen()
            ? "open mode, signatures are not checked"
            : "strict mode, every signature is verified");
    if (settings.identity().isOpen() && !settings.http().isLoopback()) {
      log.warn(
          "Anybody who reaches {} may do everything: no signature is checked in open mode.",
          junction.endpoint());
    }
    return junction;
  }

  private static Logger log() {
    return LoggerFactory.getLogger("junction");
  }

  private Settings settings() {
    SettingsSource source = new SettingsSource();
    Path own = Path.of("junction.conf");
    if (config != null) {
      source.file(config);
    } else if (Files.exists(own)) {
      source.file(own);
    }
    source.environment(System.getenv()).set(changes);
    if (port != null) {
      source.set("http.port", port);
    }
    if (data != null) {
      source.set("data.folder", data.toString());
    }
    if (ephemeral) {
      source.set("data.ephemeral", true);
    }
    return source.settings();
  }
}
