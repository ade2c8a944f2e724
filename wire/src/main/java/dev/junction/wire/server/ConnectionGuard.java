package dev.junction.wire.server;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Times one connection: the arrival of a header, the arrival of bodies, and idleness between
/// requests. It lies before every decoder, so it also sees clients that never finish a request.
///
/// Threads: the event loop of the connection only.
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

  static final String NAME = "guard";

  private static final long NONE = Long.MIN_VALUE;

  private final ConnectionGate gate;
  private final EdgeTimeouts timeouts;
  private final List<BodyReader> bodies = new ArrayList<>(1);
  private @Nullable ChannelHandlerContext context;
  private boolean headersTimed = true;
  private boolean answerable = true;
  private int requests;
  private long idleSinceNanos;
  private long headerSinceNanos = NONE;
  private long unsentBytes;
  // One scheduled check of each kind at most: arming one for each request would cost more than the
  // request, so a check that comes too early arms itself for the rest.
  private @Nullable Future<?> headerCheck;
  private @Nullable Future<?> bodyCheck;
  private @Nullable Future<?> idleCheck;

  ConnectionGuard(ConnectionGate gate, EdgeTimeouts timeouts) {
    this.gate = gate;
    this.timeouts = timeouts;
  }

  static ConnectionGuard of(HttpConnection connection) {
    return (ConnectionGuard)
        ((HttpServerConnection) connection).channelHandlerContext().pipeline().get(NAME);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    idleSinceNanos = System.nanoTime();
    idleCheck = schedule(this::checkIdle, timeouts.idle().toNanos());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    context = null;
    cancel(headerCheck);
    cancel(bodyCheck);
    cancel(idleCheck);
    gate.onClosed();
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) {
    if (headersTimed && requests == 0 && headerSinceNanos == NONE) {
      headerSinceNanos = System.nanoTime();
      if (headerCheck == null) {
        headerCheck = schedule(this::checkHeader, timeouts.header().toNanos());
      }
    }
    reading.fireChannelRead(message);
  }

  /// The bytes from here on need not be the start of a request: HTTP/2 has frames of its own, whose
  /// arrival must not count as one.
  void stopTimingHeaders() {
    headersTimed = false;
    answerable = false;
    headerSinceNanos = NONE;
  }

  /// The TLS handshake is over.
  void handshakeDone() {
    answerable = false;
    headerSinceNanos = NONE;
  }

  void requestBegan() {
    requests++;
    headerSinceNanos = NONE;
  }

  void requestEnded() {
    requests--;
    idleSinceNanos = System.nanoTime();
  }

  void bodyBegan(BodyReader body) {
    bodies.add(body);
    if (bodyCheck == null) {
      bodyCheck = schedule(this::checkBodies, timeouts.body().toNanos());
    }
  }

  void bodyEnded(BodyReader body) {
    bodies.remove(body);
  }

  /// Sends at once what would otherwise wait for the end of this round of reading.
  void flush() {
    ChannelHandlerContext current = context;
    if (current != null) {
      current.channel().flush();
    }
  }

  private void checkHeader() {
    headerCheck = null;
    if (headerSinceNanos == NONE || requests > 0) {
      return;
    }
    long restNanos = headerSinceNanos + timeouts.header().toNanos() - System.nanoTime();
    if (restNanos > 0) {
      headerCheck = schedule(this::checkHeader, restNanos);
    } else {
      close(answerable);
    }
  }

  private void checkIdle() {
    ChannelHandlerContext current = context;
    if (current == null) {
      return;
    }
    long wholeNanos = timeouts.idle().toNanos();
    long unsentBefore = unsentBytes;
    unsentBytes = current.channel().bytesBeforeWritable();
    // With a long answer under way it is the client's turn, and only what it takes counts.
    boolean waits = unsentBytes > 0 ? unsentBytes == unsentBefore : requests == 0;
    long restNanos = waits ? idleSinceNanos + wholeNanos - System.nanoTime() : wholeNanos;
    if (restNanos > 0) {
      idleCheck = schedule(this::checkIdle, restNanos);
    } else {
      close(false);
    }
  }

  private void checkBodies() {
    bodyCheck = null;
    long now = System.nanoTime();
    for (BodyReader body : List.copyOf(bodies)) {
      if (body.nanosLeft(now, timeouts.body()) <= 0) {
        body.tooSlow();
      }
    }
    long restNanos = Long.MAX_VALUE;
    for (BodyReader body : bodies) {
      restNanos = Math.min(restNanos, body.nanosLeft(now, timeouts.body()));
    }
    if (restNanos != Long.MAX_VALUE) {
      bodyCheck = schedule(this::checkBodies, restNanos);
    }
  }

  private @Nullable Future<?> schedule(Runnable check, long delayNanos) {
    ChannelHandlerContext current = context;
    return current == null
        ? null
        : current.executor().schedule(check, delayNanos, TimeUnit.NANOSECONDS);
  }

  private static void cancel(@Nullable Future<?> check) {
    if (check != null) {
      check.cancel(false);
    }
  }

  private void close(boolean withAnswer) {
    ChannelHandlerContext current = context;
    if (current == null) {
      return;
    }
    if (withAnswer) {
      String answer =
          "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n"
              + ("x-amzn-RequestId: " + RequestIds.next() + "\r\n\r\n");
      var _ =
          current
              .writeAndFlush(
                  ByteBufUtil.encodeString(
                      current.alloc(), CharBuffer.wrap(answer), StandardCharsets.US_ASCII))
              .addListener(ChannelFutureListener.CLOSE);
    } else {
      var _ = current.close();
    }
  }
}
