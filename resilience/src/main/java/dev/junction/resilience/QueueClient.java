package dev.junction.resilience;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A small client of one queue over the JSON protocol, quick to start and honest about what it
/// knows.
final class QueueClient implements AutoCloseable {

  /// A message that was received.
  record Received(String body, String handle) {}

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;
  private final String queue;

  QueueClient(int port, String queue) {
    this.endpoint = URI.create("http://127.0.0.1:" + port);
    this.queue = queue;
  }

  void create() throws IOException, InterruptedException {
    call("CreateQueue", "{\"QueueName\":\"" + queue + "\"}");
  }

  void send(String body) throws IOException, InterruptedException {
    call("SendMessage", "{" + url() + ",\"MessageBody\":\"" + body + "\"}");
  }

  List<Received> receive(int visibilitySeconds) throws IOException, InterruptedException {
    JsonNode answer =
        call(
            "ReceiveMessage",
            "{"
                + url()
                + ",\"MaxNumberOfMessages\":10,\"VisibilityTimeout\":"
                + visibilitySeconds
                + "}");
    List<Received> received = new ArrayList<>();
    for (JsonNode message : answer.path("Messages")) {
      received.add(
          new Received(message.get("Body").asString(), message.get("ReceiptHandle").asString()));
    }
    return received;
  }

  void delete(String handle) throws IOException, InterruptedException {
    call("DeleteMessage", "{" + url() + ",\"ReceiptHandle\":\"" + handle + "\"}");
  }

  private String url() {
    return "\"QueueUrl\":\"" + endpoint + "/000000000000/" + queue + "\"";
  }

  private JsonNode call(String operation, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AmazonSQS." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(operation + ": " + response.statusCode() + " " + response.body());
    }
    return response.body().isEmpty()
        ? JsonMapper.shared().createObjectNode()
        : JsonMapper.shared().readTree(response.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
