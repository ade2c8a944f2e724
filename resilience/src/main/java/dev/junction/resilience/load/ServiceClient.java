package dev.junction.resilience.load;

import dev.junction.testing.HttpConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A client of services that speak JSON, which connects again when its connection broke and never
/// repeats a request by itself.
///
/// Errors: an [IOException] means that nothing is known about the request, also when it is a
/// [Refused]. Threads: one.
public final class ServiceClient implements AutoCloseable {

  /// The server answered that it did not do what was asked.
  public static final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /// The account that everybody has in open mode.
  public static final String ACCOUNT = "000000000000";

  private final int port;
  private @Nullable HttpConnection connection;

  public ServiceClient(int port) {
    this.port = port;
  }

  /// The ARN of something of that account.
  public static String arn(String service, String resource) {
    return "arn:aws:" + service + ":us-east-1:" + ACCOUNT + ":" + resource;
  }

  /// A text as a JSON string. It may hold quotation marks and backslashes, but no control
  /// characters.
  public static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /// Calls an operation of EventBridge; answers its JSON.
  public String events(String operation, String json) throws IOException {
    return call(
        "POST /",
        "Content-Type: application/x-amz-json-1.1\r\nX-Amz-Target: AWSEvents." + operation,
        "events",
        json);
  }

  /// Calls an operation of Scheduler; answers its JSON.
  ///
  /// @param what method and path, as in `DELETE /schedules/name`
  public String scheduler(String what, String json) throws IOException {
    return call(what, "Content-Type: application/json", "scheduler", json);
  }

  /// Calls an operation of Pipes; answers its JSON.
  ///
  /// @param what method and path, as in `DELETE /v1/pipes/name`
  public String pipes(String what, String json) throws IOException {
    return call(what, "Content-Type: application/json", "pipes", json);
  }

  private String call(String what, String headers, String service, String json) throws IOException {
    byte[] request =
        (what
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential="
                + ACCOUNT
                + "/20260101/us-east-1/"
                + service
                + "/aws4_request, SignedHeaders=host, Signature=00\r\n"
                + headers
                + "\r\nContent-Length: "
                + json.length()
                + "\r\n\r\n"
                + json)
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
      throw new Refused(what + " " + headers + ": " + answer.status() + " " + answer.body());
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
