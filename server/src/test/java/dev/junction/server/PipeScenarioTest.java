package dev.junction.server;

import static dev.junction.server.PipeCalls.QUEUE;
import static dev.junction.server.PipeCalls.ROLE;
import static dev.junction.server.PipeCalls.awaitState;
import static dev.junction.server.PipeCalls.call;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Pipes between queues in a whole server.
@Timeout(120) // it waits for states that a fault would keep from coming
final class PipeScenarioTest {

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
              PipeCalls.pipe(
                  "in",
                  QUEUE + "out",
                  ",\"SourceParameters\":{\"FilterCriteria\":{\"Filters\":[{\"Pattern\":"
                      + "\"{\\\"body\\\":{\\\"n\\\":[{\\\"numeric\\\":[\\\">\\\",1]}]}}\"}]}}"
                      + ",\"TargetParameters\":{\"InputTemplate\":\"<$.body.n> by"
                      + " <aws.pipes.pipe-name>\"}"));
      assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
      assertThat(created.body()).contains("\"CurrentState\":\"CREATING\"");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"{\\\"n\\\":1}\"");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"{\\\"n\\\":2}\"");
      assertThat(junction.onQueue("ReceiveMessage", "out", WAIT)).contains("\"2 by p\"");
      assertThat(call(junction, "GET", "/v1/pipes/p", "").body())
          .contains("\"CurrentState\":\"RUNNING\"")
          .contains("\"BatchSize\":10");
      // The message that no filter wants is deleted too.
      while (PipeCalls.count(junction, "in") > 0) {
        Thread.onSpinWait();
      }
      assertThat(junction.get("/_junction/metrics").body())
          .contains("\n# TYPE junction_pipe_received_total counter\n");
      PipeCalls.awaitMetrics(
          junction, "received 2", "filtered 1", "enriched 0", "delivered 1", "failed 0");
    }
  }

  @Test
  void aPipeIsStoppedStartedChangedAndDeleted() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.create("in", "");
      junction.create("out", "");
      PipeCalls.create(junction, "in", QUEUE + "out", "");
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

  @Test
  void orderOfGroupsIsKept() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.create("in.fifo", "\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\"");
      junction.create("out.fifo", "\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\"");
      for (int i = 0; i < 25; i++) {
        junction.onQueue(
            "SendMessage", "in.fifo", ",\"MessageGroupId\":\"g\",\"MessageBody\":\"m" + i + "\"");
      }
      PipeCalls.create(
          junction,
          "in.fifo",
          QUEUE + "out.fifo",
          ",\"TargetParameters\":{\"InputTemplate\":\"<$.body>\",\"SqsQueueParameters\":"
              + "{\"MessageGroupId\":\"$.attributes.MessageGroupId\"}}");
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
      PipeCalls.create(junction, "in", QUEUE + "out", "");
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
      junction.create("in", "\"VisibilityTimeout\":\"1\"," + redrive(2));
      PipeCalls.create(junction, "in", QUEUE + "missing", "");
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

  /// Source: EventBridge User Guide, "Amazon Simple Queue Service as a source": a batch is given on
  /// when it is full or its window has expired.
  @Test
  void aBatchIsGatheredWhileItsWindowIsOpen() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.junction.clock().hold();
      junction.create("in", "\"VisibilityTimeout\":\"600\"");
      junction.create("out", "\"VisibilityTimeout\":\"43200\"");
      PipeCalls.create(
          junction,
          "in",
          QUEUE + "out",
          ",\"SourceParameters\":{\"SqsQueueParameters\":{\"BatchSize\":3,"
              + "\"MaximumBatchingWindowInSeconds\":60}},"
              + "\"TargetParameters\":{\"InputTemplate\":\"<$.body>\"}");
      awaitState(junction, "RUNNING");
      send(junction, "first");
      send(junction, "second");
      awaitInFlight(junction, 2);
      assertThat(junction.onQueue("ReceiveMessage", "out", "")).doesNotContain("Body");
      send(junction, "third");
      for (int i = 0; i < 3; i++) {
        assertThat(junction.onQueue("ReceiveMessage", "out", WAIT)).contains("Body");
      }
      awaitInFlight(junction, 0);
      send(junction, "fourth");
      awaitInFlight(junction, 1);
      int seconds = 59;
      junction.junction.clock().advance(Duration.ofSeconds(seconds));
      String got = junction.onQueue("ReceiveMessage", "out", "");
      while (!got.contains("Body")) {
        junction.junction.clock().advance(Duration.ofSeconds(1));
        seconds++;
        got = junction.onQueue("ReceiveMessage", "out", "");
      }
      assertThat(got).contains("fourth");
      assertThat(seconds).isGreaterThanOrEqualTo(60);
      // What was gathered when a pipe is stopped is given on, not left hidden.
      send(junction, "fifth");
      awaitInFlight(junction, 1);
      call(junction, "POST", "/v1/pipes/p/stop", "");
      assertThat(junction.onQueue("ReceiveMessage", "out", WAIT)).contains("fifth");
      awaitState(junction, "STOPPED");
    }
  }

  @Test
  void whatIsGatheredStaysHiddenLongerThanItsQueueSays() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.junction.clock().hold();
      junction.create("dead", "");
      junction.create("in", "\"VisibilityTimeout\":\"3\"," + redrive(2));
      junction.create("out", "\"VisibilityTimeout\":\"43200\"");
      PipeCalls.create(
          junction,
          "in",
          QUEUE + "out",
          ",\"SourceParameters\":{\"SqsQueueParameters\":{\"BatchSize\":10,"
              + "\"MaximumBatchingWindowInSeconds\":20}},\"TargetParameters\":{\"InputTemplate\":"
              + "\"<$.body> <$.attributes.ApproximateReceiveCount>\"}");
      awaitState(junction, "RUNNING");
      send(junction, "first");
      awaitInFlight(junction, 1);
      for (int second = 0; second < 9; second++) {
        junction.junction.clock().advance(Duration.ofSeconds(1));
        awaitInFlight(junction, 1);
      }
      send(junction, "second");
      for (int second = 9; second < 19; second++) {
        awaitInFlight(junction, 2);
        junction.junction.clock().advance(Duration.ofSeconds(1));
      }
      awaitInFlight(junction, 2);
      assertThat(PipeCalls.count(junction, "out")).isZero();
      // The window began after the receive, which may be a second later than this test thinks. What
      // is on its way then is hidden for another three seconds: it has real time between them.
      for (int second = 19; PipeCalls.count(junction, "in") > 0; second++) {
        assertThat(second).isLessThan(22);
        junction.junction.clock().advance(Duration.ofSeconds(1));
        awaitNothingIn(junction, Duration.ofSeconds(20));
      }
      assertThat(junction.onQueue("ReceiveMessage", "out", WAIT)).contains("\"first 1\"");
      assertThat(junction.onQueue("ReceiveMessage", "out", WAIT)).contains("\"second 1\"");
      assertThat(PipeCalls.count(junction, "out")).isEqualTo(2);
      assertThat(PipeCalls.count(junction, "dead")).isZero();
      PipeCalls.awaitMetrics(junction, "received 2", "delivered 2", "failed 0");
    }
  }

  @Test
  void aFullBatchThatFailsComesAgainWithoutTheRestOfItsWindow()
      throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.junction.clock().hold();
      junction.create("in", "\"VisibilityTimeout\":\"30\"");
      PipeCalls.create(
          junction,
          "in",
          QUEUE + "missing",
          ",\"SourceParameters\":{\"SqsQueueParameters\":{\"BatchSize\":2,"
              + "\"MaximumBatchingWindowInSeconds\":300}}");
      awaitState(junction, "RUNNING");
      send(junction, "first");
      awaitInFlight(junction, 1);
      send(junction, "second");
      PipeCalls.awaitMetrics(junction, "received 2", "delivered 0", "failed 2");
      call(junction, "POST", "/v1/pipes/p/stop", "");
      awaitState(junction, "STOPPED");
      awaitInFlight(junction, 2);
      junction.junction.clock().advance(Duration.ofSeconds(31));
      assertThat(junction.onQueue("ReceiveMessage", "in", ",\"MaxNumberOfMessages\":10"))
          .contains("\"first\"")
          .contains("\"second\"");
    }
  }

  private static String redrive(int receives) {
    return "\"RedrivePolicy\":\"{\\\"maxReceiveCount\\\":"
        + receives
        + ",\\\"deadLetterTargetArn\\\":\\\""
        + QUEUE
        + "dead\\\"}\"";
  }

  private static void send(RunningJunction junction, String body)
      throws IOException, InterruptedException {
    junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"" + body + "\"");
  }

  private static void awaitNothingIn(RunningJunction junction, Duration patience)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    while (PipeCalls.count(junction, "in") > 0 && System.nanoTime() - began < patience.toNanos()) {
      Thread.onSpinWait();
    }
  }

  private static void awaitInFlight(RunningJunction junction, int messages)
      throws IOException, InterruptedException {
    String wanted = "\"ApproximateNumberOfMessagesNotVisible\":\"" + messages + "\"";
    while (!junction
        .onQueue("GetQueueAttributes", "in", ",\"AttributeNames\":[\"All\"]")
        .contains(wanted)) {
      Thread.onSpinWait();
    }
  }

  /// Source: EventBridge User Guide, "Amazon EventBridge Pipes batching and concurrency", "Partial
  /// batch failure".
  @Test
  void ofABatchOnlyWhatTheTargetRefusesComesAgain() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.junction.clock().hold();
      junction.create("dead", "");
      junction.create("out", "");
      junction.create("in", redrive(2));
      for (String group : new String[] {"a", "not a group", "b"}) {
        send(junction, "{\\\"group\\\":\\\"" + group + "\\\"}");
      }
      PipeCalls.create(
          junction,
          "in",
          QUEUE + "out",
          ",\"TargetParameters\":{\"InputTemplate\":\"<$.body.group>\",\"SqsQueueParameters\":"
              + "{\"MessageGroupId\":\"$.body.group\"}}");
      PipeCalls.awaitEmpty(junction);
      assertThat(PipeCalls.count(junction, "out")).isEqualTo(2);
      assertThat(junction.onQueue("ReceiveMessage", "dead", WAIT)).contains("not a group");
      assertThat(PipeCalls.count(junction, "dead")).isEqualTo(1);
      // It was refused each of the two times.
      PipeCalls.awaitMetrics(junction, "received 4", "delivered 2", "failed 2");
    }
  }

  @Test
  void aMessageThatCannotBeAddressedFailsAlone() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.junction.clock().hold();
      junction.create("dead", "");
      junction.create("out.fifo", "\"FifoQueue\":\"true\"");
      junction.create("in", redrive(1));
      for (String members :
          new String[] {"'g':'a','d':'1'", "'d':'2'", "'g':'b'", "'g':'c','d':'4'"}) {
        send(junction, "{" + members.replace("'", "\\\"") + "}");
      }
      PipeCalls.create(
          junction,
          "in",
          QUEUE + "out.fifo",
          ",\"TargetParameters\":{\"InputTemplate\":\"<$.body>\",\"SqsQueueParameters\":"
              + "{\"MessageGroupId\":\"$.body.g\",\"MessageDeduplicationId\":\"$.body.d\"}}");
      PipeCalls.awaitEmpty(junction);
      assertThat(PipeCalls.count(junction, "out.fifo")).isEqualTo(2);
      assertThat(PipeCalls.count(junction, "dead")).isEqualTo(2);
      PipeCalls.awaitMetrics(junction, "received 4", "delivered 2", "failed 2");
    }
  }

  @Test
  void aGroupKeepsItsOrderWhereOnlySomeMessagesHaveAnId() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.create("out.fifo", "\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\"");
      junction.create("in", "");
      for (String text : new String[] {"'n':1,'d':'1'", "'n':2", "'n':3,'d':'3'", "'n':4"}) {
        send(junction, "{" + text.replace("'", "\\\"") + "}");
      }
      PipeCalls.create(
          junction,
          "in",
          QUEUE + "out.fifo",
          ",\"TargetParameters\":{\"InputTemplate\":\"number <$.body.n>\",\"SqsQueueParameters\":"
              + "{\"MessageGroupId\":\"g\",\"MessageDeduplicationId\":\"$.body.d\"}}");
      while (PipeCalls.count(junction, "out.fifo") < 4) {
        Thread.onSpinWait();
      }
      assertThat(junction.onQueue("ReceiveMessage", "out.fifo", ",\"MaxNumberOfMessages\":10"))
          .containsSubsequence("number 1", "number 2", "number 3", "number 4");
    }
  }

  /// Ten messages that fit into their queue each for itself, but not into one SendMessageBatch.
  @Test
  void longMessagesAreGivenOnInSeveralRequests() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.create("in", "");
      junction.create("out", "");
      String body = "x".repeat(300_000);
      for (int i = 0; i < 5; i++) {
        send(junction, body);
      }
      PipeCalls.create(junction, "in", QUEUE + "out", "");
      while (PipeCalls.count(junction, "out") < 5) {
        Thread.onSpinWait();
      }
    }
  }
}
