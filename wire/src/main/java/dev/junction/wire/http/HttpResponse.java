package dev.junction.wire.http;

import java.nio.charset.StandardCharsets;

/// One whole response. The server adds `Content-Length`.
///
/// @param status the HTTP status code
/// @param headers the header fields
/// @param body the body; empty for none
public record HttpResponse(int status, HttpHeaders headers, byte[] body) {

  /// A response with a text of the given content type.
  public static HttpResponse text(int status, String contentType, String text) {
    return new HttpResponse(
        status,
        new HttpHeaders().add("Content-Type", contentType),
        text.getBytes(StandardCharsets.UTF_8));
  }
}
