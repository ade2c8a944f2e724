package dev.junction.storage.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalKeyTest {
  private static final byte[] BYTES = new byte[32];

  static {
    for (int i = 0; i < BYTES.length; i++) {
      BYTES[i] = (byte) (i * 7 + 1);
    }
  }

  @TempDir Path folder;

  @Test
  void hexadecimalDigitsAndBase64AreTheSameKey() throws IOException {
    String hex = HexFormat.of().formatHex(BYTES);
    String base64 = Base64.getEncoder().encodeToString(BYTES);
    for (String text :
        new String[] {hex, hex.toUpperCase(Locale.ROOT), base64, "\n " + base64 + "\r\n"}) {
      Path file = Files.writeString(folder.resolve("key"), text);
      assertThat(LocalKey.read(file).key().getEncoded()).as(text).isEqualTo(BYTES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "c2VjcmV0", "zz", "secret secret secret secret secret !"})
  void anythingElseIsRefusedWithoutBeingPrinted(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), text);
    assertThatThrownBy(() -> LocalKey.read(file))
        .isInstanceOf(KeyRefused.class)
        .hasNoCause()
        .hasMessageContaining(file.toString())
        .hasMessageContaining("64 hexadecimal digits or in base64")
        .message()
        .doesNotContain(text.isEmpty() ? "nothing to hide" : text);
  }

  @Test
  void keysOfAnotherLengthAreRefused() throws IOException {
    for (int length : new int[] {16, 31, 33, 64}) {
      Path file = folder.resolve("key");
      Files.writeString(file, Base64.getEncoder().encodeToString(new byte[length]));
      assertThatThrownBy(() -> LocalKey.read(file)).isInstanceOf(KeyRefused.class);
    }
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> LocalKey.read(folder.resolve("none")))
        .isInstanceOf(KeyRefused.class)
        .hasMessageContaining("none cannot be read: it does not exist");
  }

  @Test
  void aWrappedKeyOpensWithItsKeyAndContextOnly() {
    LocalKey key = LocalKey.of(HexFormat.of().formatHex(BYTES));
    LocalKey another = LocalKey.of("ab".repeat(32));
    SecureRandom random = new SecureRandom();
    DataKey data = DataKey.random(random);
    String wrapped = data.wrap(key, "here", random);
    byte[] session = new byte[16];

    DataKey again = Objects.requireNonNull(DataKey.unwrap(wrapped, key, "here"));
    assertThat(again.derive(session).getEncoded()).isEqualTo(data.derive(session).getEncoded());
    assertThat(DataKey.unwrap(wrapped, another, "here")).isNull();
    assertThat(DataKey.unwrap(wrapped, key, "elsewhere")).isNull();
    assertThat(DataKey.unwrap("no base64", key, "here")).isNull();
    assertThat(DataKey.unwrap("c2hvcnQ=", key, "here")).isNull();
    assertThat(data.wrap(key, "here", random)).isNotEqualTo(wrapped);
  }

  @Test
  void keysDoNotPrintThemselves() {
    LocalKey key = LocalKey.of("ab".repeat(32));
    assertThat(key).hasToString("***");
    assertThat(DataKey.random(new SecureRandom())).hasToString("***");
  }
}
