package dev.junction.delivery.outbound;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The only HTTP client of the product: posts to addresses that clients name.
///
/// The name is resolved here, every address of it is checked, and the connection goes to the very
/// address that was checked, so that a name that changes its mind gains nothing. Redirects are not
/// followed. Limits: [#TIMEOUT] for the whole request; little of an answer is read and nothing is
/// kept. Threads: any; results come on threads of its own. Cost: nothing until the first request.
public final class OutboundClient implements Outbound {

  /// How long a request may take. Source: SNS Developer Guide, "Fanout to HTTP/S endpoints": a
  /// request that is not answered within 15 seconds has failed.
  static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final int CONNECT_MILLIS_MAX = 5_000;

  /// How many connections there are to one port of one host. Many times what one address has at
  /// once, so that one that hangs leaves room for the others of its host.
  private static final int CONNECTIONS_MAX = 512;

  /// How much of what is answered is read, and how long: enough for a server to end in peace.
  private static final int DISCARD_BYTES_MAX = 65_536;

  private static final int DISCARD_MILLIS_MAX = 5_000;

  private final EgressRules rules;
  private @Nullable Vertx vertx;
  private @Nullable HttpClient client;
  private boolean closed;

  public OutboundClient(EgressRules rules) {
    this.rules = rules;
  }

  @Override
  public CompletableFuture<OutboundResult> post(
      String url, Map<String, String> headers, byte[] body) {
    return send(new OutboundRequest("POST", url, headers, body, TIMEOUT));
  }

  @Override
  public CompletableFuture<OutboundResult> send(OutboundRequest request) {
    return begin(request, /* keepsBody= */ false).thenApply(OutboundReply::result);
  }

  @Override
  public CompletableFuture<OutboundReply> exchange(OutboundRequest request) {
    return begin(request, /* keepsBody= */ true);
  }

  private CompletableFuture<OutboundReply> begin(OutboundRequest request, boolean keepsBody) {
    CompletableFuture<OutboundReply> result = new CompletableFuture<>();
    result.completeOnTimeout(
        none(
            new OutboundResult.Unanswered(
                "No answer within " + request.timeout().toSeconds() + " s")),
        request.timeout().toMillis(),
        TimeUnit.MILLISECONDS);
    URI parsed;
    try {
      parsed = new URI(request.url());
    } catch (URISyntaxException _) {
      result.complete(none(new OutboundResult.Forbidden("The address is no URL")));
      return result;
    }
    // Names are resolved by the operating system, which blocks.
    Thread.ofVirtual()
        .name("outbound")
        .start(
            () -> {
              try {
                begin(parsed, request, keepsBody, result);
              } catch (RuntimeException broken) {
                result.complete(none(new OutboundResult.Unanswered(reason(broken))));
              }
            });
    return result;
  }

  private static OutboundReply none(OutboundResult result) {
    return new OutboundReply(result, new byte[0]);
  }

  private void begin(
      URI url,
      OutboundRequest request,
      boolean keepsBody,
      CompletableFuture<OutboundReply> result) {
    boolean secure = "https".equals(url.getScheme());
    String host = url.getHost();
    if (host == null || url.getUserInfo() != null || (!secure && !"http".equals(url.getScheme()))) {
      result.complete(
          none(new OutboundResult.Forbidden("No URL that can be called: " + origin(url))));
      return;
    }
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(host);
    } catch (UnknownHostException _) {
      result.complete(none(new OutboundResult.Unanswered("The host name is not known: " + host)));
      return;
    }
    for (InetAddress address : addresses) {
      String refusal = rules.refusal(address, port);
      if (refusal != null) {
        result.complete(
            none(
                new OutboundResult.Forbidden(
                    host + " is " + refusal + " (" + address.getHostAddress() + ")")));
        return;
      }
    }
    HttpClient ready = client();
    if (ready == null) {
      result.complete(none(new OutboundResult.Unanswered("The server is being stopped")));
      return;
    }
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.method()))
            .setServer(SocketAddress.inetSocketAddress(port, addresses[0].getHostAddress()))
            .setHost(host)
            .setPort(port)
            .setSsl(secure)
            .setURI(target(url))
            .setFollowRedirects(false)
            .setTimeout(request.timeout().toMillis());
    request.headers().forEach(options::putHeader);
    send(ready, options, request.body(), keepsBody, result);
  }

  private static void send(
      HttpClient client,
      RequestOptions options,
      byte[] body,
      boolean keepsBody,
      CompletableFuture<OutboundReply> result) {
    var _ =
        client
            .request(options)
            .compose((HttpClientRequest request) -> request.send(Buffer.buffer(body)))
            .onSuccess(
                answer -> {
                  OutboundResult answered =
                      new OutboundResult.Answered(answer.statusCode(), retryAfter(answer));
                  if (keepsBody) {
                    collect(answer, answered, result);
                  } else {
                    result.complete(none(answered));
                    discard(answer);
                  }
                })
            .onFailure(
                failure -> result.complete(none(new OutboundResult.Unanswered(reason(failure)))));
  }

  /// How many seconds the header asks to wait for. Source: RFC 9110, 10.2.3; a date is not
  /// followed, only a number.
  private static long retryAfter(HttpClientResponse answer) {
    String header = answer.getHeader("Retry-After");
    if (header == null || header.isEmpty() || header.length() > 9) {
      return 0;
    }
    return header.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(header) : 0;
  }

  private static void collect(
      HttpClientResponse answer, OutboundResult answered, CompletableFuture<OutboundReply> result) {
    Buffer kept = Buffer.buffer();
    answer.handler(
        some -> {
          if (kept.length() + some.length() > DISCARD_BYTES_MAX) {
            result.complete(none(new OutboundResult.Unanswered("The answer is too long")));
            var _ = answer.request().reset();
          } else {
            kept.appendBuffer(some);
          }
        });
    var _ =
        answer
            .end()
            .onSuccess(_ -> result.complete(new OutboundReply(answered, kept.getBytes())))
            .onFailure(
                failure -> result.complete(none(new OutboundResult.Unanswered(reason(failure)))));
  }

  private static String reason(Throwable failure) {
    return switch (failure) {
      // Its message names the path and the query.
      case TimeoutException _ -> "No answer in time";
      // Its message quotes what cannot be sent.
      case IllegalArgumentException _ -> "The request cannot be sent as it is";
      default ->
          Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    };
  }

  /// As much of an address as may be told: paths, queries and user names hold secrets.
  private static String origin(URI url) {
    String host = url.getHost();
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + (host == null ? "" : host + port);
  }

  /// Lets a short body end and cuts a long or a slow one off, with its connection.
  private static void discard(HttpClientResponse answer) {
    var _ =
        answer
            .end()
            .timeout(DISCARD_MILLIS_MAX, TimeUnit.MILLISECONDS)
            .onFailure(_ -> answer.request().reset());
    AtomicLong bytes = new AtomicLong();
    answer.handler(
        some -> {
          if (bytes.addAndGet(some.length()) > DISCARD_BYTES_MAX) {
            var _ = answer.request().reset();
          }
        });
  }

  private static String target(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + '?' + url.getRawQuery();
  }

  private synchronized @Nullable HttpClient client() {
    if (client == null && !closed) {
      vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
      client =
          vertx.createHttpClient(
              new HttpClientOptions()
                  .setConnectTimeout(CONNECT_MILLIS_MAX)
                  // A connection that the other side has just closed would cost an attempt.
                  .setKeepAlive(false)
                  .setMaxHeaderSize(16_384)
                  .setVerifyHost(true),
              new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX));
    }
    return client;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (vertx != null) {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
