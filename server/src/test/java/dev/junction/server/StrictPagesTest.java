package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.cli.PageClient;
import dev.junction.server.cli.Refusal;
import dev.junction.server.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages in strict mode: only with a signature, and only what is the caller's own.
final class StrictPagesTest {

  private static final String ALICE_ID = "AKIAALICE0000000";
  private static final String ALICE_SECRET = "9ue8t0fEXAMPLEm3Jw1r7YhXo2vKq5LbTzNc4DsP";

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  private RunningJunction strict(String movable) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("keys"),
            """
            [alice]
            aws_access_key_id     = %s
            aws_secret_access_key = %s
            account               = 111122223333
            [bob]
            aws_access_key_id     = AKIABOB000000000
            aws_secret_access_key = b1EXAMPLEr6Qy0WmZk3Hs8Uv5Jx2Ln7Pd4GfTaC9
            account               = 444455556666
            """
                .formatted(ALICE_ID, ALICE_SECRET));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return new RunningJunction(
        Junction.builder()
            .set("identity.credentials", file.toString())
            .set("clock.movable", movable));
  }

  private static PageClient client(RunningJunction server, String id, String secret) {
    return PageClient.at(
        server.endpoint(), Map.of("AWS_ACCESS_KEY_ID", id, "AWS_SECRET_ACCESS_KEY", secret));
  }

  private static byte[] action(String action) {
    return Json.object(out -> out.writeStringProperty("action", action));
  }

  @Test
  void theClockIsShownToWhoeverSignsAndMovedByNobody() throws Exception {
    try (RunningJunction server = strict("auto");
        PageClient alice = client(server, ALICE_ID, ALICE_SECRET);
        PageClient liar = client(server, ALICE_ID, "another");
        PageClient nobody = PageClient.at(server.endpoint(), Map.of())) {
      assertThat(alice.get("/_junction/clock")).contains("\"movable\":false");
      assertThatThrownBy(() -> alice.post("/_junction/clock", action("hold")))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("clock.movable = true");
      assertThatThrownBy(() -> liar.get("/_junction/clock"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("signature");
      assertThatThrownBy(() -> nobody.get("/_junction/clock"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("AWS_ACCESS_KEY_ID");
      assertThat(server.get("/_junction/health").statusCode()).isEqualTo(200);
      assertThat(server.get("/_junction/metrics").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void signaturesGoByTheRealTimeWhereverTheClockStands() throws Exception {
    try (RunningJunction server = strict("true");
        PageClient alice = client(server, ALICE_ID, ALICE_SECRET)) {
      alice.post("/_junction/clock", action("hold"));
      alice.post(
          "/_junction/clock",
          Json.object(
              out -> out.writeStringProperty("action", "advance").writeStringProperty("by", "2d")));

      assertThat(alice.post("/_junction/clock", action("release"))).contains("\"held\":false");
    }
  }
}
