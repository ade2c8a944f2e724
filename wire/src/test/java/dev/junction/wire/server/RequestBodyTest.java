package dev.junction.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Content encodings of request bodies.
class RequestBodyTest {

  @Test
  void plainBodyIsTheBodyUpToTheLimit() {
    byte[] body = {1, 2, 3};
    assertThat(RequestBody.decoded(request(body), 3)).isEqualTo(new DecodedBody.Decoded(body));
    assertThat(RequestBody.decoded(request(body, "identity"), 3))
        .isEqualTo(new DecodedBody.Decoded(body));
    assertThat(RequestBody.decoded(request(body), 2)).isEqualTo(new DecodedBody.TooLarge(2));
  }

  @Test
  void gzipIsUndoneUpToTheLimit() throws IOException {
    byte[] body = new byte[10_000];
    Arrays.fill(body, (byte) 7);
    HttpRequest request = request(gzip(body), "GZip");
    assertThat(RequestBody.decoded(request, 10_000))
        .isInstanceOfSatisfying(
            DecodedBody.Decoded.class, it -> assertThat(it.bytes()).isEqualTo(body));
    assertThat(RequestBody.decoded(request, 9_999)).isEqualTo(new DecodedBody.TooLarge(9_999));
  }

  @Test
  void bombIsRefusedAfterTheLimit() throws IOException {
    byte[] bomb = gzip(new byte[200_000_000]);
    assertThat(bomb.length).isLessThan(300_000);
    assertThat(RequestBody.decoded(request(bomb, "gzip"), 1_000))
        .isEqualTo(new DecodedBody.TooLarge(1_000));
  }

  @Test
  void cutOrDamagedGzipIsMalformed() throws IOException {
    byte[] whole = gzip(new byte[100]);
    assertThat(RequestBody.decoded(request(Arrays.copyOf(whole, whole.length - 5), "gzip"), 1_000))
        .isEqualTo(new DecodedBody.Malformed("gzip"));
    assertThat(RequestBody.decoded(request(new byte[] {1, 2, 3}, "gzip"), 1_000))
        .isEqualTo(new DecodedBody.Malformed("gzip"));
  }

  @Test
  void emptyBodyIsEmptyInEveryEncoding() {
    assertThat(RequestBody.decoded(request(new byte[0], "gzip"), 10))
        .isInstanceOfSatisfying(DecodedBody.Decoded.class, it -> assertThat(it.bytes()).isEmpty());
  }

  @Test
  void otherEncodingsAreUnsupported() {
    assertThat(RequestBody.decoded(request(new byte[1], "br"), 10))
        .isEqualTo(new DecodedBody.Unsupported("br"));
    assertThat(RequestBody.decoded(request(new byte[1], "gzip", "gzip"), 10))
        .isEqualTo(new DecodedBody.Unsupported("gzip,gzip"));
  }

  private static HttpRequest request(byte[] body, String... encodings) {
    HttpHeaders headers = new HttpHeaders();
    for (String encoding : encodings) {
      headers.add("Content-Encoding", encoding);
    }
    return new HttpRequest("POST", "/", null, headers, body, false);
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
      stream.write(body);
    }
    return bytes.toByteArray();
  }
}
