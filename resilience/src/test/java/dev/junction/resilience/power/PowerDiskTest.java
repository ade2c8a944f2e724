package dev.junction.resilience.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of a log of calls is there after a power loss, whatever the seed.
final class PowerDiskTest {

  private static final int SEEDS = 40;

  @TempDir Path root;

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private int runs;

  private void call(
      PowerLog.Kind kind, int handle, int result, long offset, long length, String... paths) {
    boolean isWrite = kind == PowerLog.Kind.WRITE;
    byte[] data = isWrite ? paths[0].getBytes(StandardCharsets.UTF_8) : new byte[0];
    byte[] path = bytes(isWrite || paths.length < 1 ? "" : paths[0]);
    byte[] other = bytes(paths.length < 2 ? "" : paths[1]);
    ByteBuffer header = ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN);
    header
        .putInt(0x504c4f47)
        .putShort((short) List.of(PowerLog.Kind.values()).indexOf(kind))
        .putShort((short) 1);
    header.putInt(handle).putInt(result).putLong(offset);
    header.putLong(isWrite ? data.length : length).putLong(7);
    header.putInt(path.length).putInt(other.length).putInt(data.length).putInt(0);
    log.writeBytes(header.array());
    log.writeBytes(path);
    log.writeBytes(other);
    log.writeBytes(data);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void open(int handle, String path) {
    call(PowerLog.Kind.OPEN, handle, 0, 0, 0, path);
  }

  private void write(int handle, long offset, String text) {
    call(PowerLog.Kind.WRITE, handle, 0, offset, 0, text);
  }

  private void sync(int handle, long number) {
    call(PowerLog.Kind.SYNC_BEGIN, handle, 0, number, 0);
    call(PowerLog.Kind.SYNC_END, handle, 0, number, 0);
  }

  private void fileWithDurableName() {
    open(1, "file");
    open(2, "");
    sync(2, 1);
  }

  private Path lose(long seed) throws IOException {
    Path here = Files.createDirectories(root.resolve("run" + runs++));
    Path file = here.resolve("log");
    Files.write(file, log.toByteArray());
    try (PowerDisk disk = new PowerDisk(here.resolve("disk"), seed)) {
      disk.losePower(file, here.resolve("data"));
    }
    return here.resolve("data");
  }

  @Test
  void whatASyncCoveredStays() throws IOException {
    fileWithDurableName();
    write(1, 0, "kept");
    sync(1, 2);
    write(1, 4, "perhaps");
    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(Files.readAllBytes(lose(seed).resolve("file"))).startsWith(bytes("kept"));
    }
  }

  @Test
  void ofTheRestSomeStaysSomeIsLostAndSomeIsGarbage() throws IOException {
    fileWithDurableName();
    write(1, 0, "a".repeat(512) + "b".repeat(512));
    int lost = 0;
    int whole = 0;
    int garbage = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      String text = Files.readString(lose(seed).resolve("file"), StandardCharsets.ISO_8859_1);
      lost += text.isEmpty() ? 1 : 0;
      whole += text.startsWith("a".repeat(512)) ? 1 : 0;
      garbage += !text.isEmpty() && !text.startsWith("a".repeat(512)) ? 1 : 0;
    }
    assertThat(lost).isPositive();
    assertThat(whole).isPositive();
    assertThat(garbage).isPositive();
  }

  @Test
  void aSyncCoversOnlyWhatCameBeforeItsBegin() throws IOException {
    fileWithDurableName();
    call(PowerLog.Kind.SYNC_BEGIN, 1, 0, 2, 0);
    write(1, 0, "later");
    call(PowerLog.Kind.SYNC_END, 1, 0, 2, 0);
    assertThat(sometimes("later")).isTrue();
  }

  @Test
  void aSyncThatHasNotEndedPromisesNothing() throws IOException {
    fileWithDurableName();
    write(1, 0, "in between");
    call(PowerLog.Kind.SYNC_BEGIN, 1, 0, 2, 0);
    assertThat(sometimes("in between")).isTrue();
  }

  @Test
  void whatAFailedSyncWasMeantForDoesNotBecomeDurableLater() throws IOException {
    fileWithDurableName();
    write(1, 0, "given up");
    call(PowerLog.Kind.SYNC_BEGIN, 1, 0, 2, 0);
    call(PowerLog.Kind.SYNC_END, 1, -1, 2, 0);
    sync(1, 3);
    assertThat(sometimes("given up")).isTrue();
  }

  /// Whether the file is there as written with some seeds and not with others.
  private boolean sometimes(String text) throws IOException {
    int there = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      byte[] content = Files.readAllBytes(lose(seed).resolve("file"));
      there += new String(content, StandardCharsets.ISO_8859_1).equals(text) ? 1 : 0;
    }
    return there > 0 && there < SEEDS;
  }

  @Test
  void aNameThatNoSyncOfItsFolderCoveredMayBeLostWithEverythingInTheFile() throws IOException {
    open(1, "file");
    write(1, 0, "synced, but nameless");
    sync(1, 1);
    int there = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      there += Files.exists(lose(seed).resolve("file")) ? 1 : 0;
    }
    assertThat(there).isPositive().isLessThan(SEEDS);
  }

  @Test
  void aRenameShowsEitherTheOldNameOrTheNewOne() throws IOException {
    fileWithDurableName();
    write(1, 0, "text");
    sync(1, 2);
    call(PowerLog.Kind.RENAME, 0, 0, 0, 0, "file", "renamed");
    for (int seed = 0; seed < SEEDS; seed++) {
      Path folder = lose(seed);
      assertThat(Files.exists(folder.resolve("file")))
          .isNotEqualTo(Files.exists(folder.resolve("renamed")));
    }
  }

  @Test
  void anIncompleteRecordAtTheEndCountsAsNotThere() throws IOException {
    fileWithDurableName();
    log.writeBytes(new byte[20]);
    assertThat(lose(1).resolve("file")).exists();
  }

  @Test
  void whatCannotBePlayedFailsTheRun() {
    call(PowerLog.Kind.UNSUPPORTED, 0, 0, 0, 0, "a writable shared mapping");
    assertThatThrownBy(() -> lose(1)).hasMessageContaining("a writable shared mapping");
  }
}
