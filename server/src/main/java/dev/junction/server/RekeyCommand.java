package dev.junction.server;

import dev.junction.kernel.SystemClock;
import dev.junction.storage.folder.DataFolder;
import dev.junction.storage.seal.LocalKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `junction rekey DIR`: has another key open an encrypted data folder that nobody uses.
@Command(
    name = "rekey",
    description = "Changes the key of an encrypted data folder that no process uses.",
    mixinStandardHelpOptions = true)
final class RekeyCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // required: picocli sets it before the call
  @Parameters(paramLabel = "DIR", description = "The data folder.")
  Path folder;

  @SuppressWarnings("NullAway.Init") // required: picocli sets it before the call
  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      required = true,
      description = "The file with the key that opens it now.")
  Path keyFile;

  @SuppressWarnings("NullAway.Init") // required: picocli sets it before the call
  @Option(
      names = "--new-key-file",
      paramLabel = "FILE",
      required = true,
      description = "The file with the key that opens it from then on.")
  Path newKeyFile;

  @SuppressWarnings("NullAway.Init") // picocli sets it before the call
  @Spec
  picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    LocalKey now = LocalKey.read(keyFile);
    LocalKey next = LocalKey.read(newKeyFile);
    int partitions = DataFolder.readFormat(folder);
    try (DataFolder held =
        DataFolder.open(folder, partitions, new SystemClock().now(), "junction rekey", now)) {
      held.changeKey(next);
    }
    spec.commandLine().getOut().println("The key in " + newKeyFile + " opens " + folder + " now.");
    return 0;
  }
}
