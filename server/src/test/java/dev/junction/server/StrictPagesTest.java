package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.cli.PageClient;
import dev.junction.server.cli.Refusal;
import dev.junction.server.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
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

  private static final SdkKey ALICES_KEY = new SdkKey(ALICE_ID, ALICE_SECRET);
  private static final String ALICE = "111122223333";
  private static final String BOB_ID = "AKIABOB000000000";
  private static final String BOB_SECRET = "b1EXAMPLEr6Qy0WmZk3Hs8Uv5Jx2Ln7Pd4GfTaC9";

  /// Nobody may receive from the queue or see its attributes.
  private static final String DENYING =
      """
      {'Version':'2012-10-17','Statement':{'Effect':'Deny','Principal':'*','Resource':'*',\
      'Action':['sqs:ReceiveMessage','sqs:GetQueueAttributes']}}"""
          .replace("'", "\\\"");

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
            user                  = alice
            [bob]
            aws_access_key_id     = %s
            aws_secret_access_key = %s
            account               = 444455556666
            """
                .formatted(ALICE_ID, ALICE_SECRET, BOB_ID, BOB_SECRET));
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
    try (RunningJunction server = strict("auto")) {
      PageClient alice = client(server, ALICE_ID, ALICE_SECRET);
      PageClient liar = client(server, ALICE_ID, "another");
      PageClient nobody = PageClient.at(server.endpoint(), Map.of());
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
  void nobodySeesTheQueuesOfAnotherAccount() throws Exception {
    try (RunningJunction server = strict("auto")) {
      PageClient alice = client(server, ALICE_ID, ALICE_SECRET);
      PageClient bob = client(server, BOB_ID, BOB_SECRET);
      createAsAlice(server, "hers", "");

      assertThat(alice.get("/_junction/sqs/queues")).contains("\"name\":\"hers\"");
      assertThat(alice.get("/_junction/sqs/queues?account=" + ALICE)).contains("\"hers\"");
      assertThat(bob.get("/_junction/sqs/queues")).contains("\"queues\":[]");
      assertThatThrownBy(() -> bob.get("/_junction/sqs/queues?account=" + ALICE))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("belongs to account 444455556666");
      assertThat(server.get("/_junction/sqs/queues").statusCode()).isEqualTo(403);
      String messages = "/_junction/sqs/" + ALICE + "/us-east-1/hers/messages";
      assertThat(alice.get(messages + "?state=visible")).contains("\"messages\":[]");
      assertThatThrownBy(() -> bob.get(messages))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("belongs to account 444455556666");
      assertThat(server.get(messages).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aSignatureIsForSqsOrJunction() throws Exception {
    try (RunningJunction server = strict("auto")) {
      URI page = URI.create(server.endpoint() + "/_junction/sqs/queues?region=us-east-1");

      assertThat(server.send(ALICES_KEY.get(page, "sqs")).statusCode()).isEqualTo(200);
      assertThat(server.send(ALICES_KEY.get(page, "junction")).statusCode()).isEqualTo(200);
      HttpResponse<String> other = server.send(ALICES_KEY.get(page, "sns"));
      assertThat(other.statusCode()).isEqualTo(403);
      assertThat(other.body()).contains("sqs or junction");
    }
  }

  /// A queue's policy that denies a caller the attributes also denies the counts on the page.
  @Test
  void aPolicyThatDeniesTheApiDeniesThePage() throws Exception {
    try (RunningJunction server = strict("auto")) {
      PageClient alice = client(server, ALICE_ID, ALICE_SECRET);
      createAsAlice(server, "open", "");
      createAsAlice(server, "closed", DENYING);

      assertThat(alice.get("/_junction/sqs/queues"))
          .contains("\"open\"")
          .doesNotContain("\"closed\"");
      assertThat(alice.get("/_junction/sqs/" + ALICE + "/us-east-1/open/messages"))
          .contains("\"messages\":[]");
      assertThatThrownBy(() -> alice.get("/_junction/sqs/" + ALICE + "/us-east-1/closed/messages"))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("sqs:receivemessage")
          .hasMessageContaining("with an explicit deny");
    }
  }

  private static void createAsAlice(RunningJunction server, String name, String policy)
      throws Exception {
    String attributes = policy.isEmpty() ? "" : ",\"Attributes\":{\"Policy\":\"" + policy + "\"}";
    String json = "{\"QueueName\":\"" + name + "\"" + attributes + "}";
    HttpResponse<String> response =
        server.send(ALICES_KEY.sqs(server.junction.endpoint(), "CreateQueue", json));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  @Test
  void signaturesGoByTheRealTimeWhereverTheClockStands() throws Exception {
    try (RunningJunction server = strict("true")) {
      PageClient alice = client(server, ALICE_ID, ALICE_SECRET);
      alice.post("/_junction/clock", action("hold"));
      alice.post(
          "/_junction/clock",
          Json.object(
              out -> out.writeStringProperty("action", "advance").writeStringProperty("by", "2d")));

      assertThat(alice.post("/_junction/clock", action("release"))).contains("\"held\":false");
    }
  }
}
