package dev.junction.wire.codec;

import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.schema.MalformedInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// The body of a request after its content encoding is undone.
///
/// Limits: an unpacked body has at most 64 MiB, and at most 200 times the size that was sent.
public final class RequestBody {

  private static final int UNPACKED_BYTES_MAX = 64 << 20;
  private static final int RATIO_MAX = 200;
  private static final int UNPACKED_BYTES_ALWAYS_ALLOWED = 1 << 20;

  private RequestBody() {}

  /// The body as the protocol sees it.
  public static byte[] of(HttpRequest request) {
    String encoding = request.header("Content-Encoding");
    if (encoding == null || request.body().length == 0) {
      return request.body();
    }
    byte[] body = request.body();
    String[] encodings = encoding.toLowerCase(Locale.ROOT).split(",", 4);
    for (int i = encodings.length - 1; i >= 0; i--) {
      body =
          switch (encodings[i].trim()) {
            case "gzip" -> unzipped(body);
            case "", "identity", "aws-chunked" -> body;
            default -> throw new MalformedInput("The content encoding is not supported");
          };
    }
    return body;
  }

  private static byte[] unzipped(byte[] packed) {
    long allowed =
        Math.clamp(
            (long) packed.length * RATIO_MAX, UNPACKED_BYTES_ALWAYS_ALLOWED, UNPACKED_BYTES_MAX);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] body = in.readNBytes((int) allowed + 1);
      if (body.length > allowed) {
        throw new MalformedInput("The unpacked body is too large");
      }
      return body;
    } catch (IOException _) {
      throw new MalformedInput("The body is not valid gzip");
    }
  }
}
