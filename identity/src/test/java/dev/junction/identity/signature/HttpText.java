package dev.junction.identity.signature;

import dev.junction.kernel.Secret;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Requests written down as text, the way published examples show them.
public final class HttpText {

  private HttpText() {}

  /// Reads a request line, header lines, and after an empty line the body.
  public static HttpRequest parse(String text) {
    int headEnd = text.indexOf("\n\n");
    String head = headEnd < 0 ? text : text.substring(0, headEnd);
    String body = headEnd < 0 ? "" : text.substring(headEnd + 2);
    String[] lines = head.strip().split("\n");
    int methodEnd = lines[0].indexOf(' ');
    String target = lines[0].substring(methodEnd + 1, lines[0].lastIndexOf(' '));
    int questionMark = target.indexOf('?');
    HttpHeaders headers = new HttpHeaders();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.add(lines[i].substring(0, colon), lines[i].substring(colon + 1));
    }
    return new HttpRequest(
        lines[0].substring(0, methodEnd),
        questionMark < 0 ? target : target.substring(0, questionMark),
        questionMark < 0 ? null : target.substring(questionMark + 1),
        headers,
        body.getBytes(StandardCharsets.ISO_8859_1),
        false);
  }

  /// A POST without a query.
  public static HttpRequest post(String body, String... namesAndValues) {
    return request("POST", "/", null, body, namesAndValues);
  }

  /// Any request.
  public static HttpRequest request(
      String method, String path, @Nullable String query, String body, String... namesAndValues) {
    HttpHeaders headers = new HttpHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new HttpRequest(
        method, path, query, headers, body.getBytes(StandardCharsets.ISO_8859_1), false);
  }

  /// Checks a request with a secret, from its header or query to the end.
  public static Verification verify(
      SignatureVerifier verifier, HttpRequest request, String secret) {
    return switch (SignatureInput.of(request)) {
      case SignatureInput.Present(SignatureParameters parameters) ->
          verifier.verify(request, parameters, new Secret(secret));
      case SignatureInput.Malformed(AuthenticationFailure failure) ->
          new Verification.Refused(failure);
      case SignatureInput.Absent _ ->
          new Verification.Refused(AuthenticationFailure.missingToken());
    };
  }
}
