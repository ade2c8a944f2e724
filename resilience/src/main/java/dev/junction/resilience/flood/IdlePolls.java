package dev.junction.resilience.flood;

import dev.junction.testing.SqsRequests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Long polls that wait for nothing, each on a connection of its own. Threads: one.
public final class IdlePolls implements AutoCloseable {

  private static final int QUEUES = 100;
  private static final int WAIT_SECONDS = 20;
  private static final int CONNECT_MILLIS = 10_000;
  private static final long WAKE_NANOS_MAX = 3_000_000_000L;

  private final int port;
  private final List<Socket> sockets = new ArrayList<>();

  public IdlePolls(int port) throws IOException {
    this.port = port;
    for (int i = 0; i < QUEUES; i++) {
      new Sends(port, "idle" + i, 1).close();
    }
  }

  /// Opens so many.
  public void open(int count) throws IOException {
    SqsRequests requests = SqsRequests.unsigned(port);
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket();
      sockets.add(socket);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      String json =
          requests.onQueue("idle" + i % QUEUES) + ",\"WaitTimeSeconds\":" + WAIT_SECONDS + "}";
      socket.getOutputStream().write(requests.operation("ReceiveMessage", json));
    }
  }

  /// How many have an answer.
  long answered() throws IOException {
    long answered = 0;
    for (Socket socket : sockets) {
      answered += socket.getInputStream().available() > 0 ? 1 : 0;
    }
    return answered;
  }

  /// Whether they really wait: a message to one of the queues wakes exactly one of them.
  boolean isOneWokenByAMessage() throws IOException {
    long before = answered();
    try (Sends sends = new Sends(port, "idle0", 1)) {
      sends.send();
    }
    long end = System.nanoTime() + WAKE_NANOS_MAX;
    while (answered() == before && System.nanoTime() < end) {
      LockSupport.parkNanos(10_000_000);
    }
    return answered() == before + 1;
  }

  @Override
  public void close() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException _) {
        // It is of no use any more.
      }
    }
  }
}
