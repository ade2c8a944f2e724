package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pipes between queues in a whole server.
@Timeout(120) // it waits for states that a fault would keep from coming
final class PipeScenarioTest {

  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:";
  private static final String ROLE = "\"RoleArn\":\"arn:aws:iam::000000000000:role/r\"";
  private static final String WAIT = ",\"WaitTimeSeconds\":10,\"MaxNumberOfMessages\":1";

  @Test
  void messagesAreFilteredChangedAndGivenOn() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.create("in", "");
      junction.create("out", "");
      HttpResponse<String> created =
          call(
              junction,
              "POST",
              "/v1/pipes/p",
              pipe("in", "out")
                  + ",\"SourceParameters\":{\"FilterCriteria\":{\"Filters\":[{\"Pattern\":"
                  + "\"{\\\"body\\\":{\\\"n\\\":[{\\\"numeric\\\":[\\\">\\\",1]}]}}\"}]}}"
                  + ",\"TargetParameters\":{\"InputTemplate\":\"<$.body.n> by"
                  + " <aws.pipes.pipe-name>\"}}");
      assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
      assertThat(created.body()).contains("\"CurrentState\":\"CREATING\"");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"{\\\"n\\\":1}\"");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"{\\\"n\\\":2}\"");
      assertThat(junction.onQueue("ReceiveMessage", "out", WAIT)).contains("\"2 by p\"");
      assertThat(call(junction, "GET", "/v1/pipes/p", "").body())
          .contains("\"CurrentState\":\"RUNNING\"")
          .contains("\"BatchSize\":10");
      // The message that no filter wants is deleted too.
      String counts = "";
      while (!counts.contains("\"ApproximateNumberOfMessages\":\"0\"")
          || !counts.contains("\"ApproximateNumberOfMessagesNotVisible\":\"0\"")) {
        counts = junction.onQueue("GetQueueAttributes", "in", ",\"AttributeNames\":[\"All\"]");
      }
    }
  }

  @Test
  void aPipeIsStoppedStartedChangedAndDeleted() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.create("in", "");
      junction.create("out", "");
      call(junction, "POST", "/v1/pipes/p", pipe("in", "out") + "}");
      awaitState(junction, "RUNNING");
      assertThat(call(junction, "POST", "/v1/pipes/p/stop", "").body()).contains("STOPPING");
      awaitState(junction, "STOPPED");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"late\"");
      assertThat(call(junction, "POST", "/v1/pipes/p/start", "").body()).contains("STARTING");
      assertThat(junction.onQueue("ReceiveMessage", "out", WAIT)).contains("late");
      awaitState(junction, "RUNNING");
      call(
          junction,
          "PUT",
          "/v1/pipes/p",
          "{" + ROLE + ",\"TargetParameters\":{\"InputTemplate\":\"changed <$.body>\"}}");
      awaitState(junction, "RUNNING");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"text\"");
      assertThat(junction.onQueue("ReceiveMessage", "out", WAIT)).contains("changed text");
      assertThat(call(junction, "DELETE", "/v1/pipes/p", "").body()).contains("DELETING");
      while (call(junction, "GET", "/v1/pipes/p", "").statusCode() != 404) {
        Thread.onSpinWait();
      }
    }
  }

  private static void awaitState(RunningJunction junction, String state)
      throws IOException, InterruptedException {
    String body = "";
    while (!body.contains("\"CurrentState\":\"" + state + "\"")) {
      body = call(junction, "GET", "/v1/pipes/p", "").body();
      assertThat(body).doesNotContain("FAILED");
    }
  }

  @Test
  void orderOfGroupsIsKept() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.create("in.fifo", "\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\"");
      junction.create("out.fifo", "\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\"");
      for (int i = 0; i < 25; i++) {
        junction.onQueue(
            "SendMessage", "in.fifo", ",\"MessageGroupId\":\"g\",\"MessageBody\":\"m" + i + "\"");
      }
      call(
          junction,
          "POST",
          "/v1/pipes/p",
          pipe("in.fifo", "out.fifo")
              + ",\"TargetParameters\":{\"InputTemplate\":\"<$.body>\",\"SqsQueueParameters\":"
              + "{\"MessageGroupId\":\"$.attributes.MessageGroupId\"}}}");
      for (int i = 0; i < 25; i++) {
        String got = junction.onQueue("ReceiveMessage", "out.fifo", WAIT);
        assertThat(got).contains("\"Body\":\"m" + i + "\"");
        String handle = got.replaceFirst("(?s).*\"ReceiptHandle\":\"([^\"]*)\".*", "$1");
        junction.onQueue("DeleteMessage", "out.fifo", ",\"ReceiptHandle\":\"" + handle + "\"");
      }
    }
  }

  @Test
  void aPipeThatRanRunsAgainAfterARestart(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction(folder)) {
      junction.create("in", "");
      junction.create("out", "");
      call(junction, "POST", "/v1/pipes/p", pipe("in", "out") + "}");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"before\"");
      assertThat(junction.onQueue("ReceiveMessage", "out", WAIT)).contains("before");
    }
    try (RunningJunction junction = new RunningJunction(folder)) {
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"after\"");
      assertThat(junction.onQueue("ReceiveMessage", "out", WAIT)).contains("after");
    }
  }

  @Test
  void aMessageThatTheTargetDoesNotTakeStaysInTheQueue() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.create("dead", "");
      junction.create(
          "in",
          "\"VisibilityTimeout\":\"1\",\"RedrivePolicy\":\"{\\\"maxReceiveCount\\\":2,"
              + "\\\"deadLetterTargetArn\\\":\\\""
              + QUEUE
              + "dead\\\"}\"");
      call(junction, "POST", "/v1/pipes/p", pipe("in", "missing") + "}");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"kept\"");
      assertThat(junction.onQueue("ReceiveMessage", "dead", WAIT)).contains("\"kept\"");
    }
  }

  @Test
  void whatIsNotBuiltIsRefusedWithItsField() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      HttpResponse<String> stream =
          call(
              junction,
              "POST",
              "/v1/pipes/p",
              "{"
                  + ROLE
                  + ",\"Source\":\"arn:aws:kinesis:us-east-1:000000000000:stream/s\",\"Target\":\""
                  + QUEUE
                  + "out\"}");
      assertThat(stream.statusCode()).isEqualTo(400);
      assertThat(stream.body()).contains("fieldList").contains("\"Source\"").contains("SQS");
      assertThat(call(junction, "GET", "/v1/pipes/p", "").statusCode()).isEqualTo(404);
    }
  }

  private static String pipe(String from, String to) {
    return "{" + ROLE + ",\"Source\":\"" + QUEUE + from + "\",\"Target\":\"" + QUEUE + to + '"';
  }

  private static HttpResponse<String> call(
      RunningJunction junction, String method, String path, String json)
      throws IOException, InterruptedException {
    return junction.send(
        junction
            .page(path)
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/pipes/aws4_request,"
                    + " SignedHeaders=host, Signature=unchecked")
            .method(method, BodyPublishers.ofString(json)));
  }
}
