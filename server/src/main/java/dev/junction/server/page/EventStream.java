package dev.junction.server.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.junction.engine.follow.Followers.News;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.http.PartSource;
import dev.junction.wire.http.StreamedResponse;
import dev.junction.wire.server.Exchange;
import dev.junction.wire.stream.PartSender;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sends what happens to somebody who follows it, as Server-Sent Events: a `data` line for each
/// event, an event `missed` with the number of those that did not fit, and a comment now and then
/// when nothing happens, which shows whether the client is still there.
///
/// @param fetch hands over the news for a follower, or waits for some so long
/// @param leave ends following
/// @param texts the events that are wanted, each as one line of JSON
/// @param refusal the answer when nothing can be followed
record EventStream<E>(
    Fetch<E> fetch,
    Consumer<String> leave,
    Function<List<E>, List<byte[]>> texts,
    Function<ServiceError, HttpResponse> refusal) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// How news are had.
  @FunctionalInterface
  interface Fetch<E> {
    CompletableFuture<Outcome<News<E>>> next(String follower, Duration patience);
  }

  /// Answers on the exchange for as long as the client follows.
  void begin(Exchange exchange) {
    String name = UUID.randomUUID().toString();
    // The first fetch tells whether there is something to follow, and begins to.
    var _ =
        fetch
            .next(name, Duration.ZERO)
            .thenAccept(
                first -> {
                  switch (first) {
                    case Outcome.Rejected<News<E>>(ServiceError error) ->
                        exchange.respond(refusal.apply(error));
                    case Outcome.Accepted<News<E>>(News<E> news) ->
                        PartSender.send(
                            exchange,
                            new StreamedResponse(head(), new Following<>(this, name, news)));
                  }
                });
  }

  private static HttpResponse head() {
    HttpHeaders headers =
        new HttpHeaders()
            .add("Content-Type", "text/event-stream")
            .add("Cache-Control", "no-store")
            .add("X-Content-Type-Options", "nosniff");
    return new HttpResponse(200, headers, new byte[0]);
  }

  /// The news of one follower, which ends following when they end or nobody reads them any more.
  private static final class Following<E> implements PartSource {
    private final EventStream<E> stream;
    private final String name;
    private @Nullable News<E> first;
    private volatile boolean over;

    Following(EventStream<E> stream, String name, News<E> first) {
      this.stream = stream;
      this.name = name;
      this.first = first;
    }

    @Override
    public CompletionStage<Optional<byte[]>> next() {
      News<E> known = first;
      first = null;
      if (known != null) {
        return CompletableFuture.completedFuture(part(known));
      }
      return over
          ? CompletableFuture.completedFuture(Optional.empty())
          : stream
              .fetch
              .next(name, PATIENCE)
              .thenApply(
                  next ->
                      next instanceof Outcome.Accepted<News<E>>(News<E> news)
                          ? part(news)
                          : Optional.empty());
    }

    private Optional<byte[]> part(News<E> news) {
      if (news.isOver()) {
        close();
      }
      return Optional.of(stream.text(news).getBytes(UTF_8));
    }

    @Override
    public void close() {
      over = true;
      stream.leave.accept(name);
    }
  }

  private String text(News<E> news) {
    StringBuilder text = new StringBuilder();
    if (news.missed() > 0) {
      text.append("event: missed\ndata: ").append(news.missed()).append("\n\n");
    }
    for (byte[] data : texts.apply(news.events())) {
      text.append("data: ").append(new String(data, UTF_8).strip()).append("\n\n");
    }
    return text.isEmpty() ? ":\n\n" : text.toString();
  }
}
