package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.Junction;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each quota of SQS at the limit and one past it: success, then the error that is documented, with
/// its name in the query protocol in the header beside it.
///
/// Source: SQS Developer Guide, "Amazon SQS quotas"; SQS API reference, the errors of each
/// operation; for policies "Custom policies with the Amazon SQS access policy language".
final class SqsLimitsConformanceTest {

  private static final String INVALID_PARAMETER = "InvalidParameterValueException";
  private static final String INVALID_ATTRIBUTE = "InvalidAttributeValue";
  private static final String ARN = "arn:aws:sqs:eu-central-1:000000000000:";
  private static final int MEBIBYTE = 1 << 20;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Junction junction;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static RawClient client;

  @BeforeAll
  static void start() {
    junction = Junction.builder().ephemeral().port(0).start();
    client = new RawClient(junction);
    for (String queue : List.of("plain", "dead", "batches", "received", "tagged")) {
      call("CreateQueue", "{'QueueName':'" + queue + "'}");
    }
    call("CreateQueue", "{'QueueName':'order.fifo','Attributes':{'FifoQueue':'true'}}");
    call("SetQueueAttributes", queue("plain") + attribute("RedrivePolicy", redrive(5)) + "}");
  }

  @AfterAll
  static void stop() {
    client.close();
    junction.close();
  }

  /// One quota.
  ///
  /// @param about what is limited
  /// @param good the value at the limit
  /// @param bad the value beyond it
  /// @param operation the operation that checks it
  /// @param json its input with a value
  /// @param error the error beyond the limit
  record Quota(
      String about, int good, int bad, String operation, IntFunction<String> json, String error) {

    /// The same one for a server whose limit is further by so many.
    Quota moved(int further) {
      int step = further * (bad - good);
      return new Quota(about, good + step, bad + step, operation, json, error);
    }

    @Override
    public String toString() {
      return about + " " + good;
    }
  }

  private static Quota most(
      String about, int limit, String operation, IntFunction<String> json, String error) {
    return new Quota(about, limit, limit + 1, operation, json, error);
  }

  private static Quota most(String about, int limit, String operation, IntFunction<String> json) {
    return most(about, limit, operation, json, INVALID_PARAMETER);
  }

  private static Quota least(String about, int limit, String operation, IntFunction<String> json) {
    return least(about, limit, operation, json, INVALID_PARAMETER);
  }

  private static Quota least(
      String about, int limit, String operation, IntFunction<String> json, String error) {
    return new Quota(about, limit, limit - 1, operation, json, error);
  }

  /// JSON is written with single quotes here; values hold none.
  private static HttpResponse<String> call(String operation, String json) {
    return client.send(
        client
            .sqs(operation)
            .header("x-amzn-query-mode", "true")
            .POST(BodyPublishers.ofString(json.replace('\'', '"'))));
  }

  private static String queue(String name) {
    return "{'QueueUrl':'" + junction.endpoint() + "/000000000000/" + name + "'";
  }

  private static String attribute(String name, Object value) {
    return ",'Attributes':{'" + name + "':'" + value + "'}";
  }

  private static String text(int length) {
    return "a".repeat(Math.max(length, 0));
  }

  private static String redrive(int receives) {
    return "{\\'deadLetterTargetArn\\':\\'"
        + ARN
        + "dead\\',\\'maxReceiveCount\\':"
        + receives
        + "}";
  }

  private static String several(int count, IntFunction<String> each) {
    return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(","));
  }

  private static String send(String more) {
    return queue("plain") + ",'MessageBody':'x'" + more + "}";
  }

  private static String ordered(String group, String id) {
    return queue("order.fifo")
        + (",'MessageBody':'x','MessageGroupId':'" + group + "','MessageDeduplicationId':'" + id)
        + "'}";
  }

  private static String receive(String more) {
    call("SendMessage", queue("received") + ",'MessageBody':'x'}");
    return queue("received") + more + "}";
  }

  private static String batch(int count, IntFunction<String> entry) {
    return queue("batches") + ",'Entries':[" + several(count, entry) + "]}";
  }

  private static String set(String name, Object value) {
    return queue("plain") + attribute(name, value) + "}";
  }

  private static String policy(String statements) {
    return set("Policy", "{\\'Version\\':\\'2012-10-17\\',\\'Statement\\':[" + statements + "]}");
  }

  private static String statement(String sid, String principals, String more) {
    return "{\\'Sid\\':\\'"
        + sid
        + "\\',\\'Effect\\':\\'Allow\\',\\'Principal\\':{\\'AWS\\':["
        + principals
        + "]},\\'Action\\':\\'sqs:SendMessage\\',\\'Resource\\':\\'*\\'"
        + more
        + "}";
  }

  private static final String ANYONE = "\\'*\\'";

  private static Stream<Quota> messages() {
    return Stream.of(
        most(
            "bytes of a message",
            MEBIBYTE,
            "SendMessage",
            n -> queue("plain") + ",'MessageBody':'" + text(n) + "'}"),
        most(
            "bytes of a batch",
            MEBIBYTE,
            "SendMessageBatch",
            n ->
                batch(
                    2, i -> "{'Id':'" + i + "','MessageBody':'" + text(i == 0 ? n - 9 : 9) + "'}"),
            "BatchRequestTooLong"),
        most(
            "entries of a batch",
            10,
            "SendMessageBatch",
            n -> batch(n, i -> "{'Id':'" + i + "','MessageBody':'x'}"),
            "TooManyEntriesInBatchRequest"),
        least(
            "entries of a batch, at least",
            1,
            "SendMessageBatch",
            n -> batch(n, i -> "{'Id':'" + i + "','MessageBody':'x'}"),
            "EmptyBatchRequest"),
        most(
            "characters of an entry's id",
            80,
            "SendMessageBatch",
            n -> batch(1, _ -> "{'Id':'" + text(n) + "','MessageBody':'x'}"),
            "InvalidBatchEntryId"));
  }

  private static Stream<Quota> attributes() {
    return Stream.of(
        most(
            "attributes of a message",
            10,
            "SendMessage",
            n -> send(",'MessageAttributes':{" + several(n, i -> number("a" + i, "1")) + "}")),
        most(
            "characters of an attribute's name",
            256,
            "SendMessage",
            n -> send(",'MessageAttributes':{" + number(text(n), "1") + "}")),
        most(
            "characters of an attribute's type",
            256,
            "SendMessage",
            n ->
                send(
                    ",'MessageAttributes':{'a':{'DataType':'String."
                        + text(n - 7)
                        + "','StringValue':'x'}}")),
        most(
            "digits of a number",
            38,
            "SendMessage",
            n -> send(",'MessageAttributes':{" + number("a", "1".repeat(n)) + "}")));
  }

  private static Stream<Quota> identifiers() {
    return Stream.of(
        most("characters of a group's id", 128, "SendMessage", n -> ordered(text(n), "group")),
        most("characters of a deduplication id", 128, "SendMessage", n -> ordered("g", text(n))),
        most(
            "characters of an attempt's id",
            128,
            "ReceiveMessage",
            n -> queue("order.fifo") + ",'ReceiveRequestAttemptId':'" + text(n) + "'}"),
        most("seconds of a delay", 900, "SendMessage", n -> send(",'DelaySeconds':" + n)),
        least("seconds of a delay, at least", 0, "SendMessage", n -> send(",'DelaySeconds':" + n)));
  }

  private static Stream<Quota> receives() {
    return Stream.of(
        most(
            "messages of a receive",
            10,
            "ReceiveMessage",
            n -> receive(",'MaxNumberOfMessages':" + n)),
        least(
            "messages of a receive, at least",
            1,
            "ReceiveMessage",
            n -> receive(",'MaxNumberOfMessages':" + n)),
        most("seconds of a wait", 20, "ReceiveMessage", n -> receive(",'WaitTimeSeconds':" + n)),
        most(
            "seconds of a visibility timeout",
            43_200,
            "ReceiveMessage",
            n -> receive(",'VisibilityTimeout':" + n)),
        least(
            "seconds of a visibility timeout, at least",
            0,
            "ReceiveMessage",
            n -> receive(",'VisibilityTimeout':" + n)));
  }

  private static String number(String name, String value) {
    return "'" + name + "':{'DataType':'Number','StringValue':'" + value + "'}";
  }

  private static Quota attributeMost(String name, int limit) {
    return most(name, limit, "SetQueueAttributes", n -> set(name, n), INVALID_ATTRIBUTE);
  }

  private static Quota attributeLeast(String name, int limit) {
    return least(name, limit, "SetQueueAttributes", n -> set(name, n), INVALID_ATTRIBUTE);
  }

  private static Stream<Quota> queues() {
    return Stream.of(
        most("characters of a name", 80, "CreateQueue", n -> "{'QueueName':'" + text(n) + "'}"),
        least(
            "characters of a name, at least",
            1,
            "CreateQueue",
            n -> "{'QueueName':'" + text(n) + "'}"),
        most(
            "tags",
            50,
            "TagQueue",
            n -> queue("tagged") + ",'Tags':{" + several(n, i -> "'t" + i + "':'v'") + "}}"),
        most(
            "characters of a tag's key",
            128,
            "TagQueue",
            n -> queue("plain") + ",'Tags':{'" + text(n) + "':'v'}}"),
        most(
            "characters of a tag's value",
            256,
            "TagQueue",
            n -> queue("plain") + ",'Tags':{'k':'" + text(n) + "'}}"));
  }

  private static Stream<Quota> settings() {
    return Stream.of(
        attributeMost("VisibilityTimeout", 43_200),
        attributeLeast("VisibilityTimeout", 0),
        attributeMost("MaximumMessageSize", MEBIBYTE),
        attributeLeast("MaximumMessageSize", 1_024),
        attributeMost("MessageRetentionPeriod", 1_209_600),
        attributeLeast("MessageRetentionPeriod", 60),
        attributeMost("DelaySeconds", 900),
        attributeLeast("DelaySeconds", 0),
        attributeMost("ReceiveMessageWaitTimeSeconds", 20),
        attributeLeast("ReceiveMessageWaitTimeSeconds", 0),
        attributeMost("KmsDataKeyReusePeriodSeconds", 86_400),
        attributeLeast("KmsDataKeyReusePeriodSeconds", 60));
  }

  private static Stream<Quota> redrives() {
    return Stream.of(
        most(
            "receives before a dead letter",
            1_000,
            "SetQueueAttributes",
            n -> set("RedrivePolicy", redrive(n))),
        least(
            "receives before a dead letter, at least",
            1,
            "SetQueueAttributes",
            n -> set("RedrivePolicy", redrive(n))),
        most(
            "sources of dead letters",
            10,
            "SetQueueAttributes",
            n ->
                set(
                    "RedriveAllowPolicy",
                    "{\\'redrivePermission\\':\\'byQueue\\',\\'sourceQueueArns\\':["
                        + several(n, i -> "\\'" + ARN + "s" + i + "\\'")
                        + "]}"),
            INVALID_ATTRIBUTE),
        most(
            "messages moved in a second",
            500,
            "StartMessageMoveTask",
            n -> "{'SourceArn':'" + ARN + "dead','MaxNumberOfMessagesPerSecond':" + n + "}"));
  }

  private static Stream<Quota> pages() {
    return Stream.of(
        most("queues of a page", 1_000, "ListQueues", n -> "{'MaxResults':" + n + "}"),
        least("queues of a page, at least", 1, "ListQueues", n -> "{'MaxResults':" + n + "}"),
        most(
            "source queues of a page",
            1_000,
            "ListDeadLetterSourceQueues",
            n -> queue("dead") + ",'MaxResults':" + n + "}"),
        most(
            "move tasks that are listed",
            10,
            "ListMessageMoveTasks",
            n -> "{'SourceArn':'" + ARN + "dead','MaxResults':" + n + "}"));
  }

  private static String policyOf(int bytes) {
    String statement = statement("s", ANYONE, "");
    String shortest = policy(statement).replace("\\'", "'");
    int spare = bytes - (shortest.indexOf("]}'}}") + 2 - shortest.indexOf("{'Version'"));
    return policy(statement + " ".repeat(spare));
  }

  private static Stream<Quota> policies() {
    return Stream.of(
        most(
            "bytes of a policy",
            8_192,
            "SetQueueAttributes",
            SqsLimitsConformanceTest::policyOf,
            INVALID_ATTRIBUTE),
        most(
            "statements of a policy",
            20,
            "SetQueueAttributes",
            n -> policy(several(n, i -> statement("s" + i, ANYONE, ""))),
            INVALID_ATTRIBUTE),
        most(
            "principals of a policy",
            50,
            "SetQueueAttributes",
            n ->
                policy(statement("s", several(n, i -> "\\'" + (111_122_223_000L + i) + "\\'"), "")),
            INVALID_ATTRIBUTE),
        most(
            "conditions of a policy",
            10,
            "SetQueueAttributes",
            n ->
                policy(
                    statement(
                        "s",
                        ANYONE,
                        ",\\'Condition\\':{\\'StringEquals\\':{"
                            + several(n, i -> "\\'aws:RequestTag/t" + i + "\\':\\'v\\'")
                            + "}}")),
            INVALID_ATTRIBUTE),
        most(
            "characters of a permission's label",
            80,
            "AddPermission",
            n ->
                queue("batches")
                    + ",'Label':'"
                    + text(n)
                    + "','AWSAccountIds':['111122223333'],'Actions':['SendMessage']}"),
        most(
            "actions of a permission",
            7,
            "AddPermission",
            n ->
                queue("received")
                    + ",'Label':'l','AWSAccountIds':['111122223333'],'Actions':["
                    + several(n, i -> "'" + ACTIONS.get(i) + "'")
                    + "]}",
            "OverLimit"));
  }

  private static final List<String> ACTIONS =
      ("SendMessage ReceiveMessage DeleteMessage ChangeMessageVisibility GetQueueAttributes"
              + " GetQueueUrl ListDeadLetterSourceQueues PurgeQueue *")
          .transform(names -> List.of(names.split(" ")));

  private static Stream<Quota> quotas() {
    return Stream.of(
            messages(),
            attributes(),
            identifiers(),
            receives(),
            queues(),
            settings(),
            redrives(),
            pages(),
            policies())
        .flatMap(each -> each);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("quotas")
  void holdsAtTheLimitAndNotBeyond(Quota quota) {
    HttpResponse<String> beyond = call(quota.operation, quota.json.apply(quota.bad));
    assertThat(beyond.statusCode()).as(shown(beyond)).isBetween(400, 403);
    assertThat(beyond.body()).contains("#" + quota.error + "\"");
    assertThat(beyond.headers().firstValue("x-amzn-query-error").orElse(""))
        .endsWith(quota.error.replace("Exception", "") + ";Sender");

    HttpResponse<String> at = call(quota.operation, quota.json.apply(quota.good));
    assertThat(at.statusCode()).as(shown(at)).isEqualTo(200);
    assertThat(at.body()).doesNotContain("\"Failed\":[{");
  }

  /// The control: a limit that is one further or one nearer is found out.
  @Test
  void aServerWithOtherLimitsIsFoundOut() {
    for (int further : new int[] {1, -1}) {
      restart();
      quotas()
          .forEach(
              quota ->
                  assertThatThrownBy(() -> holdsAtTheLimitAndNotBeyond(quota.moved(further)))
                      .as("%s, %d further", quota, further)
                      .isInstanceOf(AssertionError.class));
    }
    restart();
  }

  private static void restart() {
    stop();
    start();
  }

  private static String shown(HttpResponse<String> response) {
    return response.body().substring(0, Math.min(300, response.body().length()));
  }
}
