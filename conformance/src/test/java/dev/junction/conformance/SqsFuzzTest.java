package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.junction.server.Junction;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever is sent to SQS, in either protocol, is answered with success or a client's error, soon,
/// and with little memory.
///
/// Two kinds of inputs: whole requests with some characters changed, and right requests in which
/// one value is almost what its decoder wants: policies, redrive policies, receipt handles, message
/// attributes, queue URLs. `-Djunction.fuzz.seconds=60` goes on for so long.
final class SqsFuzzTest {

  private static final int INPUTS = 1_500;
  private static final Duration ANSWER_MAX = Duration.ofMillis(100);
  private static final long ALLOCATED_BYTES_MAX = 64L << 20;
  private static final int TRIES = 30;
  private static final int TRIES_OF_FLAWED = 10;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final String HANDLE = "AQAAAAAAAAABAAAAAAAAAAEAAAABOfjJtg==";
  private static final String ARN = "arn:aws:sqs:eu-central-1:000000000000:";

  private static final List<String> FRAGMENTS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ":",
          ",",
          "\\",
          "\\u0000",
          "\\ud800",
          "null",
          "true",
          "-1",
          "1e999999999",
          "99999999999999999999",
          "0.1",
          "%",
          "%00",
          "%zz",
          "&",
          "=",
          ".",
          "..",
          "/",
          "*",
          "arn:",
          "ü",
          "\uD83D\uDE00",
          "\u0000",
          " ",
          "=====",
          "AAAA",
          "[[[[[[[[[[[[",
          "{{{{{{");

  /// What the control plants where a decoder refuses an attribute: a fault, an answer that takes
  /// too long, and one that needs too much memory.
  enum Planted {
    FAULT,
    SLOWNESS,
    WASTE
  }

  /// A request with one place for a value, and a value that fits.
  private record Template(String operation, Function<String, String> json, String value) {}

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @SuppressWarnings("NullAway.Init") // set before each test
  private RawClient client;

  private @Nullable Planted planted;
  private byte[] waste = new byte[1];

  @BeforeEach
  void start() {
    junction = Junction.builder().ephemeral().port(0).start();
    client = new RawClient(junction);
    client.json("CreateQueue", "{\"QueueName\":\"plain\"}");
    client.json("CreateQueue", "{\"QueueName\":\"dead\"}");
    client.json(
        "CreateQueue", "{\"QueueName\":\"order.fifo\",\"Attributes\":{\"FifoQueue\":\"true\"}}");
  }

  @AfterEach
  void stop() {
    client.close();
    junction.close();
  }

  private String onQueue(String name, String more) {
    return "{\"QueueUrl\":\"" + junction.endpoint() + "/000000000000/" + name + "\"," + more + "}";
  }

  private Template attribute(String name, String value) {
    return new Template(
        "SetQueueAttributes",
        v -> onQueue("plain", "\"Attributes\":{\"" + name + "\":" + quoted(v) + "}"),
        value);
  }

  private List<Template> templates() {
    return List.of(
        attribute(
            "Policy",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"s\",\"Effect\":\"Allow\","
                + "\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"sqs:SendMessage\","
                + "\"Resource\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}}]}"),
        attribute(
            "RedrivePolicy",
            "{\"deadLetterTargetArn\":\"" + ARN + "dead\",\"maxReceiveCount\":\"3\"}"),
        attribute(
            "RedriveAllowPolicy",
            "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"" + ARN + "plain\"]}"),
        attribute("VisibilityTimeout", "30"),
        new Template(
            "DeleteMessage", v -> onQueue("plain", "\"ReceiptHandle\":" + quoted(v)), HANDLE),
        new Template(
            "ChangeMessageVisibility",
            v -> onQueue("plain", "\"VisibilityTimeout\":5,\"ReceiptHandle\":" + quoted(v)),
            HANDLE),
        new Template(
            "SendMessage", v -> onQueue("plain", "\"MessageBody\":" + quoted(v)), "a body"),
        new Template(
            "SendMessage",
            v ->
                onQueue(
                    "plain",
                    "\"MessageBody\":\"x\",\"MessageAttributes\":{\"a\":{\"DataType\":\"Number\","
                        + ("\"StringValue\":" + quoted(v) + "}}")),
            "-12.5e10"),
        new Template(
            "SendMessage",
            v ->
                onQueue(
                    "plain",
                    "\"MessageBody\":\"x\",\"MessageAttributes\":{"
                        + (quoted(v) + ":{\"DataType\":\"Binary\",\"BinaryValue\":\"AAEC\"}}")),
            "name.of-an_attribute"),
        new Template(
            "SendMessage",
            v ->
                onQueue(
                    "order.fifo",
                    "\"MessageBody\":\"x\",\"MessageGroupId\":"
                        + (quoted(v) + ",\"MessageDeduplicationId\":" + quoted(v))),
            "group"),
        new Template(
            "GetQueueAttributes",
            v -> "{\"QueueUrl\":" + quoted(v) + ",\"AttributeNames\":[\"All\"]}",
            junction.endpoint() + "/000000000000/plain"),
        new Template(
            "StartMessageMoveTask", v -> "{\"SourceArn\":" + quoted(v) + "}", ARN + "dead"),
        new Template(
            "CancelMessageMoveTask",
            v -> "{\"TaskHandle\":" + quoted(v) + "}",
            "eyJ0YXNrSWQiOiIxIn0="),
        new Template("ListQueues", v -> "{\"NextToken\":" + quoted(v) + "}", "cGxhaW4="));
  }

  private Function<Random, HttpRequest.Builder> jsonRequests() {
    List<Template> templates = templates();
    return random -> {
      Template template = templates.get(random.nextInt(templates.size()));
      boolean isValue = random.nextBoolean();
      String value = isValue ? changed(template.value, random) : template.value;
      String body = template.json.apply(value);
      return client
          .sqs(template.operation)
          .POST(BodyPublishers.ofString(isValue ? body : changed(body, random)));
    };
  }

  @Test
  void everyJsonRequestIsAnsweredWithoutAFault() {
    run(jsonRequests());
  }

  /// The control.
  @ParameterizedTest
  @EnumSource(Planted.class)
  void whatIsPlantedIsFound(Planted flaw) {
    planted = flaw;
    String finding =
        switch (flaw) {
          case FAULT -> "500";
          case SLOWNESS -> "0.1S";
          case WASTE -> "bytes for seed";
        };
    assertThatThrownBy(() -> run(jsonRequests()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(finding);
  }

  @Test
  void everyQueryRequestIsAnsweredWithoutAFault() {
    List<Map<String, String>> forms =
        List.of(
            form("SetQueueAttributes", "Attribute.1.Name", "Policy", "Attribute.1.Value", "{}"),
            form("DeleteMessage", "ReceiptHandle", HANDLE),
            form(
                "SendMessage",
                "MessageBody",
                "x",
                "MessageAttribute.1.Name",
                "a",
                "MessageAttribute.1.Value.DataType",
                "String",
                "MessageAttribute.1.Value.StringValue",
                "v"),
            form(
                "SendMessageBatch",
                "SendMessageBatchRequestEntry.1.Id",
                "e",
                "SendMessageBatchRequestEntry.1.MessageBody",
                "x"),
            form("ReceiveMessage", "MaxNumberOfMessages", "10", "AttributeName.1", "All"),
            form("AddPermission", "Label", "l", "AWSAccountId.1", "1", "ActionName.1", "*"));
    run(
        random -> {
          String text = RawClient.encoded(forms.get(random.nextInt(forms.size())));
          return client
              .to("/000000000000/plain")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Authorization", RawClient.signedFor("sqs"))
              .POST(BodyPublishers.ofString(changed(text, random)));
        });
  }

  private static Map<String, String> form(String action, String... more) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("Action", action);
    form.put("Version", "2012-11-05");
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i], more[i + 1]);
    }
    return form;
  }

  private static String changed(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0 && !changed.isEmpty(); i--) {
      int at = random.nextInt(changed.length());
      switch (random.nextInt(4)) {
        case 0 -> changed.deleteCharAt(at);
        case 1 -> changed.insert(at, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        case 2 -> changed.setCharAt(at, (char) random.nextInt(0x180));
        default -> changed.insert(at, changed.substring(at).repeat(1 + random.nextInt(20)));
      }
    }
    return changed.toString();
  }

  private static String quoted(String value) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\' || c < ' ' || Character.isSurrogate(c)) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private HttpResponse<String> answer(HttpRequest.Builder input) {
    HttpResponse<String> answer = client.send(input);
    if (isFlawed(answer) && planted == Planted.SLOWNESS) {
      LockSupport.parkNanos(2 * ANSWER_MAX.toNanos());
    }
    if (isFlawed(answer) && planted == Planted.WASTE) {
      for (long wasted = 0; wasted <= ALLOCATED_BYTES_MAX; wasted += waste.length) {
        waste = new byte[1 << 20];
      }
    }
    return answer;
  }

  private int status(HttpResponse<String> answer) {
    return isFlawed(answer) && planted == Planted.FAULT ? 500 : answer.statusCode();
  }

  private static boolean isFlawed(HttpResponse<String> answer) {
    return answer.body().contains("#InvalidAttributeValue");
  }

  private void run(Function<Random, HttpRequest.Builder> inputs) {
    long end =
        System.nanoTime() + Duration.ofSeconds(Long.getLong("junction.fuzz.seconds", 0)).toNanos();
    int accepted = 0;
    int refused = 0;
    for (int seed = 0; seed < INPUTS || System.nanoTime() < end; seed++) {
      HttpRequest.Builder input = inputs.apply(new Random(seed));
      HttpResponse<String> answer = answer(input);
      assertThat(status(answer)).as("seed %d: %s", seed, answer.body()).isBetween(200, 499);
      accepted += answer.statusCode() == 200 ? 1 : 0;
      refused += answer.statusCode() == 200 ? 0 : 1;
      // Other programs run beside this one, so that only what costs much every time, for seconds,
      // costs much.
      int tries = planted != null && isFlawed(answer) ? TRIES_OF_FLAWED : TRIES;
      long fastest = Long.MAX_VALUE;
      long leanest = Long.MAX_VALUE;
      for (int i = 0;
          i < tries && (fastest > ANSWER_MAX.toNanos() || leanest > ALLOCATED_BYTES_MAX);
          i++) {
        LockSupport.parkNanos(i == 0 ? 0 : PAUSE.toNanos());
        long began = System.nanoTime();
        long allocatedBefore = THREADS.getTotalThreadAllocatedBytes();
        answer(input);
        leanest = Math.min(leanest, THREADS.getTotalThreadAllocatedBytes() - allocatedBefore);
        fastest = Math.min(fastest, System.nanoTime() - began);
      }
      assertThat(Duration.ofNanos(fastest)).as("seed %d", seed).isLessThan(ANSWER_MAX);
      assertThat(leanest).as("bytes for seed %d", seed).isLessThan(ALLOCATED_BYTES_MAX);
    }
    assertThat(THREADS.getTotalThreadAllocatedBytes()).as("what was measured").isPositive();
    assertThat(accepted).as("accepted ones among them").isPositive();
    assertThat(refused).as("refused ones among them").isPositive();
  }
}
