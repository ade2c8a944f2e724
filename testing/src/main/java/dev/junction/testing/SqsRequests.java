package dev.junction.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Builds whole HTTP requests of SQS's JSON protocol, signed or not, and reads fields of answers.
///
/// Threads: one.
public final class SqsRequests {

  private final String host;
  private final @Nullable RequestSigner signer;
  private final String account;

  /// @param signer null for requests without a signature
  public SqsRequests(int port, @Nullable RequestSigner signer, String account) {
    this.host = "127.0.0.1:" + port;
    this.signer = signer;
    this.account = account;
  }

  /// Requests for a server in open mode.
  public static SqsRequests unsigned(int port) {
    return new SqsRequests(port, null, "000000000000");
  }

  /// One operation with its JSON.
  public byte[] operation(String name, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String target = "AmazonSQS." + name;
    String head =
        "POST / HTTP/1.1\r\nHost: "
            + host
            + "\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: "
            + target
            + "\r\n"
            + (signer == null ? "" : signer.headers(host, target, body))
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] request = new byte[head.length() + body.length];
    byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(headBytes, 0, request, 0, headBytes.length);
    System.arraycopy(body, 0, request, headBytes.length, body.length);
    return request;
  }

  /// The beginning of an operation's JSON that names a queue; the caller adds a comma or a brace.
  public String onQueue(String queue) {
    return "{\"QueueUrl\":\"http://" + host + "/" + account + "/" + queue + "\"";
  }

  /// The request for a page of the server itself.
  public static byte[] page(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The values of every text field of that name, in order. Of escapes only those of quotation
  /// marks and backslashes are understood.
  public static List<String> texts(String json, String field) {
    List<String> found = new ArrayList<>();
    String start = "\"" + field + "\":\"";
    for (int at = json.indexOf(start); at >= 0; at = json.indexOf(start, at)) {
      int from = at + start.length();
      boolean hasEscapes = false;
      for (at = from; json.charAt(at) != '"'; at++) {
        if (json.charAt(at) == '\\') {
          hasEscapes = true;
          at++;
        }
      }
      String text = json.substring(from, at);
      found.add(hasEscapes ? text.replaceAll("\\\\(.)", "$1") : text);
    }
    return found;
  }
}
