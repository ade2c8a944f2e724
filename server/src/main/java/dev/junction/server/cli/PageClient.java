package dev.junction.server.cli;

import dev.junction.server.json.Json;
import dev.junction.server.json.MalformedJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The pages of a running Junction as commands use them.
///
/// Requests are signed when the environment holds an access key, which strict mode asks for.
/// Errors: [Refusal].
public final class PageClient {

  /// Where a Junction is looked for when nothing is said.
  public static final String DEFAULT_ENDPOINT = "http://127.0.0.1:4566";

  private static final int CONNECT_MILLIS_MAX = 5_000;
  private static final int ANSWER_MILLIS_MAX = 30_000;

  private final URI endpoint;
  private final @Nullable RequestSignature signature;

  private PageClient(URI endpoint, @Nullable RequestSignature signature) {
    this.endpoint = endpoint;
    this.signature = signature;
  }

  /// A client of the Junction at this address.
  ///
  /// @param environment where an access key is looked for
  public static PageClient at(String endpoint, Map<String, String> environment) {
    String trimmed =
        endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
    try {
      URI uri = URI.create(trimmed);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return new PageClient(uri, RequestSignature.of(environment));
      }
    } catch (IllegalArgumentException _) {
      // The same sentence as for other addresses that are none.
    }
    throw new Refusal(
        endpoint + " is no address of a Junction: give one as in " + DEFAULT_ENDPOINT + ".");
  }

  /// The region that is said, or else that of the environment, as clients of services take it: a
  /// variable without a value names none.
  static @Nullable String region(@Nullable String said, Map<String, String> environment) {
    if (said != null) {
      return said;
    }
    return Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse(null);
  }

  URI endpoint() {
    return endpoint;
  }

  /// The JSON text of a page.
  public String get(String path) {
    return send("GET", path, new byte[0]);
  }

  /// Posts JSON to a page and answers its JSON text.
  public String post(String path, byte[] json) {
    return send("POST", path, json);
  }

  /// Reads a page line by line for as long as it goes on.
  void lines(String path, Predicate<String> line) {
    URI uri = URI.create(endpoint + path);
    try {
      HttpURLConnection connection = open("GET", uri, new byte[0]);
      if (connection.getResponseCode() != 200) {
        var _ = text(connection);
        return;
      }
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
        String next = in.readLine();
        while (next != null && line.test(next)) {
          next = in.readLine();
        }
      }
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private HttpURLConnection open(String method, URI uri, byte[] body) throws IOException {
    // For one request this starts faster than the newer client, which sets up TLS in any case.
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setConnectTimeout(CONNECT_MILLIS_MAX);
    connection.setReadTimeout(ANSWER_MILLIS_MAX);
    connection.setInstanceFollowRedirects(false);
    if (signature != null) {
      signature
          .headers(method, uri, uri.getRawAuthority(), body, Instant.now())
          .forEach(connection::setRequestProperty);
    }
    return connection;
  }

  private Refusal unreachable(IOException e) {
    return new Refusal(
        "no Junction answers at "
            + endpoint
            + " ("
            + Objects.requireNonNullElse(e.getMessage(), "connection refused")
            + "). Start it with ./junction start, or say where it is with --endpoint.");
  }

  private String send(String method, String path, byte[] body) {
    URI uri = URI.create(endpoint + path);
    try {
      HttpURLConnection connection = open(method, uri, body);
      if (body.length > 0) {
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        // A body that is streamed is sent once: the clock must not be advanced twice.
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
      }
      return text(connection);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private String text(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    String body = "";
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      if (in != null) {
        body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    if (status == 200) {
      return body;
    }
    String message = message(body);
    if (message == null) {
      throw new Refusal(endpoint + " answered " + status + ", which is no answer of a Junction.");
    }
    boolean needsKey = status == 403 && signature == null && isAboutKey(message);
    throw new Refusal(
        needsKey
            ? "this Junction checks signatures: put a key of its credentials file into"
                + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
            : message);
  }

  private static boolean isAboutKey(String message) {
    return message.contains("Authentication Token");
  }

  private static @Nullable String message(String body) {
    try {
      Object message = Json.readObject(body.getBytes(StandardCharsets.UTF_8)).get("message");
      return message instanceof String text ? text : null;
    } catch (MalformedJson _) {
      return null;
    }
  }
}
