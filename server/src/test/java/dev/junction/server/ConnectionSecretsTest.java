package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets of connections in a data folder that is not encrypted as a whole.
final class ConnectionSecretsTest {

  private static final String SECRET = "bWq7xJc0RzKpYv3HsLdTfG9mNeUiAo";
  private static final String OTHER = "4PkZtQhVyXg2MwSrBjD8ClEuFnO6aI";

  @TempDir Path parent;

  private static String events(RunningJunction running, String operation, String json)
      throws Exception {
    HttpResponse<String> response =
        running.send(
            running
                .page("/")
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AWSEvents." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private static String connection(String secret) {
    return "{\"Name\":\"c\",\"AuthorizationType\":\"BASIC\",\"AuthParameters\":"
        + "{\"BasicAuthParameters\":{\"Username\":\"ann\",\"Password\":\""
        + secret
        + "\"}}}";
  }

  @Test
  void noFileHoldsASecretAsItIs() throws Exception {
    Path folder = parent.resolve("data");
    try (RunningJunction running = new RunningJunction(folder)) {
      events(running, "CreateConnection", connection(SECRET));
      running.create("plain-to-read", "");
      assertThat(EncryptedFolderTest.filesWith(folder, SECRET)).isEmpty();
    }
    assertThat(EncryptedFolderTest.filesWith(folder, SECRET)).isEmpty();
    try (RunningJunction running = new RunningJunction(folder)) {
      assertThat(events(running, "DescribeConnection", "{\"Name\":\"c\"}")).contains("\"ann\"");
      events(running, "UpdateConnection", connection(OTHER));
    }
    assertThat(EncryptedFolderTest.filesWith(folder, OTHER)).isEmpty();
    // The control: what is no secret can be read.
    assertThat(EncryptedFolderTest.filesWith(folder, "plain-to-read")).isNotEmpty();
    assertThat(Files.getPosixFilePermissions(folder.resolve("keys/secrets.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aStartWithAnotherKeyIsRefused() throws Exception {
    Path folder = parent.resolve("data");
    try (RunningJunction running = new RunningJunction(folder)) {
      events(running, "CreateConnection", connection(SECRET));
    }
    Path key = folder.resolve("keys/secrets.key");
    String right = Files.readString(key);
    Files.delete(key);
    assertThatThrownBy(() -> new RunningJunction(folder))
        .satisfies(
            fault ->
                assertThat(Faults.explain(fault))
                    .contains("keys/secrets.key")
                    .contains("does not open"));
    Files.writeString(key, "no key");
    assertThatThrownBy(() -> new RunningJunction(folder)).hasMessageContaining("holds no key");
    Files.writeString(key, right);
    new RunningJunction(folder).close();
  }
}
