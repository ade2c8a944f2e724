package dev.junction.resilience.flood;

import dev.junction.testing.HttpConnection;
import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A client that sends a message now and then and notes how long each takes. Threads: one.
final class Sends implements AutoCloseable {

  private static final long PAUSE_NANOS = 4_000_000;

  private final SqsRequests requests;
  private final HttpConnection connection;
  private final String queue;
  private final String padding;

  Sends(int port, String queue, int bodyBytes) throws IOException {
    this.requests = SqsRequests.unsigned(port);
    this.connection = new HttpConnection(port);
    this.queue = queue;
    this.padding = "x".repeat(bodyBytes);
    call("CreateQueue", "{\"QueueName\":\"" + queue + "\"}");
  }

  private void call(String operation, String json) throws IOException {
    HttpConnection.Text answer = connection.exchange(requests.operation(operation, json));
    if (answer.status() != 200) {
      throw new IOException(operation + ": " + answer.status() + " " + answer.body());
    }
  }

  void send() throws IOException {
    call("SendMessage", requests.onQueue(queue) + ",\"MessageBody\":\"" + padding + "\"}");
  }

  void sendBatch() throws IOException {
    StringBuilder json = new StringBuilder(requests.onQueue(queue)).append(",\"Entries\":[");
    for (int i = 0; i < 10; i++) {
      json.append(i == 0 ? "" : ",").append("{\"Id\":\"").append(i);
      json.append("\",\"MessageBody\":\"").append(padding).append("\"}");
    }
    call("SendMessageBatch", json.append("]}").toString());
  }

  /// Sends for so long, and answers the time that 99 of 100 sends needed at most.
  Duration p99(Duration time) throws IOException {
    List<Long> nanos = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      long began = System.nanoTime();
      send();
      nanos.add(System.nanoTime() - began);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    Collections.sort(nanos);
    return Duration.ofNanos(nanos.get(nanos.size() * 99 / 100));
  }

  @Override
  public void close() {
    connection.close();
  }
}
