package dev.junction.benchmarks;

import dev.junction.testing.Folders;
import dev.junction.testing.HttpConnection;
import dev.junction.testing.LaunchCommand;
import dev.junction.testing.RequestSigner;
import dev.junction.testing.ServerProcess;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A fresh server with an empty data folder that syncs before every answer, and what is needed to
/// speak to it.
final class Rig implements AutoCloseable {

  private static final String OPEN_ACCOUNT = "000000000000";
  private static final String ACCOUNT = "111122223333";

  final ServerProcess server;
  final Mode mode;
  private final Path root;
  private final RequestSigner.Key key;

  Rig(Mode mode) throws IOException {
    this(mode, LaunchCommand.current());
  }

  Rig(Mode mode, LaunchCommand command) throws IOException {
    this(mode, command, List.of());
  }

  /// @param settings as the command line has them behind `--set`
  Rig(Mode mode, LaunchCommand command, List<String> settings) throws IOException {
    this.mode = mode;
    this.root = Files.createTempDirectory("junction-bench").toRealPath();
    this.key = new RequestSigner.Key("BENCHMARKKEY0000", "only-for-this-run-" + root.hashCode());
    List<String> options = new ArrayList<>(List.of("--set", "storage.sync=always"));
    settings.forEach(setting -> options.addAll(List.of("--set", setting)));
    if (mode == Mode.SIGNED) {
      options.addAll(List.of("--set", "identity.credentials=" + credentials()));
    }
    this.server = ServerProcess.start(command, root.resolve("data"), options, Map.of());
  }

  /// One around a server of somebody else, which looks at no signature.
  ///
  /// @param root a folder that goes with it
  Rig(ServerProcess server, Path root) {
    this.mode = Mode.OPEN;
    this.root = root;
    this.key = new RequestSigner.Key("", "");
    this.server = server;
  }

  private Path credentials() throws IOException {
    Path file = root.resolve("credentials");
    Files.writeString(
        file,
        "[bench]\naws_access_key_id = %s\naws_secret_access_key = %s\naccount = %s\n"
            .formatted(key.id(), key.secret(), ACCOUNT));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /// What builds requests; for one thread.
  SqsRequests requests() {
    return mode == Mode.SIGNED
        ? new SqsRequests(server.port(), new RequestSigner(key, "sqs"), ACCOUNT)
        : new SqsRequests(server.port(), null, OPEN_ACCOUNT);
  }

  HttpConnection connect() throws IOException {
    return new HttpConnection(server.port());
  }

  void createQueue(String name) throws IOException {
    String attributes =
        name.endsWith(".fifo")
            ? ",\"Attributes\":{\"FifoQueue\":\"true\",\"DeduplicationScope\":\"messageGroup\","
                + "\"FifoThroughputLimit\":\"perMessageGroupId\"}"
            : "";
    call("CreateQueue", "{\"QueueName\":\"" + name + "\"" + attributes + "}");
  }

  /// One call that has to succeed.
  String call(String operation, String json) throws IOException {
    try (HttpConnection connection = connect()) {
      HttpConnection.Text answer = connection.exchange(requests().operation(operation, json));
      if (answer.status() != 200) {
        throw new IOException(operation + ": " + answer.status() + " " + answer.body());
      }
      return answer.body();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Folders.delete(root);
  }
}
