package dev.junction.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.storage.file.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsSourceTest {

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("junction.conf"), text);
  }

  @Test
  void withoutChangesTheDefaultsOfTheDocumentedFileCount() {
    Settings settings = new SettingsSource().settings();

    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(4566);
    assertThat(settings.storage().sync()).isEqualTo(new SyncPolicy.Always());
    assertThat(settings.storage().keyFile()).isNull();
    assertThat(settings.identity().credentials()).isNull();
    assertThat(settings.log().json()).isFalse();
  }

  @Test
  void theLaterSourceCounts() throws IOException {
    SettingsSource source =
        new SettingsSource()
            .file(file("http.port = 1001\nhttp.idle-timeout = 5 s\nlog.format = json"))
            .environment(Map.of("JUNCTION_HTTP_PORT", "1002", "JUNCTION_LOG_LEVEL", "debug"))
            .set(List.of("http.port=1003"));
    Settings settings = source.settings();

    assertThat(settings.http().port()).isEqualTo(1003);
    assertThat(settings.http().idleTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.log()).isEqualTo(new Settings.Log(true, "debug"));
  }

  @Test
  void theKeyFileOfTheDataFolderIsNamedInTheEnvironmentToo() {
    Settings settings =
        new SettingsSource()
            .environment(Map.of("JUNCTION_STORAGE_ENCRYPTION_KEY_FILE", "/run/secrets/junction"))
            .settings();

    assertThat(settings.storage().keyFile()).isEqualTo(Path.of("/run/secrets/junction"));
  }

  @Test
  void whatLinksOfTopicsBeginWithIsAUrlWithoutAPath() {
    assertThat(new SettingsSource().settings().sns().publicUrl()).isNull();
    assertThat(
            new SettingsSource()
                .set(List.of("sns.public-url=https://sns.example.com:4567"))
                .settings()
                .sns()
                .publicUrl())
        .isEqualTo("https://sns.example.com:4567");
    assertThatThrownBy(
            () -> new SettingsSource().set(List.of("sns.public-url=example.com/a")).settings())
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("sns.public-url");
  }

  @Test
  void aKeyWithADashIsAVariableWithAnUnderscore() {
    Settings settings =
        new SettingsSource()
            .environment(
                Map.of(
                    "JUNCTION_STORAGE_SYNC", "interval", "JUNCTION_STORAGE_SYNC_INTERVAL", "7 ms"))
            .settings();

    assertThat(settings.storage().sync()).isEqualTo(new SyncPolicy.Interval(Duration.ofMillis(7)));
  }

  @Test
  void variablesOfTheLauncherAndOfOthersAreNoSettings() {
    new SettingsSource()
        .environment(Map.of("JUNCTION_JVM_OPTIONS", "-Xmx1g", "HTTP_PORT", "1", "PATH", "/bin"))
        .settings();
  }

  @Test
  void anUnknownKeyIsRefusedWithItsNameAndTheKnownOnes() throws IOException {
    Path file = file("http.prot = 4567");
    assertThatThrownBy(() -> new SettingsSource().file(file))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("http.prot")
        .hasMessageContaining("http.port");
    assertThatThrownBy(() -> new SettingsSource().environment(Map.of("JUNCTION_HTTP_PROT", "1")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("JUNCTION_HTTP_PROT");
    assertThatThrownBy(() -> new SettingsSource().set(List.of("http.prot=1")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("http.prot");
    assertThatThrownBy(() -> new SettingsSource().set(List.of("http.port")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("key=value");
  }

  @ParameterizedTest
  @CsvSource({
    "http.port, many, a whole number from 0 to 65535",
    "http.port, 65536, a whole number from 0 to 65535",
    "http.port, -1, a whole number from 0 to 65535",
    "http.header-timeout, soon, a time above zero",
    "http.header-timeout, 0 s, a time above zero",
    "storage.sync, never, always",
    "storage.partitions, 0, from 1 to 1024",
    "storage.partitions, some, auto or a whole number from 1 to 1024",
    "data.ephemeral, perhaps, true or false",
    "log.level, loud, warn",
    "tls.mode, on, self-made"
  })
  void aBadValueIsRefusedWithItsKeyAndWhatIsAllowed(String key, String value, String allowed) {
    SettingsSource source = new SettingsSource().set(key, value);

    assertThatThrownBy(source::settings)
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value)
        .hasMessageContaining(allowed);
  }

  @Test
  void thereAreAsManyPartitionsAsProcessorsOrAsManyAsAreAskedFor() {
    int processors = Runtime.getRuntime().availableProcessors();
    int partitions = new SettingsSource().settings().storage().partitions();
    assertThat(partitions).isBetween(4, 64);
    assertThat(partitions).isEqualTo(processors < 4 ? 4 : Math.min(processors, 64));
    assertThat(new SettingsSource().set("storage.partitions", "2").settings().storage())
        .extracting(Settings.Storage::partitions)
        .isEqualTo(2);
  }

  @Test
  void aFileThatCannotBeReadIsRefused() throws IOException {
    assertThatThrownBy(() -> new SettingsSource().file(folder.resolve("nowhere.conf")))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("nowhere.conf");
    Path broken = file("http { port = ");
    assertThatThrownBy(() -> new SettingsSource().file(broken))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("HOCON");
  }

  /// Source: docs/operating/identity.md, open mode.
  @Test
  void openModeBeyondLoopbackNeedsAWord() {
    assertThatThrownBy(() -> new SettingsSource().set("http.host", "0.0.0.0").settings())
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("identity.open-to-network");

    Settings allowed =
        new SettingsSource()
            .set("http.host", "0.0.0.0")
            .set("identity.open-to-network", true)
            .settings();
    assertThat(allowed.http().isLoopback()).isFalse();
    new SettingsSource()
        .set("http.host", "0.0.0.0")
        .set("identity.credentials", "keys.conf")
        .settings();
  }

  @Test
  void tlsFromFilesNeedsBothFiles() {
    assertThatThrownBy(() -> new SettingsSource().set("tls.mode", "files").settings())
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("tls.certificate");
  }

  @ParameterizedTest
  @CsvSource({
    "auto, '', true",
    "auto, keys, false",
    "true, keys, true",
    "false, '', false",
  })
  void theClockIsMovableInOpenModeUnlessTheSettingSaysOtherwise(
      String setting, String credentials, boolean movable) {
    Settings settings =
        new SettingsSource()
            .set("clock.movable", setting)
            .set("identity.credentials", credentials)
            .settings();

    assertThat(settings.time().movable()).isEqualTo(movable);
  }
}
