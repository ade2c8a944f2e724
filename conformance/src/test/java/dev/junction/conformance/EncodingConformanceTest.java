package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.Junction;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bodies that come packed, and bodies that wait for a word of the server.
final class EncodingConformanceTest {

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @SuppressWarnings("NullAway.Init") // set before each test
  private RawClient client;

  @BeforeEach
  void start() {
    junction = Junction.builder().ephemeral().port(0).start();
    client = new RawClient(junction);
  }

  @AfterEach
  void stop() {
    client.close();
    junction.close();
  }

  private HttpResponse<String> packed(HttpRequest.Builder request, String encoding, byte[] body) {
    return client.send(
        request
            .header("Content-Encoding", encoding)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  @Test
  void aPackedBodyIsUnpackedInEveryProtocol() {
    byte[] json = "{\"QueueName\":\"json\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(packed(client.sqs("CreateQueue"), "gzip", RawClient.zipped(json)).statusCode())
        .isEqualTo(200);
    byte[] form =
        RawClient.encoded(Map.of("Action", "CreateQueue", "QueueName", "form"))
            .getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        client
            .to("/")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", RawClient.signedFor("sqs"));
    assertThat(packed(request, "gzip", RawClient.zipped(form)).body())
        .contains("/000000000000/form</QueueUrl>");
  }

  @Test
  void aBombIsRefusedAndSoIsWhatCannotBeUnpacked() {
    byte[] bomb = RawClient.zipped(new byte[64 << 20]);
    HttpResponse<String> tooLarge = packed(client.sqs("CreateQueue"), "gzip", bomb);
    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(tooLarge.body()).contains("RequestEntityTooLargeException");
    HttpResponse<String> broken = packed(client.sqs("CreateQueue"), "gzip", new byte[] {1, 2, 3});
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.body()).contains("SerializationException");
    HttpResponse<String> unknown = packed(client.sqs("CreateQueue"), "br", new byte[] {1});
    assertThat(unknown.statusCode()).isEqualTo(415);
    assertThat(unknown.body()).contains("UnsupportedMediaTypeException");
  }

  @Test
  void aBodyMayWaitForTheServer() {
    HttpResponse<String> created =
        client.send(
            client
                .sqs("CreateQueue")
                .expectContinue(true)
                .POST(HttpRequest.BodyPublishers.ofString("{\"QueueName\":\"patient\"}")));
    assertThat(created.statusCode()).isEqualTo(200);
    assertThat(created.body()).contains("/000000000000/patient");
  }
}
