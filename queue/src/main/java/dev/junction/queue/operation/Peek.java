package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.Message;
import dev.junction.queue.domain.PeekQuestion;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.state.Delivery;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.Showcase;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Shows what is in a queue, page by page, and receives nothing: no message becomes invisible and
/// no receive is counted. It is no operation of the API.
public final class Peek {

  /// How often overdue work is gone on with before the page shows what is there.
  private static final int STEPS_MAX = 200;

  /// The queue's number is for receipt handles only, and nobody gets one here.
  private static final long NO_HANDLE = 0;

  private static final MessageView EVERYTHING = new MessageView(List.of("All"), List.of("All"));
  private static final String SENT = "SentTimestamp";
  private static final String RECEIVES = "ApproximateReceiveCount";
  private static final String NEVER = "0";
  private static final String FIRST_RECEIVE = "ApproximateFirstReceiveTimestamp";

  private final QueueAccess access;

  public Peek(QueueAccess access) {
    this.access = access;
  }

  /// Answers a page.
  ///
  /// @param viewer who looks, and may if they may receive; null for somebody who may see everything
  public CompletableFuture<Outcome<PeekPage>> run(
      @Nullable Call viewer, QueueAddress address, PeekQuestion question) {
    return settle(viewer, address, STEPS_MAX)
        .thenCompose(_ -> page(viewer, address, question))
        .thenApplyAsync(
            outcome -> outcome.map(page -> show(question, page)), Thread::startVirtualThread);
  }

  /// Lets what came due happen first. A command reads nothing that it has written itself, so the
  /// page is a command of its own.
  private CompletableFuture<Outcome<Boolean>> settle(
      @Nullable Call viewer, QueueAddress address, int steps) {
    return with(viewer, address, (queue, tx) -> Outcome.accepted(queue.settle(tx)))
        .thenCompose(
            outcome ->
                outcome instanceof Outcome.Accepted<Boolean>(Boolean more) && more && steps > 1
                    ? settle(viewer, address, steps - 1)
                    : QueueAccess.done(outcome));
  }

  private CompletableFuture<Outcome<Showcase.Page>> page(
      @Nullable Call viewer, QueueAddress address, PeekQuestion question) {
    return with(viewer, address, (queue, tx) -> Outcome.accepted(queue.peek(tx, question)));
  }

  private <R> CompletableFuture<Outcome<R>> with(
      @Nullable Call viewer, QueueAddress address, QueueAccess.Work<R> work) {
    return access.submit(
        address,
        (queues, tx) -> {
          Function<Queue, Outcome<R>> then = queue -> work.on(queue, tx);
          return viewer == null
              ? queues.with(address, then)
              : new Visit(viewer, QueueAction.RECEIVE_MESSAGE, address).with(queues, tx, then);
        });
  }

  private static PeekPage show(PeekQuestion question, Showcase.Page page) {
    PeekQuestion.Place next = page.next();
    return new PeekPage(
        page.messages().stream().map(Peek::show).toList(),
        next == null ? null : next.format(question.state()));
  }

  private static PeekedMessage show(Showcase.Shown shown) {
    Delivery delivery =
        new Delivery(
            NO_HANDLE,
            shown.sequence(),
            shown.stored(),
            shown.receiveCount(),
            shown.firstReceivedAtMillis());
    Message message = EVERYTHING.show(delivery);
    Map<String, String> system = new TreeMap<>(orEmpty(message.attributes()));
    if (NEVER.equals(system.get(RECEIVES))) {
      system.remove(FIRST_RECEIVE);
    }
    return new PeekedMessage(
        Objects.requireNonNull(message.messageId()),
        Objects.requireNonNull(message.body()),
        Objects.requireNonNull(message.md5OfBody()),
        system,
        orEmpty(message.messageAttributes()),
        message.md5OfMessageAttributes(),
        Instant.ofEpochMilli(Long.parseLong(Objects.requireNonNull(system.get(SENT)))),
        shown.visibleAtMillis() == 0 ? null : Instant.ofEpochMilli(shown.visibleAtMillis()));
  }

  private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> values) {
    return values == null ? Map.of() : values;
  }
}
