package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A Junction in memory with a client for its pages and for SQS in open mode.
final class RunningJunction implements AutoCloseable {

  final Junction junction;
  private final HttpClient http = HttpClient.newHttpClient();
  private int nextBody;

  RunningJunction() {
    this(Junction.builder());
  }

  RunningJunction(Junction.Builder builder) {
    junction = builder.ephemeral().port(0).start();
  }

  /// One that keeps its data.
  RunningJunction(Path folder) {
    junction = Junction.builder().data(folder).port(0).start();
  }

  /// One whose data folder is encrypted.
  RunningJunction(Path folder, Path keyFile) {
    junction =
        Junction.builder()
            .data(folder)
            .set("storage.encryption.key-file", keyFile.toString())
            .port(0)
            .start();
  }

  String endpoint() {
    return junction.endpoint().toString();
  }

  HttpRequest.Builder page(String path) {
    return HttpRequest.newBuilder(URI.create(endpoint() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(page(path));
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send(
        page(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /// Calls SQS as the default account in us-east-1 and answers the JSON of a success.
  String sqs(String operation, String json) throws IOException, InterruptedException {
    HttpResponse<String> response = send(call(operation, json));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private HttpRequest.Builder call(String operation, String json) {
    return page("/")
        .header("Content-Type", "application/x-amz-json-1.0")
        .header("X-Amz-Target", "AmazonSQS." + operation)
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  /// Calls SQS as another account in another region.
  void sqsAs(String account, String region, String operation, String json)
      throws IOException, InterruptedException {
    String scope = account + "/20260101/" + region + "/sqs/aws4_request";
    HttpResponse<String> response =
        send(
            call(operation, json)
                .header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential="
                        + scope
                        + ", SignedHeaders=host, Signature=unchecked"));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  /// Calls SQS on a queue; `more` continues the JSON behind the queue's URL.
  String onQueue(String operation, String name, String more)
      throws IOException, InterruptedException {
    return sqs(
        operation, "{\"QueueUrl\":\"" + endpoint() + "/000000000000/" + name + "\"" + more + "}");
  }

  /// Sends ten messages whose bodies are the next numbers.
  void sendBatchOfTen(String queue) throws IOException, InterruptedException {
    String entries =
        IntStream.range(nextBody, nextBody + 10)
            .mapToObj(i -> "{\"Id\":\"" + i + "\",\"MessageBody\":\"" + i + "\"}")
            .collect(Collectors.joining(","));
    nextBody += 10;
    String answer = onQueue("SendMessageBatch", queue, ",\"Entries\":[" + entries + "]");
    assertThat(answer).doesNotContain("SenderFault");
  }

  void create(String name, String attributes) throws IOException, InterruptedException {
    sqs("CreateQueue", "{\"QueueName\":\"" + name + "\",\"Attributes\":{" + attributes + "}}");
  }

  @Override
  public void close() {
    http.close();
    junction.close();
  }
}
