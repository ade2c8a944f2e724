package dev.junction.wire.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Gathers one request's body, never more of it than allowed.
///
/// Threads: the event loop of the connection only.
final class BodyReader {

  /// A client may declare any length and send nothing, so memory follows what arrives.
  private static final int FIRST_BYTES_MAX = 64 * 1024;

  private static final long BYTES_PER_SECOND_MIN = 4 * 1024;

  private static final byte[] EMPTY = {};

  private final long bytesMax;
  private final ConnectionGuard guard;
  private final Consumer<Refusal> refused;
  private final long beganNanos = System.nanoTime();
  private byte[] bytes;
  private int length;
  private boolean over;

  private BodyReader(
      long declaredBytes, long bytesMax, ConnectionGuard guard, Consumer<Refusal> refused) {
    this.bytesMax = Math.min(bytesMax, Integer.MAX_VALUE - 16);
    this.guard = guard;
    this.refused = refused;
    this.bytes =
        declaredBytes <= 0 ? EMPTY : new byte[(int) Math.min(declaredBytes, FIRST_BYTES_MAX)];
  }

  /// Reads the body of a request whose declared length is within the limit already. Exactly one of
  /// the consumers is called, unless the client goes away.
  static void read(
      HttpServerRequest request,
      long bytesMax,
      ConnectionGuard guard,
      Consumer<byte[]> whole,
      Consumer<Refusal> refused) {
    long declaredBytes = HeadRules.contentLength(request.headers());
    BodyReader reader = new BodyReader(declaredBytes, bytesMax, guard, refused);
    guard.bodyBegan(reader);
    request.handler(reader::take);
    request.endHandler(
        _ -> {
          if (reader.finish()) {
            whole.accept(reader.gathered());
          }
        });
  }

  /// How much longer the client may take.
  long nanosLeft(long nowNanos, Duration timeout) {
    long earned = TimeUnit.SECONDS.toNanos(length / BYTES_PER_SECOND_MIN);
    return beganNanos + timeout.toNanos() + earned - nowNanos;
  }

  void tooSlow() {
    refuse(Refusal.SLOW_BODY);
  }

  private void take(Buffer chunk) {
    if (over) {
      return;
    }
    int added = chunk.length();
    if (added > bytesMax - length) {
      refuse(Refusal.bodyTooLarge(bytesMax));
      return;
    }
    if (bytes.length - length < added) {
      long wanted = Math.min(bytesMax, Math.max(length + (long) added, bytes.length * 2L));
      bytes = Arrays.copyOf(bytes, (int) wanted);
    }
    chunk.getBytes(bytes, length);
    length += added;
  }

  private void refuse(Refusal refusal) {
    if (finish()) {
      bytes = EMPTY;
      refused.accept(refusal);
    }
  }

  private boolean finish() {
    if (over) {
      return false;
    }
    over = true;
    guard.bodyEnded(this);
    return true;
  }

  private byte[] gathered() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}
