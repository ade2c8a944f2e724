package dev.junction.resilience;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A server in a process of its own, which can be killed.
final class ServerProcess {

  private final Path folder;
  private final int port;
  private final List<String> options;
  private Process process;
  private long startMillis;

  private ServerProcess(Path folder, int port, List<String> options) throws IOException {
    this.folder = folder;
    this.port = port;
    this.options = options;
    this.process = launch();
  }

  static ServerProcess start(Path folder, List<String> options) throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      int port = free.getLocalPort();
      free.close();
      ServerProcess server = new ServerProcess(folder, port, options);
      server.awaitReady();
      return server;
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.junction.server.Main", "start"));
    command.addAll(List.of("--port", String.valueOf(port), "--data", folder.toString()));
    command.addAll(options);
    File log = folder.resolveSibling("server.log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private void awaitReady() throws IOException {
    long began = System.nanoTime();
    long deadline = began + Duration.ofSeconds(30).toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(
            "The server did not start; see " + folder.resolveSibling("server.log"));
      }
      LockSupport.parkNanos(5_000_000);
    }
    startMillis = (System.nanoTime() - began) / 1_000_000;
  }

  private boolean isReady() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/_junction/health").toURL().openConnection();
      connection.setConnectTimeout(500);
      connection.setReadTimeout(2_000);
      return connection.getResponseCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  int port() {
    return port;
  }

  /// How long the last start took until the health page answered, in milliseconds.
  long startMillis() {
    return startMillis;
  }

  /// Kills the process as `kill -9` does.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void restart() throws IOException {
    process = launch();
    awaitReady();
  }
}
