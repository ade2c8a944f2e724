package dev.junction.wire.server;

import dev.junction.wire.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// Undoes the content encoding of a request's body, apart from receiving it, because a signature
/// covers the body as it was sent.
///
/// Limits: never decodes more than the caller allows, whatever a small body claims to hold.
///
/// Threads: any.
public final class RequestBody {

  private static final String GZIP = "gzip";

  private RequestBody() {}

  /// The body of a request with its content encoding undone; `gzip`, `x-gzip` and `identity` are
  /// supported. An empty body is empty in every encoding.
  ///
  /// @param bytesMax the largest allowed decoded body
  public static DecodedBody decoded(HttpRequest request, int bytesMax) {
    List<String> encodings = request.headers().all("Content-Encoding");
    String encoding = String.join(",", encodings).strip().toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "", "identity" -> plain(request.body(), bytesMax);
      case GZIP, "x-gzip" -> inflated(request.body(), bytesMax);
      default -> new DecodedBody.Unsupported(encoding);
    };
  }

  private static DecodedBody plain(byte[] body, int bytesMax) {
    return body.length > bytesMax
        ? new DecodedBody.TooLarge(bytesMax)
        : new DecodedBody.Decoded(body);
  }

  private static DecodedBody inflated(byte[] body, int bytesMax) {
    if (body.length == 0) {
      return new DecodedBody.Decoded(body);
    }
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(body), 4096)) {
      byte[] decoded = stream.readNBytes(bytesMax);
      return decoded.length == bytesMax && stream.read() >= 0
          ? new DecodedBody.TooLarge(bytesMax)
          : new DecodedBody.Decoded(decoded);
    } catch (IOException malformed) {
      return new DecodedBody.Malformed(GZIP);
    }
  }
}
