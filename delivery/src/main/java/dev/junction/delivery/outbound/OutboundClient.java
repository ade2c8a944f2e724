package dev.junction.delivery.outbound;

import dev.junction.kernel.Clock;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The only HTTP client of the product: posts to addresses that clients name.
///
/// The name is resolved for each request, every address of it is checked, and the connection goes
/// to the very address that was checked, so that a name that changes its mind gains nothing.
/// Redirects are not followed. A post to an address with a user name is sent again, with what the
/// other side asks for, after a status of 401. A connection stays open for some seconds for the
/// next request to the same name and address; a request that finds it closed, before a byte of an
/// answer has come, is sent once more on a new one, in the time that it has left. Limits:
/// [#TIMEOUT] for the whole request; little of an answer is read and nothing of it is kept; those
/// of [KeptConnections]. Threads: any; results come on threads of its own. Cost: nothing until the
/// first request.
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

  /// How long a connection stays open for the next request: less than servers wait for one, of
  /// which 5 seconds are common.
  private static final int IDLE_SECONDS = 4;

  private final EgressRules rules;
  private final Clock clock;
  private final int idleSeconds;
  private final KeptConnections kept = new KeptConnections();
  private @Nullable Clients clients;
  private boolean closed;

  /// @param clock the real time: what others need for their answers cannot be moved
  public OutboundClient(EgressRules rules, Clock clock) {
    this(rules, clock, IDLE_SECONDS);
  }

  OutboundClient(EgressRules rules, Clock clock, int idleSeconds) {
    this.rules = rules;
    this.clock = clock;
    this.idleSeconds = idleSeconds;
  }

  /// What sends requests.
  ///
  /// @param once for a request on a connection of its own
  /// @param keeping for one whose connection stays open
  private record Clients(Vertx vertx, HttpClient once, HttpClient keeping) {}

  /// What is to be sent, and who waits for it.
  ///
  /// @param untilNanos when its time is over
  /// @param keptBytesMax how much of the answer is wanted
  /// @param asked told what a server wants that answers 401
  private record Wish(
      OutboundRequest request,
      long untilNanos,
      int keptBytesMax,
      Consumer<List<String>> asked,
      CompletableFuture<OutboundReply> result) {}

  /// A request that was checked.
  ///
  /// @param place what it shares connections with
  private record Checked(RequestOptions options, String place, Clock clock, Wish wish) {

    CompletableFuture<OutboundReply> result() {
      return wish.result();
    }

    /// How much of its time is left, at least a little.
    long leftMillis() {
      return Math.max(1, TimeUnit.NANOSECONDS.toMillis(clock.nanosUntil(wish.untilNanos())));
    }

    /// The options with the time that is left.
    RequestOptions optionsNow() {
      return new RequestOptions(options).setTimeout(leftMillis());
    }
  }

  @Override
  public CompletableFuture<OutboundResult> post(
      String url, Map<String, String> headers, byte[] body) {
    OutboundRequest request = new OutboundRequest("POST", url, headers, body, TIMEOUT);
    OutboundAddress address = OutboundAddress.parse(url).orElse(null);
    return address == null || address.login() == null
        ? send(request)
        : post(request, address, new Login(address.login()));
  }

  /// Posts, and once more with what is asked for.
  private CompletableFuture<OutboundResult> post(
      OutboundRequest named, OutboundAddress address, Login login) {
    long untilNanos = clock.nanos() + named.timeout().toNanos();
    List<String> challenges = new CopyOnWriteArrayList<>();
    OutboundRequest request = named.to(OutboundAddress.withoutLogin(named.url()));
    return begin(request, 0, challenges::addAll)
        .thenCompose(
            reply -> {
              String proof = login.answer(challenges, "POST", address.target()).orElse(null);
              return proof == null
                  ? CompletableFuture.completedFuture(reply)
                  : begin(
                      request.with("Authorization", proof, clock.nanosUntil(untilNanos)),
                      0,
                      _ -> {});
            })
        .thenApply(OutboundReply::result);
  }

  @Override
  public CompletableFuture<OutboundResult> send(OutboundRequest request) {
    return begin(request, 0, _ -> {}).thenApply(OutboundReply::result);
  }

  @Override
  public CompletableFuture<OutboundReply> exchange(OutboundRequest request) {
    return exchange(request, DISCARD_BYTES_MAX);
  }

  @Override
  public CompletableFuture<OutboundReply> exchange(OutboundRequest request, int answerBytesMax) {
    return begin(request, answerBytesMax, _ -> {});
  }

  /// @param asked told what a server wants that answers 401
  private CompletableFuture<OutboundReply> begin(
      OutboundRequest request, int keptBytesMax, Consumer<List<String>> asked) {
    long untilNanos = clock.nanos() + request.timeout().toNanos();
    CompletableFuture<OutboundReply> result = new CompletableFuture<>();
    result.completeOnTimeout(
        none(
            new OutboundResult.Unanswered(
                "No answer within " + request.timeout().toSeconds() + " s")),
        request.timeout().toMillis(),
        TimeUnit.MILLISECONDS);
    Optional<OutboundAddress> address =
        OutboundAddress.parse(request.url()).filter(parsed -> parsed.login() == null);
    if (address.isEmpty()) {
      result.complete(
          none(
              new OutboundResult.Forbidden("No URL that can be called: " + origin(request.url()))));
      return result;
    }
    Wish wish = new Wish(request, untilNanos, keptBytesMax, asked, result);
    // Names are resolved by the operating system, which blocks.
    Thread.ofVirtual()
        .name("outbound")
        .start(
            () -> {
              try {
                begin(address.get(), wish);
              } catch (RuntimeException broken) {
                result.complete(none(new OutboundResult.Unanswered(reason(broken))));
              }
            });
    return result;
  }

  private static OutboundReply none(OutboundResult result) {
    return new OutboundReply(result, new byte[0]);
  }

  private void begin(OutboundAddress url, Wish wish) {
    CompletableFuture<OutboundReply> result = wish.result();
    String host = url.host();
    int port = url.port();
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
    Clients ready = clients();
    if (ready == null) {
      result.complete(none(new OutboundResult.Unanswered("The server is being stopped")));
      return;
    }
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(wish.request().method()))
            .setServer(SocketAddress.inetSocketAddress(port, addresses[0].getHostAddress()))
            .setHost(host)
            .setPort(port)
            .setSsl(url.isSecure())
            .setURI(url.target())
            .setFollowRedirects(false);
    wish.request().headers().forEach(options::putHeader);
    String place = url.scheme() + ' ' + host + ' ' + port + ' ' + addresses[0].getHostAddress();
    Checked checked = new Checked(options, place, clock, wish);
    KeptConnections.Lease lease = kept.lease(place);
    if (lease == null) {
      sendOnce(ready, checked);
    } else {
      send(ready, checked, lease);
    }
  }

  private static void sendOnce(Clients clients, Checked checked) {
    Runnable over = () -> {};
    var _ =
        clients
            .once()
            .request(checked.optionsNow())
            .onSuccess(request -> guarded(request, checked, over, () -> sendOnce(request, checked)))
            .onFailure(failure -> failed(failure, checked));
  }

  private static void sendOnce(HttpClientRequest request, Checked checked) {
    if (checked.result().isDone()) {
      var _ = request.connection().close();
    } else if (!channel(request).isActive()) {
      failed(alreadyClosed(), checked);
    } else {
      transmit(request, checked, () -> {}, failure -> failed(failure, checked));
    }
  }

  private void send(Clients clients, Checked checked, KeptConnections.Lease lease) {
    var _ =
        clients
            .keeping()
            .request(checked.optionsNow())
            .onSuccess(
                request ->
                    guarded(
                        request, checked, lease::end, () -> send(clients, checked, lease, request)))
            .onFailure(
                failure -> {
                  lease.end();
                  failed(failure, checked);
                });
  }

  private void send(
      Clients clients, Checked checked, KeptConnections.Lease lease, HttpClientRequest request) {
    HttpConnection connection = request.connection();
    Channel channel = channel(request);
    if (!lease.connected(connection)) {
      // Told also of a connection that is closed already, which a closeHandler is not.
      var _ = channel.closeFuture().addListener(_ -> kept.closed(connection));
    }
    AnswerWatch earlier = AnswerWatch.of(channel);
    boolean isReused = earlier != null;
    AnswerWatch watch = earlier == null ? AnswerWatch.begin(channel) : earlier;
    watch.beginAgain();
    Consumer<Throwable> lost =
        failure -> {
          lease.end();
          boolean isUnheard = isReused && isClosed(failure) && !watch.hasCome();
          if (isUnheard && !checked.result().isDone()) {
            sendOnce(clients, checked);
          } else {
            failed(failure, checked);
          }
        };
    if (checked.result().isDone()) {
      lease.end();
      var _ = connection.close();
    } else if (!channel.isActive()) {
      lost.accept(alreadyClosed());
    } else {
      transmit(request, checked, lease::end, lost);
    }
  }

  /// Sends a request on its connection.
  ///
  /// @param over told when its answer has ended or was cut off
  /// @param lost told when no answer has begun
  private static void transmit(
      HttpClientRequest request, Checked checked, Runnable over, Consumer<Throwable> lost) {
    var _ =
        request
            .send(Buffer.buffer(checked.wish().request().body()))
            .onSuccess(
                answer -> guarded(request, checked, over, () -> answered(answer, checked, over)))
            .onFailure(lost::accept);
  }

  /// Goes on with a request; what cannot go on ends, with its connection.
  private static void guarded(
      HttpClientRequest request, Checked checked, Runnable over, Runnable next) {
    try {
      next.run();
    } catch (RuntimeException fault) {
      over.run();
      failed(fault, checked);
      var _ = request.connection().close();
    }
  }

  private static Channel channel(HttpClientRequest request) {
    return ((ConnectionBase) request.connection()).channel();
  }

  /// Nobody would say so of a request that begins on a connection that is closed.
  private static HttpClosedException alreadyClosed() {
    return new HttpClosedException("Connection was closed");
  }

  private static boolean isClosed(Throwable failure) {
    return failure instanceof HttpClosedException || failure instanceof IOException;
  }

  /// @param over told when the body has ended or was cut off
  private static void answered(HttpClientResponse answer, Checked checked, Runnable over) {
    OutboundResult answered = new OutboundResult.Answered(answer.statusCode(), retryAfter(answer));
    if (answer.statusCode() == 401) {
      checked.wish().asked().accept(answer.headers().getAll("WWW-Authenticate"));
    }
    boolean isWanted = checked.wish().keptBytesMax() > 0;
    Future<Void> end =
        answer
            .end()
            .timeout(isWanted ? checked.leftMillis() : DISCARD_MILLIS_MAX, TimeUnit.MILLISECONDS)
            .onFailure(_ -> answer.request().reset())
            .onComplete(_ -> over.run());
    if (isWanted) {
      collect(answer, end, answered, checked);
    } else {
      checked.result().complete(none(answered));
      discard(answer);
    }
  }

  private static void failed(Throwable failure, Checked checked) {
    checked.result().complete(none(new OutboundResult.Unanswered(reason(failure))));
  }

  /// How many seconds the header asks to wait for; -1 for any negative number. Source: RFC 9110,
  /// 10.2.3; a date is not followed, only a number.
  private static long retryAfter(HttpClientResponse answer) {
    String header = answer.getHeader("Retry-After");
    if (header == null || header.isEmpty() || header.length() > 9) {
      return 0;
    }
    boolean isNegative = header.length() > 1 && header.charAt(0) == '-';
    String digits = isNegative ? header.substring(1) : header;
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    long seconds = Long.parseLong(digits);
    return isNegative && seconds > 0 ? -1 : seconds;
  }

  private static void collect(
      HttpClientResponse answer, Future<Void> end, OutboundResult answered, Checked checked) {
    CompletableFuture<OutboundReply> result = checked.result();
    Buffer kept = Buffer.buffer();
    answer.handler(
        some -> {
          if (kept.length() + some.length() > checked.wish().keptBytesMax()) {
            result.complete(none(new OutboundResult.Unanswered("The answer is too long")));
            var _ = answer.request().reset();
          } else {
            kept.appendBuffer(some);
          }
        });
    var _ =
        end.onSuccess(_ -> result.complete(new OutboundReply(answered, kept.getBytes())))
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

  /// Lets a short body end and cuts a long one off, with its connection.
  private static void discard(HttpClientResponse answer) {
    AtomicLong bytes = new AtomicLong();
    answer.handler(
        some -> {
          if (bytes.addAndGet(some.length()) > DISCARD_BYTES_MAX) {
            var _ = answer.request().reset();
          }
        });
  }

  /// As much of an address as may be told: paths, queries and user names hold secrets.
  private static String origin(String address) {
    try {
      URI url = new URI(address);
      String port = url.getPort() < 0 ? "" : ":" + url.getPort();
      return url.getScheme() + "://" + (url.getHost() == null ? "" : url.getHost() + port);
    } catch (URISyntaxException _) {
      return "it cannot be read";
    }
  }

  private synchronized @Nullable Clients clients() {
    if (clients == null && !closed) {
      Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
      clients =
          new Clients(
              vertx,
              vertx.createHttpClient(
                  options().setKeepAlive(false),
                  new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX)),
              vertx.createHttpClient(
                  options().setKeepAlive(true).setKeepAliveTimeout(idleSeconds),
                  new PoolOptions().setHttp1MaxSize(KeptConnections.OF_ONE_MAX)));
    }
    return clients;
  }

  private static HttpClientOptions options() {
    return new HttpClientOptions()
        .setConnectTimeout(CONNECT_MILLIS_MAX)
        .setMaxHeaderSize(16_384)
        .setVerifyHost(true);
  }

  /// How many connections are kept.
  int keptConnections() {
    return kept.open();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (clients != null) {
      clients.vertx().close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
