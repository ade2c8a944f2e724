package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.junction.delivery.DeliveryModule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// The page of traces and the command that shows it, over a pipe between queues in a whole server.
@Timeout(120) // it waits for states that a fault would keep from coming
final class TracePageTest {

  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:";
  private static final String PIPE =
      "{\"RoleArn\":\"arn:aws:iam::000000000000:role/r\",\"Source\":\""
          + QUEUE
          + "in\",\"Target\":\""
          + QUEUE
          + "out\"}";

  private static final String OPEN =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
          + "\"Action\":\"sqs:*\",\"Resource\":\"*\"}]}";

  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/%s/aws4_request,"
          + " SignedHeaders=host, Signature=unchecked";

  /// Source: W3C Trace Context, 3.2.
  private static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private static final String XRAY_ROOT = "Root=1-0af76519-16cd43dd8448eb211c80319c";

  private static String id(String answer) {
    return answer.replaceFirst("(?s).*\"MessageId\":\"([^\"]*)\".*", "$1");
  }

  private static String pageOf(RunningJunction junction, String id, String hop) throws Exception {
    String page = "";
    while (!page.contains(hop)) {
      page = junction.get("/_junction/traces/" + id).body();
    }
    return page;
  }

  private static void pipe(RunningJunction junction, String name, String json) throws Exception {
    HttpResponse<String> made =
        junction.send(
            junction
                .page("/v1/pipes/" + name)
                .header("Content-Type", "application/json")
                .header("Authorization", SIGNED.formatted("pipes"))
                .POST(BodyPublishers.ofString(json)));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
  }

  private static String sns(RunningJunction junction, String form) throws Exception {
    HttpResponse<String> done =
        junction.send(
            junction
                .page("/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", SIGNED.formatted("sns"))
                .POST(BodyPublishers.ofString(form)));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    return done.body();
  }

  private static String send(RunningJunction junction, String header) throws Exception {
    HttpResponse<String> sent =
        junction.send(
            junction
                .page("/")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS.SendMessage")
                .header("traceparent", header)
                .POST(
                    BodyPublishers.ofString(
                        "{\"QueueUrl\":\""
                            + junction.endpoint()
                            + "/000000000000/in\",\"MessageBody\":\"x\"}")));
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    return id(sent.body());
  }

  @Test
  void aMessageIsFollowedOverAPipeByAnyOfItsNames(@TempDir Path folder) throws Exception {
    String in;
    String out;
    try (RunningJunction junction = new RunningJunction(folder)) {
      junction.create("in", "");
      junction.create("out", "");
      pipe(junction, "p", PIPE);
      String plain = id(junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"plain\""));
      assertThat(pageOf(junction, plain, "pipe/p")).contains("\"what\":\"ran\"");
      String got = junction.onQueue("ReceiveMessage", "out", ",\"WaitTimeSeconds\":10");
      assertThat(pageOf(junction, plain, id(got))).contains(QUEUE + "out");
      // All that follows happens in one millisecond, so only the way itself says what came first.
      assertThat(junction.post("/_junction/clock", "{\"action\":\"hold\"}").statusCode())
          .isEqualTo(200);
      in = send(junction, TRACEPARENT);
      pageOf(junction, in, QUEUE + "out");
      pageOf(junction, in, "pipe/p");
      out =
          junction.onQueue(
              "ReceiveMessage", "out", ",\"WaitTimeSeconds\":10,\"AttributeNames\":[\"All\"]");
      assertThat(out).contains("\"AWSTraceHeader\":\"" + XRAY_ROOT);
    }
    try (RunningJunction junction = new RunningJunction(folder)) {
      String page = junction.get("/_junction/traces/" + TRACEPARENT.substring(3, 35)).body();
      assertThat(page).contains(in, id(out), "\"what\":\"accepted\"", "\"service\":\"pipes\"");
      assertThat(junction.get("/_junction/traces/" + id(out)).body().replace(id(out), "ID"))
          .contains(in);
      String[] lines = traced(junction, TRACEPARENT).split("\n", -1);
      assertThat(lines[0].split(" +"))
          .containsExactly("TIME", "MESSAGE", "SERVICE", "RESOURCE", "WHAT", "TOOK", "DETAIL");
      assertThat(lines[1].split(" +")).contains(in.substring(0, 8), "sqs", "in", "accepted");
      assertThat(lines[2].split(" +")).contains("pipes", "pipe/p", "ran");
      assertThat(lines[3].split(" +")).contains(id(out).substring(0, 8), "sqs", "out", "accepted");
      assertThat(junction.get("/_junction/traces/hello").statusCode()).isEqualTo(400);
      assertThat(junction.get("/_junction/traces/" + "1".repeat(32)).statusCode()).isEqualTo(404);
      assertThat(junction.post("/_junction/traces/" + in, "{}").statusCode()).isEqualTo(405);
      StringWriter errors = new StringWriter();
      CommandLine other = Main.commandLine().setErr(new PrintWriter(errors));
      assertThat(other.execute("trace", "hello", "--endpoint", junction.endpoint())).isOne();
      assertThat(errors.toString()).contains("\"hello\" is no id");
    }
  }

  /// What a queue gets until it has so many messages.
  private static String receiveAll(RunningJunction junction, String queue, int count)
      throws Exception {
    StringBuilder all = new StringBuilder();
    while (all.toString().split("\"ReceiptHandle\"", -1).length <= count) {
      all.append(
          junction.onQueue(
              "ReceiveMessage",
              queue,
              ",\"WaitTimeSeconds\":10,\"MaxNumberOfMessages\":10,\"AttributeNames\":[\"All\"]"));
    }
    return all.toString();
  }

  @Test
  void messagesThatGoThroughAPipeTogetherKeepTheirTraces(@TempDir Path folder) throws Exception {
    String topic = "arn:aws:sns:us-east-1:000000000000:news";
    String header = "Root=1-5759e988-%s;Parent=53995c3f42cd8ad8;Sampled=1";
    String first = header.formatted("bd862e3fe1be46a994272793");
    String second = header.formatted("bd862e3fe1be46a994272794");
    try (RunningJunction junction = new RunningJunction(folder)) {
      for (String queue : List.of("in", "in2", "out", "out2")) {
        String policy = OPEN.replace("\"", "\\\"");
        junction.create(queue, "\"Policy\":\"" + policy + "\"");
      }
      sns(junction, "Action=CreateTopic&Version=2010-03-31&Name=news");
      sns(
          junction,
          "Action=Subscribe&Version=2010-03-31&Protocol=sqs&TopicArn="
              + topic
              + "&Endpoint="
              + QUEUE
              + "out2&Attributes.entry.1.key=RawMessageDelivery"
              + "&Attributes.entry.1.value=true");
      for (String queue : List.of("in", "in2")) {
        String sent =
            junction.onQueue(
                "SendMessageBatch",
                queue,
                ",\"Entries\":["
                    + entry("1", first)
                    + ','
                    + entry("2", second)
                    + ','
                    + entry("3", null)
                    + ']');
        assertThat(sent).doesNotContain("SenderFault");
      }
      pipe(junction, "p", PIPE);
      pipe(junction, "p2", PIPE.replace(QUEUE + "in", QUEUE + "in2").replace(QUEUE + "out", topic));
      for (String queue : List.of("out", "out2")) {
        String got = receiveAll(junction, queue, 3);
        String name = "\"AWSTraceHeader\":\"";
        assertThat(got.split(name, -1)).as(got).hasSize(3);
        assertThat(got).contains(name + first, name + second);
      }
    }
  }

  private static String publish(RunningJunction junction, String topic, String message)
      throws Exception {
    return sns(
            junction, "Action=Publish&Version=2010-03-31&TopicArn=" + topic + "&Message=" + message)
        .replaceFirst("(?s).*<MessageId>(.*)</MessageId>.*", "$1");
  }

  private static String traced(RunningJunction junction, String id) {
    StringWriter text = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(text));
    assertThat(line.execute("trace", id, "--endpoint", junction.endpoint())).isZero();
    return text.toString();
  }

  @Test
  void passwordsOfEndpointsAreToldNeitherThereNorInWarnings() throws Exception {
    String topic = "arn:aws:sns:us-east-1:000000000000:news";
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger(DeliveryModule.class.getPackageName());
    logger.addAppender(lines);
    lines.start();
    try (PlayedEndpoint endpoint =
            new PlayedEndpoint(
                request ->
                    new PlayedEndpoint.Reply(request.body().contains("unwanted") ? 404 : 200, ""));
        RunningJunction junction = new RunningJunction()) {
      String shown = endpoint.url() + "/hook";
      String url = shown.replace("//", "//ann:secret@") + "?key=hidden";
      sns(junction, "Action=CreateTopic&Version=2010-03-31&Name=news");
      sns(
          junction,
          "Action=Subscribe&Version=2010-03-31&Protocol=http&TopicArn="
              + topic
              + "&Endpoint="
              + URLEncoder.encode(url, StandardCharsets.UTF_8));
      while (endpoint.requests.isEmpty()) {
        Thread.onSpinWait();
      }
      String token =
          endpoint.requests.getFirst().body().replaceFirst("(?s).*Token\" : \"(\\w+)\".*", "$1");
      sns(
          junction,
          "Action=ConfirmSubscription&Version=2010-03-31&TopicArn=" + topic + "&Token=" + token);

      for (String[] each : new String[][] {{"wanted", "delivered"}, {"unwanted", "refused"}}) {
        String id = publish(junction, topic, each[0]);
        String page = pageOf(junction, id, "\"what\":\"" + each[1] + '"');
        assertThat(page).contains(shown).doesNotContain("secret", "hidden");
        assertThat(traced(junction, id)).contains(shown).doesNotContain("secret", "hidden");
      }
      lines.stop();
      assertThat(List.copyOf(lines.list))
          .extracting(ILoggingEvent::getFormattedMessage)
          .anyMatch(line -> line.startsWith(shown) && line.contains("did not get a message"))
          .noneMatch(line -> line.contains("secret") || line.contains("hidden"));
    } finally {
      logger.detachAppender(lines);
    }
  }

  private static String entry(String id, @Nullable String header) {
    return "{\"Id\":\""
        + id
        + "\",\"MessageBody\":\"body\""
        + (header == null
            ? ""
            : ",\"MessageSystemAttributes\":{\"AWSTraceHeader\":{\"DataType\":\"String\","
                + "\"StringValue\":\""
                + header
                + "\"}}")
        + '}';
  }
}
