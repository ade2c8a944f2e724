package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The page of a log group and the command that shows it.
final class LogPageTest {

  private static final String PAGE = "/_junction/logs/%2Faws%2Fevents";

  private final RunningJunction running = new RunningJunction();
  private final HttpClient http = HttpClient.newHttpClient();
  private boolean isClosed;

  @BeforeEach
  void createGroup() throws Exception {
    logs("CreateLogGroup", "{'logGroupName':'/aws/events'}");
    logs("CreateLogStream", "{'logGroupName':'/aws/events','logStreamName':'s'}");
    put("first ERROR");
  }

  @AfterEach
  void stop() {
    if (!isClosed) {
      running.close();
    }
  }

  private void put(String message) throws Exception {
    logs(
        "PutLogEvents",
        "{'logGroupName':'/aws/events','logStreamName':'s','logEvents':[{'timestamp':"
            + running.junction.clock().millis()
            + ",'message':'"
            + message
            + "'}]}");
  }

  private void logs(String operation, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(running.endpoint() + "/"))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "Logs_20140328." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void thePageShowsTheLatestEvents() throws Exception {
    put("second");
    assertThat(running.get(PAGE).body())
        .contains("\"stream\":\"s\"", "\"message\":\"first ERROR\"", "\"message\":\"second\"");
    assertThat(running.get(PAGE + "?pattern=ERROR").body())
        .contains("first ERROR")
        .doesNotContain("second");
    assertThat(running.get("/_junction/logs/none").statusCode()).isEqualTo(404);
    assertThat(running.get(PAGE + "?pattern=%25x%28%25").statusCode()).isEqualTo(400);
    assertThat(running.get(PAGE + "?other=1").statusCode()).isEqualTo(400);
    assertThat(running.get(PAGE + "?region=eu-west-1").statusCode()).isEqualTo(404);
  }

  @Test
  void followersSeeNewEventsAsTheyCome() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(running.endpoint() + PAGE + "?follow&pattern=ERROR"))
            .build();
    HttpResponse<InputStream> answer =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      // The first part says that the follower is there.
      assertThat(lines.readLine()).isEqualTo(":");
      put("quiet");
      put("second ERROR");
      put("third ERROR");
      List<String> data = new ArrayList<>();
      while (data.size() < 2) {
        String line = lines.readLine();
        assertThat(line).isNotNull();
        if (line.startsWith("data: ")) {
          data.add(line);
        }
      }
      assertThat(data.get(0)).contains("\"message\":\"second ERROR\"");
      assertThat(data.get(1)).contains("\"message\":\"third ERROR\"");
      logs("DeleteLogGroup", "{'logGroupName':'/aws/events'}");
      String line = lines.readLine();
      while (line != null) {
        line = lines.readLine();
      }
    }
  }

  /// The server gives those who are in the middle of something ten seconds when it is closed.
  @Test
  void closingEndsWhatFollowersHearAtOnce() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(running.endpoint() + PAGE + "?follow")).build();
    HttpResponse<InputStream> answer =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo(":");
      long began = System.nanoTime();
      running.close();
      isClosed = true;
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(9));
      String line = lines.readLine();
      while (line != null) {
        line = lines.readLine();
      }
    }
  }

  @Test
  void theCommandPrintsEvents() throws Exception {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out));
    int code =
        line.execute("logs", "/aws/events", "--pattern", "ERROR", "--endpoint", running.endpoint());
    assertThat(code).isZero();
    assertThat(out.toString()).endsWith(" s first ERROR" + System.lineSeparator());
  }
}
