package dev.junction.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// A server in a process of its own, which can be stopped, killed and started again on the same
/// port and data folder.
public final class ServerProcess implements AutoCloseable {

  private static final String HEALTH_PAGE = "/_junction/health";
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final long POLL_NANOS = 1_000_000;

  private final LaunchCommand command;
  private final Path log;
  private final int port;
  private final List<String> arguments;
  private final String healthPage;
  private Map<String, String> environment;
  private volatile Process process;
  private Duration lastStart = Duration.ZERO;

  private ServerProcess(
      LaunchCommand command,
      Path log,
      int port,
      List<String> arguments,
      String healthPage,
      Map<String, String> environment)
      throws IOException {
    this.command = command;
    this.healthPage = healthPage;
    this.log = log;
    this.port = port;
    this.arguments = List.copyOf(arguments);
    this.environment = Map.copyOf(environment);
    this.process = launch();
    // Whoever stops a measurement in the middle must not find a server left behind.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
  }

  /// Starts a server with a data folder and waits until it is ready.
  public static ServerProcess start(Path folder, List<String> options) throws IOException {
    return start(LaunchCommand.current(), folder, options, Map.of());
  }

  /// Starts a server.
  ///
  /// @param environment variables that the process gets besides those of this one
  public static ServerProcess start(
      LaunchCommand command, Path folder, List<String> options, Map<String, String> environment)
      throws IOException {
    int port = freePort();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("start", "--port", String.valueOf(port)));
    arguments.addAll(List.of("--data", folder.toString()));
    arguments.addAll(options);
    Path log = folder.resolveSibling("server.log");
    return run(command, log, port, arguments, HEALTH_PAGE, environment);
  }

  /// Runs any program that listens on a port, and waits until a page there answers 200.
  public static ServerProcess run(
      LaunchCommand command, Path log, int port, List<String> arguments, String healthPage)
      throws IOException {
    return run(command, log, port, arguments, healthPage, Map.of());
  }

  private static ServerProcess run(
      LaunchCommand command,
      Path log,
      int port,
      List<String> arguments,
      String healthPage,
      Map<String, String> environment)
      throws IOException {
    ServerProcess server =
        new ServerProcess(command, log, port, arguments, healthPage, environment);
    server.awaitReady();
    return server;
  }

  /// A port that nothing listens on now.
  public static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    List<String> words = new ArrayList<>(command.words());
    words.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // As the launcher has it, and so that a killed server leaves no library in the temporary
    // folder.
    builder.environment().put("ROCKSDB_MUSL_LIBC", "false");
    builder
        .environment()
        .put("ROCKSDB_SHAREDLIB_DIR", log.toAbsolutePath().resolveSibling("").toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private void awaitReady() throws IOException {
    long began = System.nanoTime();
    long deadline = began + START_MAX.toNanos();
    while (health() != 200) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException("The server did not start; see " + log);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    lastStart = Duration.ofNanos(System.nanoTime() - began);
  }

  /// The status of the health page; 0 when nobody answers.
  public int health() {
    try (HttpConnection connection = new HttpConnection(port)) {
      return connection.exchange(SqsRequests.page(healthPage)).status();
    } catch (IOException _) {
      return 0;
    }
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  /// How long the last start took from the start of the process until the health page answered.
  public Duration lastStart() {
    return lastStart;
  }

  /// What the process has used since its start.
  public ProcessCost cost() {
    try {
      return ProcessCost.of(process.pid());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The lines of its log that tell of errors.
  public List<String> loggedErrors() throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains(" ERROR ")).toList();
  }

  /// How many sockets and the like the process has open, but for files that are there.
  public int descriptors() throws IOException {
    return ProcessCost.descriptors(process.pid());
  }

  /// What lives in the heap of the process, once it was collected as a whole.
  public long liveHeapBytes() throws IOException, InterruptedException {
    return LiveHeap.bytes(process.pid());
  }

  /// Kills the process as `kill -9` does.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Stops the process as a service manager does.
  public void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  /// Starts the server again after it was killed or stopped.
  public void restart() throws IOException {
    process = launch();
    awaitReady();
  }

  /// Starts the server again with other variables in its environment.
  public void restart(Map<String, String> changed) throws IOException {
    environment = new HashMap<>(changed);
    restart();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
