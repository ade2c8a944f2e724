package dev.junction.wire.server;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpResponse;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.CodecException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way back of one request, and its bookkeeping.
///
/// Threads: the fields without `final` belong to the event loop.
final class EdgeExchange implements Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(EdgeExchange.class);

  /// How long, and for how many bytes, a refused client is heard out before the connection closes.
  /// Closing with unread bytes makes the operating system drop the answer on its way.
  private static final long LINGER_MILLIS = 1_000;

  private static final int LINGER_BYTES_MAX = 1024 * 1024;

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final EventLoop loop;
  private final ConnectionGuard guard;
  private final AtomicBoolean answered = new AtomicBoolean();
  private @Nullable Runnable closedListener;
  private @Nullable Runnable partsListener;
  private boolean gone;
  private boolean ended;

  EdgeExchange(HttpServerRequest request, ConnectionGuard guard, EventLoop loop) {
    this.request = request;
    this.response = request.response();
    this.loop = loop;
    this.guard = guard;
    guard.requestBegan();
    response.endHandler(_ -> end());
    response.closeHandler(_ -> clientGone());
    response.exceptionHandler(this::broken);
    request.exceptionHandler(this::broken);
  }

  @Override
  public void respond(HttpResponse answer) {
    if (!answered.compareAndSet(false, true)) {
      throw new IllegalStateException("this request has been answered already");
    }
    if (loop.inEventLoop()) {
      send(answer);
    } else {
      loop.execute(() -> send(answer));
    }
  }

  @Override
  public Parts stream(int status, HttpHeaders headers) {
    if (!answered.compareAndSet(false, true)) {
      throw new IllegalStateException("this request has been answered already");
    }
    SentParts parts = new SentParts();
    onLoop(() -> parts.begin(status, headers));
    return parts;
  }

  private void onLoop(Runnable work) {
    if (loop.inEventLoop()) {
      work.run();
    } else {
      loop.execute(work);
    }
  }

  /// An answer in parts.
  private final class SentParts implements Parts {

    private void begin(int status, HttpHeaders headers) {
      if (gone) {
        return;
      }
      boolean multiplexed = request.version() == HttpVersion.HTTP_2;
      ResponseFields fields = new ResponseFields(response.headers(), multiplexed);
      headers.forEach(fields::add);
      response.setStatusCode(status);
      if (!fields.hasRequestId()) {
        response.putHeader("x-amzn-RequestId", RequestIds.next());
      }
      response.setChunked(true);
    }

    @Override
    public CompletionStage<Boolean> write(byte[] part) {
      CompletableFuture<Boolean> sent = new CompletableFuture<>();
      onLoop(
          () -> {
            if (gone || ended) {
              sent.complete(false);
              return;
            }
            response
                .write(Buffer.buffer(part))
                .onComplete(result -> sent.complete(result.succeeded() && !gone));
            guard.flush();
          });
      return sent;
    }

    @Override
    public void end() {
      onLoop(
          () -> {
            if (!gone && !ended) {
              var _ = response.end();
            }
          });
    }

    @Override
    public void onGone(Runnable listener) {
      onLoop(
          () -> {
            if (gone) {
              listener.run();
            } else if (!ended) {
              partsListener = listener;
            }
          });
    }
  }

  @Override
  public void onClosed(Runnable listener) {
    if (loop.inEventLoop()) {
      listen(listener);
    } else {
      loop.execute(() -> listen(listener));
    }
  }

  @Override
  public Executor executor() {
    return loop;
  }

  @Override
  public String remoteAddress() {
    return request.remoteAddress().hostAddress();
  }

  ConnectionGuard guard() {
    return guard;
  }

  /// Answers a request whose rest is not wanted, and ends its connection or stream.
  void refuse(Refusal refusal) {
    if (answered.compareAndSet(false, true)) {
      if (!gone && !request.isEnded()) {
        discardRest();
      }
      send(refusal.response());
    }
  }

  /// Answers for a handler that failed, unless it has answered already.
  void fail() {
    if (answered.compareAndSet(false, true)) {
      send(internalFailure());
    }
  }

  private static HttpResponse internalFailure() {
    return HttpResponse.text(500, "text/plain; charset=utf-8", "Internal failure.\n");
  }

  private void listen(Runnable listener) {
    if (gone) {
      if (!answered.get()) {
        listener.run();
      }
    } else if (!ended) {
      closedListener = listener;
    }
  }

  /// The request ended before its end: a body that the parser does not understand is answered,
  /// the connection closes by itself after it.
  private void broken(Throwable cause) {
    boolean malformed =
        cause instanceof IllegalArgumentException || cause instanceof CodecException;
    if (malformed && !gone && answered.compareAndSet(false, true)) {
      send(Refusal.malformed("The request body is malformed.").response());
      guard.flush();
    }
    clientGone();
  }

  private void clientGone() {
    if (gone || ended) {
      return;
    }
    gone = true;
    end();
    Runnable listener = closedListener;
    closedListener = null;
    if (listener != null && !answered.get()) {
      listener.run();
    }
    Runnable toldOfParts = partsListener;
    partsListener = null;
    if (toldOfParts != null) {
      toldOfParts.run();
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      closedListener = gone ? closedListener : null;
      guard.requestEnded();
    }
  }

  private void send(HttpResponse answer) {
    if (gone) {
      return;
    }
    try {
      write(answer);
    } catch (IllegalArgumentException invalid) {
      LOG.error("An answer could not be written", invalid);
      response.headers().clear();
      write(internalFailure());
    }
  }

  private void write(HttpResponse answer) {
    boolean multiplexed = request.version() == HttpVersion.HTTP_2;
    ResponseFields fields = new ResponseFields(response.headers(), multiplexed);
    answer.headers().forEach(fields::add);
    response.setStatusCode(answer.status());
    if (!fields.hasRequestId()) {
      response.putHeader("x-amzn-RequestId", RequestIds.next());
    }
    boolean bodyAllowed =
        answer.status() >= 200 && answer.status() != 204 && answer.status() != 304;
    if (bodyAllowed) {
      response.putHeader("Content-Length", Integer.toString(answer.body().length));
    }
    if (bodyAllowed && answer.body().length > 0 && !request.method().equals(HttpMethod.HEAD)) {
      closeAfter(response.end(Buffer.buffer(answer.body())), fields.closes() && !multiplexed);
    } else {
      closeAfter(response.end(), fields.closes() && !multiplexed);
    }
  }

  /// Reads on without keeping anything, so that the client comes to read the answer.
  private void discardRest() {
    long[] discarded = {0};
    request.handler(
        chunk -> {
          discarded[0] += chunk.length();
          if (discarded[0] > LINGER_BYTES_MAX) {
            cutOff();
          }
        });
    request.resume();
  }

  private void cutOff() {
    if (request.version() == HttpVersion.HTTP_2) {
      request.handler(null);
      response.reset(0x8);
    } else {
      request.connection().close();
    }
  }

  private void closeAfter(Future<Void> written, boolean closes) {
    if (closes) {
      written.onComplete(_ -> closeUnlessReading());
    }
  }

  private void closeUnlessReading() {
    HttpConnection connection = request.connection();
    if (request.isEnded()) {
      connection.close();
    } else {
      request.endHandler(_ -> connection.close());
      var _ = loop.schedule(() -> connection.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
