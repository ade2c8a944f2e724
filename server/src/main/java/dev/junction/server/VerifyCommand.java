package dev.junction.server;

import dev.junction.kernel.SystemClock;
import dev.junction.storage.file.FileSystemDisk;
import dev.junction.storage.file.JournalReport;
import dev.junction.storage.file.JournalVerifier;
import dev.junction.storage.file.JournalVerifier.BatchCheck;
import dev.junction.storage.folder.DataFolder;
import dev.junction.storage.seal.LocalKey;
import dev.junction.storage.seal.SealedJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `junction verify DIR`: reads the journal of a data folder that nobody uses and says what is
/// there.
@Command(
    name = "verify",
    description = "Checks the journal of a data folder that no process uses; changes nothing.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  static final String KEY_FILE_VARIABLE = "JUNCTION_STORAGE_ENCRYPTION_KEY_FILE";

  @SuppressWarnings("NullAway.Init") // required: picocli sets it before the call
  @Parameters(paramLabel = "DIR", description = "The data folder.")
  Path folder;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = {
        "The file with the key of an encrypted folder.",
        "Default: the environment variable " + VerifyCommand.KEY_FILE_VARIABLE + "."
      })
  @Nullable Path keyFile;

  @SuppressWarnings("NullAway.Init") // picocli sets it before the call
  @Spec
  picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    int partitions = DataFolder.readFormat(folder);
    try (DataFolder held =
        DataFolder.open(
            folder, partitions, new SystemClock().now(), "junction verify", localKey())) {
      BatchCheck check =
          held.newSealer()
              .<BatchCheck>map(
                  sealer ->
                      (partition, lsn, batch) ->
                          SealedJournal.faultOf(sealer, partition, lsn, batch))
              .orElse(null);
      JournalReport report = JournalVerifier.verify(new FileSystemDisk(held.journal()), check);
      out.print(report.text());
      if (check != null && report.isSound()) {
        out.println("Every batch opens with the key.");
      }
      return report.isSound() ? 0 : 3;
    }
  }

  private @Nullable LocalKey localKey() {
    if (keyFile != null) {
      return LocalKey.read(keyFile);
    }
    String variable = System.getenv(KEY_FILE_VARIABLE);
    return variable == null || variable.isEmpty() ? null : LocalKey.read(Path.of(variable));
  }
}
