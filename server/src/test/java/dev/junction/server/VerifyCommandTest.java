package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.kernel.SystemClock;
import dev.junction.server.config.SettingsSource;
import dev.junction.storage.folder.DataFolder;
import dev.junction.storage.folder.DataFolderRefused;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class VerifyCommandTest {

  /// Behind the 4 KiB of the segment's header: in its first frame.
  private static final int IN_FIRST_FRAME = 4096 + 30;

  @TempDir Path parent;
  private final StringWriter said = new StringWriter();

  @Test
  void itPrintsWhatTheJournalHolds() throws IOException {
    Path folder = used();
    byte[] before = Files.readAllBytes(segment(folder));

    assertThat(verify(folder)).isZero();
    int partitions = new SettingsSource().settings().storage().partitions();
    assertThat(said.toString())
        .contains("0000000000000001.segment: ")
        .contains("partition 0: LSN 1 to 1")
        .contains("partition " + (partitions - 1) + ": LSN 1 to 1")
        .contains("The journal is sound.");
    assertThat(Files.readAllBytes(segment(folder))).isEqualTo(before);
  }

  @Test
  void itNamesFileAndOffsetOfDamage() throws IOException {
    Path folder = used();
    try (RandomAccessFile file = new RandomAccessFile(segment(folder).toFile(), "rw")) {
      file.seek(IN_FIRST_FRAME);
      int there = file.read();
      file.seek(IN_FIRST_FRAME);
      file.write(there ^ 1);
    }

    assertThat(verify(folder)).isEqualTo(3);
    assertThat(said.toString())
        .contains("DAMAGED 0000000000000001.segment at 4096")
        .contains("The journal is damaged.");
    assertThatThrownBy(() -> start(folder))
        .hasMessageContaining("0000000000000001.segment at byte 4096");
  }

  @Test
  void aFolderInUseIsLeftAlone() {
    Path folder = parent.resolve("data");
    try (Junction junction = start(folder)) {
      assertThat(junction.port()).isPositive();
      assertThat(verify(folder)).isNotZero();
      assertThat(said.toString()).contains("is in use by process");
    }
  }

  @Test
  void aFolderOfAnotherFormatIsRefused() throws IOException {
    Path folder = used();
    Files.writeString(folder.resolve("format"), "version=1\npartitions=8\n");
    assertThat(verify(folder)).isNotZero();
    assertThat(said.toString()).contains("format version '1'");
    assertThatThrownBy(() -> DataFolder.open(folder, 8, new SystemClock().now(), "test"))
        .isInstanceOf(DataFolderRefused.class);
  }

  private Path used() {
    Path folder = parent.resolve("data");
    start(folder).close();
    return folder;
  }

  private static Junction start(Path folder) {
    return Junction.builder().data(folder).port(0).start();
  }

  private static Path segment(Path folder) {
    return folder.resolve("journal/0000000000000001.segment");
  }

  private int verify(Path folder) {
    PrintWriter out = new PrintWriter(said, true);
    return new CommandLine(new VerifyCommand())
        .setOut(out)
        .setErr(out)
        .setExecutionExceptionHandler(
            (fault, line, _) -> {
              line.getErr().println(Faults.explain(fault));
              return 1;
            })
        .execute(folder.toString());
  }
}
