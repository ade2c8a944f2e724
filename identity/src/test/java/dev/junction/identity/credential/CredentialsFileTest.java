package dev.junction.identity.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CredentialsFileTest {

  private static final String ALICE =
      """
      [alice]
      aws_access_key_id = AKIAALICE0000000
      aws_secret_access_key = secret+of/alice=#1
      account = 111122223333
      user = team/alice
      """;

  @TempDir Path folder;
  private final MovableClock clock = MovableClock.heldAt(Instant.parse("2026-01-02T12:00:00Z"));
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("credentials");
  }

  @Test
  void eachProfileIsAKey() throws IOException {
    CredentialsFile credentials =
        open(
            """
            # the keys of the test
            %s
            ; a root, with what its own client reads
            [root]
            region=eu-central-1
            output = json
            aws_access_key_id=AKIAROOT00000000
            aws_secret_access_key=0123456789abcdef
            account=444455556666
            """
                .formatted(ALICE));

    assertThat(credentials.find("AKIAALICE0000000"))
        .isEqualTo(
            new AccessKey(
                "AKIAALICE0000000",
                new Secret("secret+of/alice=#1"),
                Principal.user(new AccountId("111122223333"), "team/alice")));
    AccessKey root = credentials.find("AKIAROOT00000000");
    assertThat(root).isNotNull();
    assertThat(root == null ? null : root.principal().arn())
        .hasToString("arn:aws:iam::444455556666:root");
    assertThat(credentials.find("AKIAOTHER0000000")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing but words|line 7: expected [profile] or name = value",
        "=x|line 7: expected [profile] or name = value",
        "[]|line 7: a profile looks like [name]",
        "[bob|line 7: a profile looks like [name]",
        "[alice]|line 7: profile alice is there already",
        "[bob]|line 7: profile bob has no account",
        "acount = 1|line 7: unknown setting acount",
        "account = 111122223333|line 7: account is set twice in one profile",
        "aws_session_token = abc|line 7: session credentials do not belong into this file"
      })
  void aBadLineIsRefusedWithItsNumber(String line, String reason) throws IOException {
    assertRefused("# first\n" + ALICE + line + "\n", reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AKIAALICE0000000|AKIA|line 2: an access key id has 16 to 128",
        "AKIAALICE0000000|AKIAALICE-000000|line 2: an access key id has 16 to 128",
        "AKIAALICE0000000|ASIAALICE0000000|line 2: access key ids that begin with ASIA",
        "secret+of/alice=#1|short|line 3: a secret has 16 to 256",
        "secret+of/alice=#1|has a space in the middle|line 3: a secret has 16 to 256",
        "111122223333|11112222333|line 4: an account id has twelve digits",
        "team/alice|/alice|line 5: a user is a name",
        "team/alice|a:b|line 5: a user is a name",
        "user = team/alice|[bob]|line 5: profile bob has no account"
      })
  void aBadValueIsRefusedWithItsLine(String good, String bad, String reason) throws IOException {
    assertRefused(ALICE.replace(good, bad), reason);
  }

  @Test
  void theSameKeyTwiceIsRefused() throws IOException {
    assertRefused(
        ALICE + ALICE.replace("[alice]", "[bob]"),
        "line 7: access key AKIAALICE0000000 is there already");
  }

  @Test
  void aFileWithoutKeysIsRefused() throws IOException {
    assertRefused("# nothing\n", "there is no access key in it");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 'a'});

    assertThatThrownBy(() -> CredentialsFile.open(file, clock))
        .isInstanceOf(BadCredentialsFile.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void noReasonNamesASecret() throws IOException {
    write(ALICE.replace("secret+of/alice=#1", "short"));

    assertThatThrownBy(() -> CredentialsFile.open(file, clock)).hasMessageNotContaining("short");
  }

  @Test
  void aFileOpenToOthersIsWarnedAbout() throws IOException {
    assertThat(open(ALICE).warnings()).isEmpty();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(CredentialsFile.open(file, clock).warnings())
        .singleElement()
        .asString()
        .contains("set its permissions to 0600");
  }

  @Test
  void aChangeTakesEffectAfterASecond() throws IOException {
    CredentialsFile credentials = open(ALICE);
    write(ALICE.replace("AKIAALICE0000000", "AKIANEWER0000000"));

    assertThat(credentials.find("AKIANEWER0000000")).isNull();
    clock.advance(Duration.ofSeconds(1));
    assertThat(credentials.find("AKIANEWER0000000")).isNotNull();
    assertThat(credentials.find("AKIAALICE0000000")).isNull();
  }

  @Test
  void aBadChangeLeavesTheKeysAsTheyWere() throws IOException {
    CredentialsFile credentials = open(ALICE);
    write("garbage");
    clock.advance(Duration.ofSeconds(1));
    assertThat(credentials.find("AKIAALICE0000000")).isNotNull();

    write(ALICE.replace("AKIAALICE0000000", "AKIANEWER0000000"));
    clock.advance(Duration.ofSeconds(1));
    assertThat(credentials.find("AKIANEWER0000000")).isNotNull();
  }

  @Test
  void aMissingFileLeavesTheKeysUntilItIsBack() throws IOException {
    CredentialsFile credentials = open(ALICE);
    Files.delete(file);
    clock.advance(Duration.ofSeconds(1));
    assertThat(credentials.find("AKIAALICE0000000")).isNotNull();

    write(ALICE.replace("AKIAALICE0000000", "AKIANEWER0000000"));
    clock.advance(Duration.ofSeconds(1));
    assertThat(credentials.find("AKIANEWER0000000")).isNotNull();
  }

  private CredentialsFile open(String text) throws IOException {
    write(text);
    return CredentialsFile.open(file, clock);
  }

  /// Replaces the file as editors and `mv` do, so that each state is another file.
  private void write(String text) throws IOException {
    Path next = folder.resolve("next");
    Files.writeString(next, text, StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void assertRefused(String text, String reason) throws IOException {
    write(text);
    assertThatThrownBy(() -> CredentialsFile.open(file, clock))
        .isInstanceOf(BadCredentialsFile.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }
}
