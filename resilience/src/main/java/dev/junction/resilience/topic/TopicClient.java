package dev.junction.resilience.topic;

import dev.junction.testing.HttpConnection;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A client of topics, which connects again when its connection broke and never repeats a request
/// by itself.
///
/// Errors: an [IOException] means that nothing is known about the request, also when it is a
/// [Refused]. Threads: one.
public final class TopicClient implements AutoCloseable {

  /// The server answered that it did not do what was asked.
  public static final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    /// Whether asking again is of no use, as with a topic that does not exist.
    public boolean isFinal() {
      return status < 500;
    }
  }

  private static final String SCOPE = "000000000000/20260101/us-east-1/sns/aws4_request";

  private final int port;
  private @Nullable HttpConnection connection;

  public TopicClient(int port) {
    this.port = port;
  }

  /// The ARN of a queue or topic of the account that everybody has in open mode.
  public static String arn(String service, String name) {
    return "arn:aws:" + service + ":us-east-1:000000000000:" + name;
  }

  /// Calls an operation; answers its XML.
  public String call(String operation, Map<String, String> parameters) throws IOException {
    return call(operation, parameters, "");
  }

  /// The same with more headers.
  ///
  /// @param headers whole lines, each with its end
  public String call(String operation, Map<String, String> parameters, String headers)
      throws IOException {
    StringBuilder form = new StringBuilder("Version=2010-03-31&Action=").append(operation);
    new TreeMap<>(parameters)
        .forEach(
            (name, value) ->
                form.append('&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    byte[] request =
        ("POST / HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential="
                + SCOPE
                + ", SignedHeaders=host, Signature=00\r\n"
                + headers
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length()
                + "\r\n\r\n"
                + form)
            .getBytes(StandardCharsets.US_ASCII);
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
