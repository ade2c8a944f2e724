package dev.junction.conformance;

import dev.junction.server.Junction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// Requests as a program without any AWS library writes them.
record RawClient(Junction junction, HttpClient http) implements AutoCloseable {

  RawClient(Junction junction) {
    this(junction, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  HttpRequest.Builder to(String pathAndQuery) {
    return HttpRequest.newBuilder(URI.create(junction.endpoint() + pathAndQuery));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Posts a form of the query protocol.
  HttpResponse<String> form(String path, Map<String, String> parameters) {
    return send(to(path).header("Content-Type", FORM).POST(body(encoded(parameters))));
  }

  /// Posts a form that is signed for a service; nobody looks at the signature in open mode.
  HttpResponse<String> form(String signingName, String path, Map<String, String> parameters) {
    return send(
        to(path)
            .header("Content-Type", FORM)
            .header("Authorization", signedFor(signingName))
            .POST(body(encoded(parameters))));
  }

  /// Posts JSON to an operation of SQS.
  HttpResponse<String> json(String operation, String body) {
    return send(sqs(operation).POST(body(body)));
  }

  /// A call of SQS over JSON, with the same pretended signature.
  HttpRequest.Builder sqs(String operation) {
    return to("/")
        .header("Content-Type", "application/x-amz-json-1.0")
        .header("X-Amz-Target", "AmazonSQS." + operation)
        .header("Authorization", signedFor("sqs"));
  }

  static String signedFor(String signingName) {
    return "AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/"
        + signingName
        + "/aws4_request, SignedHeaders=host, Signature=none";
  }

  static byte[] zipped(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            parameter ->
                parameter.getKey()
                    + '='
                    + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static final String FORM = "application/x-www-form-urlencoded";

  private static HttpRequest.BodyPublisher body(String text) {
    return HttpRequest.BodyPublishers.ofString(text);
  }

  @Override
  public void close() {
    http.close();
  }
}
