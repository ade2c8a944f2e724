package dev.junction.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a young server is asked for in training: some thousand requests of the kinds that later
/// come most, from callers side by side. So the JDK's cache knows which branches of the code are
/// taken, and later servers compile it well from the beginning.
///
/// Errors: an answer other than 200 ends the training.
final class TrainingLoad {

  private static final int LANES = 16;
  private static final int ENTRIES = 10;
  private static final String BODY = "0123456789abcdef".repeat(64);
  private static final String LETS_ALL_IN =
      "{\\'Statement\\':[{\\'Effect\\':\\'Allow\\',\\'Principal\\':\\'*\\',"
          + "\\'Action\\':\\'sqs:SendMessage\\',\\'Resource\\':\\'*\\'}]}";
  private static final Duration UNTIL_DUE = Duration.ofHours(1);
  private static final String CREDENTIAL =
      "Credential=000000000000/20260101/us-east-1/scheduler/aws4_request,"
          + " SignedHeaders=host, Signature=00";
  private static final Pattern HANDLE = Pattern.compile("\"ReceiptHandle\":\"([^\"]+)\"");

  private final HttpClient client;
  private final URI endpoint;

  /// When the schedules are due, all at once.
  private final Instant due = Instant.now().plus(UNTIL_DUE).truncatedTo(ChronoUnit.SECONDS);

  private TrainingLoad(HttpClient client, URI endpoint) {
    this.client = client;
    this.endpoint = endpoint;
  }

  /// Makes the queues, a topic and a rule, asks so many rounds for each caller, lets the schedules
  /// of all rounds come due, and looks at pages; the server at the endpoint looks at no signature,
  /// and its clock can be moved.
  static void run(URI endpoint, int rounds) throws IOException {
    // As the SDKs do it: they speak HTTP/1.1 where there is no TLS.
    HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    try (HttpClient client = builder.build()) {
      TrainingLoad load = new TrainingLoad(client, endpoint);
      load.setUp();
      CompletableFuture<?>[] lanes =
          IntStream.range(0, LANES)
              .mapToObj(lane -> load.lane(lane, rounds))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(lanes).join();
      load.moveClock().thenCompose(_ -> load.drainAll("far")).join();
      load.page("/_junction/health").join();
      load.page("/_junction/metrics").join();
    } catch (CompletionException failure) {
      throw new IOException("The training failed", failure.getCause());
    }
  }

  private void setUp() {
    queues("CreateQueue", "{'QueueName':'train'}").join();
    queues("CreateQueue", "{'QueueName':'far','Attributes':{'Policy':'" + LETS_ALL_IN + "'}}")
        .join();
    queues("CreateQueue", "{'QueueName':'train.fifo','Attributes':{'FifoQueue':'true'}}").join();
    topics("Action=CreateTopic&Name=train").join();
    topics("Action=Subscribe&Protocol=sqs&TopicArn=" + topic() + "&Endpoint=" + farQueue()).join();
    events("PutRule", "{'Name':'train','EventPattern':'{\\'source\\':[\\'train\\']}'}").join();
    events("PutTargets", "{'Rule':'train','Targets':[{'Id':'far','Arn':'" + farQueue() + "'}]}")
        .join();
  }

  private CompletableFuture<?> lane(int lane, int rounds) {
    CompletableFuture<?> done = CompletableFuture.completedFuture("");
    for (int round = 0; round < rounds; round++) {
      String id = lane + "-" + round;
      done = done.thenCompose(_ -> round(id));
    }
    return done;
  }

  private CompletableFuture<?> round(String id) {
    CompletableFuture<?> sent = CompletableFuture.completedFuture("");
    for (int i = 0; i < ENTRIES; i++) {
      sent = sent.thenCompose(_ -> send("train", ""));
    }
    String group =
        ",'MessageGroupId':'g%s','MessageDeduplicationId':'%s'".formatted(id.substring(0, 1), id);
    return sent.thenCompose(_ -> sendBatch())
        .thenCompose(_ -> send("train.fifo", group))
        .thenCompose(_ -> topics("Action=Publish&Message=hello&TopicArn=" + topic()))
        .thenCompose(_ -> events("PutEvents", "{'Entries':[" + event(id) + "]}"))
        .thenCompose(_ -> schedule(id))
        .thenCompose(_ -> drain("train"))
        .thenCompose(_ -> drain("train"))
        .thenCompose(_ -> drain("train.fifo"))
        .thenCompose(_ -> drain("far"));
  }

  private CompletableFuture<String> send(String queue, String more) {
    return queues("SendMessage", onQueue(queue) + ",'MessageBody':'" + BODY + "'" + more + "}");
  }

  private CompletableFuture<String> sendBatch() {
    Stream<String> entries =
        IntStream.range(0, ENTRIES)
            .mapToObj(i -> "{'Id':'%d','MessageBody':'%s'}".formatted(i, BODY));
    return queues("SendMessageBatch", onQueue("train") + entries(entries));
  }

  private CompletableFuture<Boolean> drain(String queue) {
    return drain(queue, "");
  }

  /// Takes messages and deletes them.
  ///
  /// @return whether there were some
  private CompletableFuture<Boolean> drain(String queue, String more) {
    return queues("ReceiveMessage", onQueue(queue) + ",'MaxNumberOfMessages':10" + more + "}")
        .thenCompose(
            answer -> {
              List<String> handles =
                  HANDLE.matcher(answer).results().map((MatchResult it) -> it.group(1)).toList();
              return handles.isEmpty()
                  ? CompletableFuture.completedFuture(false)
                  : delete(queue, handles).thenApply(_ -> true);
            });
  }

  /// Takes messages until there are no more.
  private CompletableFuture<Boolean> drainAll(String queue) {
    return drain(queue, ",'WaitTimeSeconds':1")
        .thenCompose(more -> more ? drainAll(queue) : CompletableFuture.completedFuture(false));
  }

  private CompletableFuture<String> schedule(String id) {
    String body =
        "{'ScheduleExpression':'at("
            + due.toString().replace("Z", "")
            + ")','FlexibleTimeWindow':{'Mode':'OFF'},'ActionAfterCompletion':'DELETE',"
            + "'Target':{'Arn':'"
            + farQueue()
            + "','RoleArn':'arn:aws:iam::000000000000:role/train'}}";
    return send(
        HttpRequest.newBuilder(URI.create(endpoint + "/schedules/train-" + id))
            .header("Content-Type", "application/json")
            .header("Authorization", "AWS4-HMAC-SHA256 " + CREDENTIAL)
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build());
  }

  private CompletableFuture<String> moveClock() {
    String body = "{\"action\":\"advance\",\"by\":\"" + UNTIL_DUE.toMinutes() + "m\"}";
    return send(
        HttpRequest.newBuilder(URI.create(endpoint + "/_junction/clock"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private CompletableFuture<String> delete(String queue, List<String> handles) {
    Stream<String> entries =
        IntStream.range(0, handles.size())
            .mapToObj(i -> "{'Id':'%d','ReceiptHandle':'%s'}".formatted(i, handles.get(i)));
    return queues("DeleteMessageBatch", onQueue(queue) + entries(entries));
  }

  private static String event(String id) {
    return "{'Source':'train','DetailType':'round','Detail':'{\\'id\\':\\'" + id + "\\'}'}";
  }

  private static String entries(Stream<String> entries) {
    return entries.collect(Collectors.joining(",", ",'Entries':[", "]}"));
  }

  private String onQueue(String queue) {
    return "{'QueueUrl':'" + endpoint + "/000000000000/" + queue + "'";
  }

  private static String topic() {
    return "arn:aws:sns:us-east-1:000000000000:train";
  }

  private static String farQueue() {
    return "arn:aws:sqs:us-east-1:000000000000:far";
  }

  private CompletableFuture<String> queues(String operation, String body) {
    return post("application/x-amz-json-1.0", "AmazonSQS." + operation, body.replace('\'', '"'));
  }

  private CompletableFuture<String> events(String operation, String body) {
    return post("application/x-amz-json-1.1", "AWSEvents." + operation, body.replace('\'', '"'));
  }

  private CompletableFuture<String> topics(String body) {
    return post("application/x-www-form-urlencoded", "", body + "&Version=2010-03-31");
  }

  private CompletableFuture<String> post(String type, String target, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!target.isEmpty()) {
      request.header("X-Amz-Target", target);
    }
    return send(request.build());
  }

  private CompletableFuture<String> page(String path) {
    return send(HttpRequest.newBuilder(URI.create(endpoint + path)).build());
  }

  private CompletableFuture<String> send(HttpRequest request) {
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(TrainingLoad::required);
  }

  private static String required(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          "A training request was answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }
}
