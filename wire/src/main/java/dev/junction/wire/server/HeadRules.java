package dev.junction.wire.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request's head must be like beyond what the parser below checks. Two parsers that
/// understand one head differently are how requests are smuggled, so doubt is refused.
///
/// Source: RFC 9112, sections 3.2 (Host) and 6 (message body length).
final class HeadRules {

  private HeadRules() {}

  /// Why the parser failed, as an answer.
  static Refusal unparsed(@Nullable Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> new Refusal(414, "The request line is too long.");
      case TooLongHttpHeaderException _ -> new Refusal(431, "The request headers are too large.");
      case null, default -> Refusal.malformed("The request is malformed.");
    };
  }

  /// The first rule that a parsed head breaks, or null.
  static @Nullable Refusal check(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return switch (request.version()) {
      case HTTP_1_0 -> checkLengths(headers, false);
      case HTTP_1_1 -> {
        Refusal refusal = checkHost(headers);
        yield refusal == null ? checkLengths(headers, true) : refusal;
      }
      case HTTP_2, HTTP_3 ->
          request.authority() == null && !headers.contains("Host")
              ? Refusal.malformed("The request names no host.")
              : checkLengths(headers, false);
    };
  }

  /// The declared length of the body; -1 when none is declared.
  static long contentLength(MultiMap headers) {
    String declared = headers.get("Content-Length");
    return declared == null ? -1 : Long.parseLong(declared);
  }

  private static @Nullable Refusal checkHost(MultiMap headers) {
    List<String> hosts = headers.getAll("Host");
    if (hosts.size() != 1) {
      return Refusal.malformed("An HTTP/1.1 request needs exactly one Host header.");
    }
    String host = hosts.getFirst();
    for (int i = 0; i < host.length(); i++) {
      if (host.charAt(i) <= ' ' || "/?#@,".indexOf(host.charAt(i)) >= 0) {
        return Refusal.malformed("The Host header is malformed.");
      }
    }
    return null;
  }

  private static @Nullable Refusal checkLengths(MultiMap headers, boolean chunkable) {
    List<String> encodings = headers.getAll("Transfer-Encoding");
    List<String> lengths = headers.getAll("Content-Length");
    if (!encodings.isEmpty()) {
      if (!chunkable || !lengths.isEmpty()) {
        return Refusal.malformed("Transfer-Encoding is not allowed here.");
      }
      return encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("chunked")
          ? null
          : new Refusal(501, "The only supported transfer coding is chunked.");
    }
    if (lengths.isEmpty()) {
      return null;
    }
    return lengths.size() == 1 && isLength(lengths.getFirst())
        ? null
        : Refusal.malformed("The Content-Length header is malformed.");
  }

  private static boolean isLength(String value) {
    if (value.isEmpty() || value.length() > 18) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
