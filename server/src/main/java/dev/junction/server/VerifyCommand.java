package dev.junction.server;

import dev.junction.kernel.SystemClock;
import dev.junction.storage.file.FileSystemDisk;
import dev.junction.storage.file.JournalReport;
import dev.junction.storage.file.JournalVerifier;
import dev.junction.storage.folder.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `junction verify DIR`: reads the journal of a data folder that nobody uses and says what is
/// there.
@Command(
    name = "verify",
    description = "Checks the journal of a data folder that no process uses; changes nothing.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // required: picocli sets it before the call
  @Parameters(paramLabel = "DIR", description = "The data folder.")
  Path folder;

  @SuppressWarnings("NullAway.Init") // picocli sets it before the call
  @Spec
  picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    int partitions = DataFolder.readFormat(folder);
    try (DataFolder held =
        DataFolder.open(folder, partitions, new SystemClock().now(), "junction verify")) {
      JournalReport report = JournalVerifier.verify(new FileSystemDisk(held.journal()));
      out.print(report.text());
      return report.isSound() ? 0 : 3;
    }
  }
}
