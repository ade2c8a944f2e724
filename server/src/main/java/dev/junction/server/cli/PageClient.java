package dev.junction.server.cli;

import dev.junction.server.json.Json;
import dev.junction.server.json.MalformedJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The pages of a running Junction as commands use them.
///
/// Requests are signed when the environment holds an access key, which strict mode asks for.
/// Errors: [Refusal].
public final class PageClient implements AutoCloseable {

  /// Where a Junction is looked for when nothing is said.
  public static final String DEFAULT_ENDPOINT = "http://127.0.0.1:4566";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
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

  private String send(String method, String path, byte[] body) {
    URI uri = URI.create(endpoint + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (body.length > 0) {
      request.header("Content-Type", "application/json");
    }
    if (signature != null) {
      signature
          .headers(method, uri, uri.getRawAuthority(), body, Instant.now())
          .forEach(request::header);
    }
    try {
      return text(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new Refusal(
          "no Junction answers at "
              + endpoint
              + " ("
              + Objects.requireNonNullElse(e.getMessage(), "connection refused")
              + "). Start it with ./junction start, or say where it is with --endpoint.");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Refusal("interrupted while waiting for " + uri);
    }
  }

  private String text(HttpResponse<String> response) {
    if (response.statusCode() == 200) {
      return response.body();
    }
    String message = message(response.body());
    if (message == null) {
      throw new Refusal(
          endpoint + " answered " + response.statusCode() + ", which is no answer of a Junction.");
    }
    boolean needsKey = response.statusCode() == 403 && signature == null && isAboutKey(message);
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

  @Override
  public void close() {
    http.close();
  }
}
