package dev.junction.identity.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.identity.credential.Principal;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionKeysTest {

  @TempDir Path folder;
  private final MovableClock clock = MovableClock.heldAt(Instant.parse("2026-01-02T12:00:00Z"));
  private final Random random = new Random(1);

  @Test
  void sessionsOutliveARestart() throws IOException {
    SessionCredentials issued = issue(SessionKeys.loadOrCreate(folder, random, clock));

    assertThat(open(SessionKeys.loadOrCreate(folder, random, clock), issued))
        .isInstanceOf(OpenedSession.Valid.class);
  }

  @Test
  void onlyTheOwnerMayReadTheFile() throws IOException {
    SessionKeys.loadOrCreate(folder, random, clock);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactly("session.keys");
  }

  @Test
  void deletingTheFileEndsEverySession() throws IOException {
    SessionCredentials issued = issue(SessionKeys.loadOrCreate(folder, random, clock));
    Files.delete(file());

    assertThat(open(SessionKeys.loadOrCreate(folder, random, clock), issued))
        .isEqualTo(new OpenedSession.Foreign());
  }

  @Test
  void aReplacedKeyOpensWhatItSealed() throws IOException {
    SessionCredentials issued = issue(SessionKeys.loadOrCreate(folder, random, clock));

    SessionKeys.rotate(folder, random, clock);
    SessionKeys rotated = SessionKeys.loadOrCreate(folder, random, clock);

    assertThat(rotated.size()).isEqualTo(2);
    assertThat(open(rotated, issued)).isInstanceOf(OpenedSession.Valid.class);
    assertThat(open(rotated, issue(rotated))).isInstanceOf(OpenedSession.Valid.class);
  }

  @Test
  void aKeyReplacedLongerAgoThanAnySessionIsDropped() throws IOException {
    SessionKeys.loadOrCreate(folder, random, clock);
    SessionKeys.rotate(folder, random, clock);
    clock.advance(Duration.ofHours(36).minusSeconds(1));
    assertThat(SessionKeys.rotate(folder, random, clock).size()).isEqualTo(3);

    clock.advance(Duration.ofSeconds(1));
    assertThat(SessionKeys.rotate(folder, random, clock).size()).isEqualTo(3);
    assertThat(SessionKeys.loadOrCreate(folder, random, clock).size()).isEqualTo(3);
  }

  @Test
  void aDamagedFileIsRefusedAndKept() throws IOException {
    SessionKeys.loadOrCreate(folder, random, clock);
    String good = Files.readString(file());
    for (String damaged :
        new String[] {
          "",
          "junction session keys 1\n",
          good.replace("keys 1", "keys 2"),
          good + "more\n",
          good.substring(0, good.length() - 5)
        }) {
      Files.writeString(file(), damaged);

      assertThatThrownBy(() -> SessionKeys.loadOrCreate(folder, random, clock))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file().toString());
      assertThat(file()).hasContent(damaged);
    }
  }

  private Path file() {
    return folder.resolve("session.keys");
  }

  private SessionCredentials issue(SessionKeys keys) {
    return new Sessions(keys, random, clock)
        .issue(Principal.root(new AccountId("222222222222")), Duration.ofHours(1));
  }

  private OpenedSession open(SessionKeys keys, SessionCredentials issued) {
    return new Sessions(keys, random, clock).open(issued.accessKeyId(), issued.sessionToken());
  }
}
