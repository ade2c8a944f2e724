package dev.junction.resilience.flood;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Requests whose heads never end: a byte now and then, so that the connection is never idle.
/// Threads: one.
final class SlowRequests implements AutoCloseable {

  private static final byte[] BEGIN =
      "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII);
  private static final long PAUSE_NANOS = 200_000_000;
  private static final int CONNECT_MILLIS = 10_000;

  private final List<Socket> sockets = new ArrayList<>();
  private final long beganNanos = System.nanoTime();

  SlowRequests(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket();
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      socket.setSoTimeout(1);
      socket.getOutputStream().write(BEGIN);
      sockets.add(socket);
    }
  }

  /// Goes on sending bytes; answers how many the server has not ended within that time.
  int openAfter(Duration time) {
    List<Socket> open = new ArrayList<>(sockets);
    while (!open.isEmpty() && System.nanoTime() - beganNanos < time.toNanos()) {
      open.removeIf(SlowRequests::isEnded);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return open.size();
  }

  private static boolean isEnded(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return socket.getInputStream().read() >= 0 || isAtEnd(socket);
    } catch (java.net.SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private static boolean isAtEnd(Socket socket) throws IOException {
    return socket.getInputStream().read() < 0;
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
