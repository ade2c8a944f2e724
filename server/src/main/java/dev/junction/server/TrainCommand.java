package dev.junction.server;

import dev.junction.server.config.Settings;
import dev.junction.server.config.SettingsSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `junction train`: starts, serves a few requests and stops, so that the JDK can note in its cache
/// which classes a start needs. The launcher runs it once after a build.
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("junction-train");
    Settings settings =
        new SettingsSource().set("http.port", 0).set("data.folder", folder.toString()).settings();
    Logging.configure(settings.log());
    try (Junction junction = Junction.start(settings);
        HttpClient client = HttpClient.newHttpClient()) {
      send(client, junction, "CreateQueue", "{\"QueueName\":\"train\"}");
      String url = "\"QueueUrl\":\"" + junction.endpoint() + "/000000000000/train\"";
      for (int i = 0; i < 50; i++) {
        send(client, junction, "SendMessage", "{" + url + ",\"MessageBody\":\"hello\"}");
        send(client, junction, "ReceiveMessage", "{" + url + "}");
      }
      get(client, junction, "/_junction/health");
      get(client, junction, "/_junction/metrics");
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return 0;
  }

  private static void send(HttpClient client, Junction junction, String operation, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(junction.endpoint())
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AmazonSQS." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    require(client.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  private static void get(HttpClient client, Junction junction, String path)
      throws IOException, InterruptedException {
    URI page = URI.create(junction.endpoint() + path);
    require(
        client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString()));
  }

  private static void require(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          "A training request was answered " + response.statusCode() + ": " + response.body());
    }
  }
}
