package dev.junction.wire.http;

import org.jspecify.annotations.Nullable;

/// One whole request.
///
/// @param method the method in upper case
/// @param path the path exactly as the client sent it, still percent-encoded, without the query
/// @param query the query exactly as the client sent it, without the question mark; null without
///     one
/// @param headers the header fields as sent; HTTP/2's `:authority` appears as `Host`
/// @param body the body as sent, before any content encoding is undone
/// @param secure whether it came over TLS
public record HttpRequest(
    String method,
    String path,
    @Nullable String query,
    Headers headers,
    byte[] body,
    boolean secure) {

  /// The first value of a header field, or null when it is absent.
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /// The same request with another body.
  public HttpRequest withBody(byte[] other) {
    return new HttpRequest(method, path, query, headers, other, secure);
  }
}
