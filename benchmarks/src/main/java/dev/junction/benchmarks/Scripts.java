package dev.junction.benchmarks;

import dev.junction.testing.HttpAnswer;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the connections of the workloads ask for.
final class Scripts {

  /// The body of every message: 1 KiB of plain text.
  static final String BODY = "0123456789abcdef".repeat(64);

  private Scripts() {}

  /// Asks again and again.
  static class Repeat implements LoadLoop.Script {
    private final Supplier<byte @Nullable []> request;

    Repeat(Supplier<byte @Nullable []> request) {
      this.request = request;
    }

    @Override
    public byte @Nullable [] next() {
      return request.get();
    }

    @Override
    public void answered(HttpAnswer answer, byte[] bytes) throws IOException {
      check(answer, bytes);
    }
  }

  static void check(HttpAnswer answer, byte[] bytes) throws IOException {
    if (answer.status() != 200) {
      throw new IOException(answer.status() + " " + answer.body(bytes));
    }
  }

  /// One script for each connection.
  static List<LoadLoop.Script> times(int connections, Supplier<LoadLoop.Script> script) {
    List<LoadLoop.Script> scripts = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      scripts.add(script.get());
    }
    return scripts;
  }

  static LoadLoop.Script send(SqsRequests requests, String queue) {
    String json = requests.onQueue(queue) + ",\"MessageBody\":\"" + BODY + "\"}";
    return new Repeat(() -> requests.operation("SendMessage", json));
  }

  static LoadLoop.Script sendFifo(
      SqsRequests requests, String queue, int groups, AtomicLong numbers) {
    String start = requests.onQueue(queue) + ",\"MessageBody\":\"" + BODY;
    return new Repeat(
        () -> {
          long number = numbers.incrementAndGet();
          return requests.operation(
              "SendMessage",
              start
                  + "\",\"MessageGroupId\":\"g"
                  + number % groups
                  + "\",\"MessageDeduplicationId\":\"d"
                  + number
                  + "\"}");
        });
  }

  static String batchJson(SqsRequests requests, String queue) {
    StringBuilder json = new StringBuilder(requests.onQueue(queue)).append(",\"Entries\":[");
    for (int i = 0; i < 10; i++) {
      json.append(i == 0 ? "" : ",").append("{\"Id\":\"").append(i);
      json.append("\",\"MessageBody\":\"").append(BODY).append("\"}");
    }
    return json.append("]}").toString();
  }

  static LoadLoop.Script sendBatch(SqsRequests requests, String queue) {
    String json = batchJson(requests, queue);
    return new Repeat(() -> requests.operation("SendMessageBatch", json));
  }

  /// Sends batches of ten until so many messages are sent in all.
  static LoadLoop.Script fill(SqsRequests requests, String queue, AtomicLong left) {
    String json = batchJson(requests, queue);
    return new Repeat(
        () -> left.getAndAdd(-10) > 0 ? requests.operation("SendMessageBatch", json) : null);
  }

  /// Waits for messages, again and again.
  static LoadLoop.Script poll(SqsRequests requests, String queue) {
    String json = requests.onQueue(queue) + ",\"WaitTimeSeconds\":20}";
    return new Repeat(() -> requests.operation("ReceiveMessage", json));
  }

  /// Receives ten and deletes them with one call, until a receive comes back empty.
  static final class Drain implements LoadLoop.Script {
    private final SqsRequests requests;
    private final String queue;
    private final AtomicLong drained;
    private List<String> handles = List.of();
    private boolean empty;

    Drain(SqsRequests requests, String queue, AtomicLong drained) {
      this.requests = requests;
      this.queue = queue;
      this.drained = drained;
    }

    @Override
    public byte @Nullable [] next() {
      if (!handles.isEmpty()) {
        return requests.operation("DeleteMessageBatch", deletes());
      }
      if (empty) {
        empty = false;
        return null;
      }
      return requests.operation(
          "ReceiveMessage", requests.onQueue(queue) + ",\"MaxNumberOfMessages\":10}");
    }

    private String deletes() {
      StringBuilder json = new StringBuilder(requests.onQueue(queue)).append(",\"Entries\":[");
      for (int i = 0; i < handles.size(); i++) {
        json.append(i == 0 ? "" : ",").append("{\"Id\":\"").append(i);
        json.append("\",\"ReceiptHandle\":\"").append(handles.get(i)).append("\"}");
      }
      return json.append("]}").toString();
    }

    @Override
    public void answered(HttpAnswer answer, byte[] bytes) throws IOException {
      check(answer, bytes);
      if (handles.isEmpty()) {
        handles = SqsRequests.texts(answer.body(bytes), "ReceiptHandle");
        empty = handles.isEmpty();
      } else {
        drained.addAndGet(handles.size());
        handles = List.of();
      }
    }
  }
}
