package dev.junction.testing;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/// One kept-alive connection to a server on this machine, one request at a time.
///
/// Errors: an [IOException] means that nothing is known about the request. Threads: one.
public final class HttpConnection implements AutoCloseable {

  /// An answer with its body.
  public record Text(int status, String body) {}

  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket = new Socket();
  private byte[] buffer = new byte[64 << 10];

  public HttpConnection(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// Sends a whole request and waits for its answer.
  public Text exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int count = 0;
    while (true) {
      if (count == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
      int some = socket.getInputStream().read(buffer, count, buffer.length - count);
      if (some < 0) {
        throw new EOFException("The server closed the connection before it answered");
      }
      count += some;
      HttpAnswer answer = HttpAnswer.in(buffer, count);
      if (answer != null) {
        return new Text(answer.status(), answer.body(buffer));
      }
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no use any more, whatever went wrong.
    }
  }
}
