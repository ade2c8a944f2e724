package dev.junction.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One answer of an HTTP/1.1 server, found in the bytes that have arrived.
///
/// Only what servers of this project send is understood: a `Content-Length`, no chunks.
///
/// @param status the status code
/// @param bodyAt where the body begins in the bytes
/// @param bodyBytes how long the body is
public record HttpAnswer(int status, int bodyAt, int bodyBytes) {

  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  /// Answers what a buffer holds, or null while something is missing.
  public static @Nullable HttpAnswer in(byte[] bytes, int count) throws IOException {
    int lineAt = 0;
    int length = -1;
    for (int i = 0; i + 1 < count; i++) {
      if (bytes[i] != '\r' || bytes[i + 1] != '\n') {
        continue;
      }
      if (i == lineAt) {
        return complete(bytes, count, i + 2, length);
      }
      if (isLength(bytes, lineAt, i)) {
        length = number(bytes, lineAt + LENGTH.length, i);
      }
      lineAt = i + 2;
    }
    return null;
  }

  private static @Nullable HttpAnswer complete(byte[] bytes, int count, int bodyAt, int length)
      throws IOException {
    int status = number(bytes, STATUS_AT, STATUS_AT + 3);
    if (length < 0) {
      throw new IOException("An answer with status " + status + " has no Content-Length");
    }
    return count - bodyAt < length ? null : new HttpAnswer(status, bodyAt, length);
  }

  private static boolean isLength(byte[] bytes, int from, int to) {
    if (to - from < LENGTH.length) {
      return false;
    }
    for (int i = 0; i < LENGTH.length; i++) {
      int c = bytes[from + i];
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] bytes, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] >= '0' && bytes[i] <= '9') {
        value = value * 10 + bytes[i] - '0';
      }
    }
    return value;
  }

  /// Where the next answer begins.
  public int end() {
    return bodyAt + bodyBytes;
  }

  /// The body as text.
  public String body(byte[] bytes) {
    return new String(bytes, bodyAt, bodyBytes, StandardCharsets.UTF_8);
  }
}
