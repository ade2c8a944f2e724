package dev.junction.resilience.load;

import dev.junction.testing.HttpConnection;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A client of one queue, which connects again when its connection broke and never repeats a
/// request by itself.
///
/// Errors: an [IOException] means that nothing is known about the request, also when it is a
/// [Refused]. Threads: one.
public final class QueueClient implements AutoCloseable {

  /// A message that was received.
  ///
  /// @param count which receive of the message it was
  public record Received(String body, String id, String handle, int count) {}

  /// The server answered that it did not do what was asked.
  public static final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    public int status() {
      return status;
    }

    /// Whether asking again is of no use, as with a queue that does not exist.
    public boolean isFinal() {
      return status < 500;
    }
  }

  private static final List<String> COUNTS =
      List.of(
          "ApproximateNumberOfMessages",
          "ApproximateNumberOfMessagesNotVisible",
          "ApproximateNumberOfMessagesDelayed");
  private static final Pattern URL = Pattern.compile("\"http[^\"]+/([^\"/]+)\"");
  private static final long PAUSE_NANOS = 5_000_000;

  private final int port;
  private final SqsRequests requests;
  private final String queue;
  private @Nullable HttpConnection connection;

  public QueueClient(int port, String queue) {
    this.port = port;
    this.requests = SqsRequests.unsigned(port);
    this.queue = queue;
  }

  public void create() throws IOException {
    create(queue.endsWith(".fifo") ? "\"FifoQueue\":\"true\"" : "");
  }

  /// Creates the queue.
  ///
  /// @param attributes its attributes, as members of a JSON object
  public void create(String attributes) throws IOException {
    call("CreateQueue", "{\"QueueName\":\"" + queue + "\",\"Attributes\":{" + attributes + "}}");
  }

  /// How many messages it has, in flight or not.
  public long count() throws IOException {
    String answer =
        call("GetQueueAttributes", requests.onQueue(queue) + ",\"AttributeNames\":[\"All\"]}");
    long count = 0;
    for (String field : COUNTS) {
      for (String number : SqsRequests.texts(answer, field)) {
        count += Long.parseLong(number);
      }
    }
    return count;
  }

  /// Gives the queue a policy that lets a service in, such as `sns`.
  public void letIn(String service) throws IOException {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{"
            + "\"Service\":\""
            + service
            + ".amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}";
    call(
        "SetQueueAttributes",
        requests.onQueue(queue)
            + ",\"Attributes\":{\"Policy\":\""
            + policy.replace("\"", "\\\"")
            + "\"}}");
  }

  public void send(String body) throws IOException {
    call("SendMessage", requests.onQueue(queue) + ",\"MessageBody\":\"" + body + "\"}");
  }

  /// Sends with the header of a trace.
  public void sendInTrace(String body, String header) throws IOException {
    call(
        "SendMessage",
        requests.onQueue(queue)
            + ",\"MessageBody\":\""
            + body
            + "\",\"MessageSystemAttributes\":{\"AWSTraceHeader\":{\"DataType\":\"String\","
            + "\"StringValue\":\""
            + header
            + "\"}}}");
  }

  /// The names of all queues that there are, the first thousand at most.
  public List<String> names() throws IOException {
    return URL.matcher(call("ListQueues", "{}")).results().map(url -> url.group(1)).toList();
  }

  /// Deletes the queue.
  public void remove() throws IOException {
    call("DeleteQueue", requests.onQueue(queue) + '}');
  }

  public void send(String body, String group) throws IOException {
    call(
        "SendMessage",
        requests.onQueue(queue)
            + ",\"MessageBody\":\""
            + body
            + "\",\"MessageGroupId\":\""
            + group
            + "\",\"MessageDeduplicationId\":\""
            + body
            + "\"}");
  }

  /// Sends under the body as deduplication id until there is an answer.
  ///
  /// @return when the request was sent that was answered; nothing when it was not taken
  public OptionalLong sendUntilAnswered(String body, String group, Duration longest) {
    long giveUp = System.nanoTime() + longest.toNanos();
    while (System.nanoTime() < giveUp) {
      long asked = System.nanoTime();
      try {
        send(body, group);
        return OptionalLong.of(asked);
      } catch (Refused refused) {
        if (refused.isFinal()) {
          return OptionalLong.empty();
        }
      } catch (IOException _) {
        // The server is away: whether it took the message is what the repetition finds out.
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return OptionalLong.empty();
  }

  /// Sends several; answers the places of those that were taken.
  public List<Integer> sendBatch(List<String> bodies) throws IOException {
    StringBuilder entries = new StringBuilder(requests.onQueue(queue)).append(",\"Entries\":[");
    for (int i = 0; i < bodies.size(); i++) {
      entries.append(i == 0 ? "" : ",");
      entries.append("{\"Id\":\"").append(i).append("\",\"MessageBody\":\"");
      entries.append(bodies.get(i)).append("\"}");
    }
    return places(call("SendMessageBatch", entries.append("]}").toString()));
  }

  public List<Received> receive(int visibilitySeconds) throws IOException {
    return receive(",\"VisibilityTimeout\":" + visibilitySeconds);
  }

  /// Waits for messages for so long.
  public List<Received> await(Duration time) throws IOException {
    return receive(",\"WaitTimeSeconds\":" + time.toSeconds());
  }

  private List<Received> receive(String more) throws IOException {
    String answer =
        call(
            "ReceiveMessage",
            requests.onQueue(queue)
                + ",\"AttributeNames\":[\"ApproximateReceiveCount\"]"
                + ",\"MaxNumberOfMessages\":10"
                + more
                + "}");
    List<String> bodies = SqsRequests.texts(answer, "Body");
    List<String> ids = SqsRequests.texts(answer, "MessageId");
    List<String> handles = SqsRequests.texts(answer, "ReceiptHandle");
    List<String> counts = SqsRequests.texts(answer, "ApproximateReceiveCount");
    List<Received> received = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      received.add(
          new Received(bodies.get(i), ids.get(i), handles.get(i), Integer.parseInt(counts.get(i))));
    }
    return received;
  }

  public void delete(String handle) throws IOException {
    call("DeleteMessage", requests.onQueue(queue) + ",\"ReceiptHandle\":\"" + handle + "\"}");
  }

  /// Deletes several; answers the places of those that were deleted.
  public List<Integer> deleteBatch(List<Received> messages) throws IOException {
    StringBuilder entries = new StringBuilder(requests.onQueue(queue)).append(",\"Entries\":[");
    for (int i = 0; i < messages.size(); i++) {
      entries.append(i == 0 ? "" : ",");
      entries.append("{\"Id\":\"").append(i).append("\",\"ReceiptHandle\":\"");
      entries.append(messages.get(i).handle()).append("\"}");
    }
    return places(call("DeleteMessageBatch", entries.append("]}").toString()));
  }

  private static List<Integer> places(String answer) {
    int failed = answer.indexOf("\"Failed\":[{");
    int successful = answer.indexOf("\"Successful\"");
    if (failed < 0) {
      return ids(answer);
    }
    return ids(successful < failed ? answer.substring(0, failed) : answer.substring(successful));
  }

  private static List<Integer> ids(String json) {
    return SqsRequests.texts(json, "Id").stream().map(Integer::valueOf).toList();
  }

  private String call(String operation, String json) throws IOException {
    byte[] request = requests.operation(operation, json);
    HttpConnection.Text answer;
    try {
      if (connection == null) {
        connection = new HttpConnection(port);
      }
      answer = connection.exchange(request);
    } catch (IOException e) {
      close();
      throw e;
    }
    if (answer.status() != 200) {
      throw new Refused(answer.status(), operation + ": " + answer.status() + " " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
