package dev.junction.wire.server;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A client that sends any bytes at all and reads HTTP/1.1 responses.
final class RawClient implements Closeable {

  private final Socket socket;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
  }

  /// Sends lines, joined by line ends but not ended by one.
  RawClient send(String... lines) throws IOException {
    return send(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /// The next response's status line and headers.
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /// The next response's status; its body, which must have a declared length, is read too.
  int status() throws IOException {
    return response().status();
  }

  Response response() throws IOException {
    String head = head();
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
    int length =
        at < 0 ? 0 : Integer.parseInt(head.substring(at + 15, head.indexOf("\r\n", at)).strip());
    byte[] body = socket.getInputStream().readNBytes(length);
    return new Response(head, new String(body, StandardCharsets.UTF_8));
  }

  /// Everything up to the end of the connection, which the server must bring about.
  String rest() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    socket.getInputStream().transferTo(rest);
    return rest.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// @param head the status line and the headers
  /// @param body the body
  record Response(String head, String body) {

    int status() {
      return Integer.parseInt(head.substring(9, 12));
    }
  }
}
