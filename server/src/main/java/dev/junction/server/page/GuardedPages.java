package dev.junction.server.page;

import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.server.Exchange;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pages that show data or change something, behind their guard.
public final class GuardedPages {

  /// Which pages there are, for whoever asks for another.
  public static final String LIST =
      ClockPage.PATH
          + ", "
          + QueueList.PATH
          + ", "
          + MessagePage.SHAPE
          + ", "
          + MailboxPage.PATH
          + ", "
          + EventEndpointPage.PATH
          + ", "
          + LogPage.SHAPE
          + ", "
          + TapPage.SHAPE
          + ", "
          + TracePage.SHAPE
          + ", "
          + ReplyPage.PATH;

  private static final Logger LOG = LoggerFactory.getLogger(GuardedPages.class);

  private final PageGuard guard;
  private final ClockPage clock;
  private final QueueList queues;
  private final MessagePage messages;
  private final MailboxPage mailbox;
  private final Followed followed;
  private final Changing changing;

  /// The pages that change something.
  public record Changing(EventEndpointPage endpoints, ReplyPage replies) {}

  /// The pages that follow what happens, and what has happened.
  public record Followed(LogPage logs, TapPage taps, TracePage traces) {}

  public GuardedPages(
      PageGuard guard,
      ClockPage clock,
      QueueList queues,
      MessagePage messages,
      MailboxPage mailbox,
      Followed followed,
      Changing changing) {
    this.guard = guard;
    this.clock = clock;
    this.queues = queues;
    this.messages = messages;
    this.mailbox = mailbox;
    this.followed = followed;
    this.changing = changing;
  }

  /// What a page does for somebody who may see it.
  @FunctionalInterface
  private interface Page {
    CompletableFuture<HttpResponse> answer(@Nullable Call viewer);
  }

  /// Answers the request if it is for one of these pages; answers false if it is not.
  public boolean handle(HttpRequest request, Exchange exchange) {
    if (!EventEndpointPage.isFor(request) && (LogPage.isFor(request) || TapPage.isFor(request))) {
      follow(request, exchange);
      return true;
    }
    Page page = find(request);
    if (page == null) {
      return false;
    }
    switch (guard.admit(request, exchange.remoteAddress())) {
      case Admission.Refused(var answer) -> exchange.respond(answer);
      case Admission.Granted(var viewer) ->
          page.answer(viewer)
              .thenAccept(exchange::respond)
              .exceptionally(fault -> failed(fault, exchange));
    }
    return true;
  }

  private void follow(HttpRequest request, Exchange exchange) {
    if (!request.method().equals("GET")) {
      exchange.respond(Answers.wrongMethod("GET"));
      return;
    }
    switch (guard.admit(request, exchange.remoteAddress())) {
      case Admission.Refused(var answer) -> exchange.respond(answer);
      case Admission.Granted(var viewer) -> {
        if (LogPage.isFor(request)) {
          followed.logs.answer(request, viewer, exchange);
        } else {
          followed.taps.answer(request, viewer, exchange);
        }
      }
    }
  }

  private @Nullable Page find(HttpRequest request) {
    if (EventEndpointPage.isFor(request)) {
      return viewer -> changing.endpoints.answer(request, viewer);
    }
    if (TracePage.isFor(request)) {
      return read(request, viewer -> followed.traces.answer(request, viewer));
    }
    return switch (request.path()) {
      case ClockPage.PATH -> _ -> CompletableFuture.completedFuture(clock.answer(request));
      case MailboxPage.PATH -> read(request, viewer -> mailbox.answer(request, viewer));
      case ReplyPage.PATH ->
          only("POST", request, viewer -> changing.replies.answer(request, viewer));
      case QueueList.PATH -> read(request, viewer -> queues.answer(request, viewer));
      default ->
          MessagePage.queueOf(request.path())
              .map(queue -> read(request, viewer -> messages.answer(request, queue, viewer)))
              .orElse(null);
    };
  }

  private static Page read(HttpRequest request, Page page) {
    return only("GET", request, page);
  }

  private static Page only(String method, HttpRequest request, Page page) {
    return request.method().equals(method)
        ? page
        : _ -> CompletableFuture.completedFuture(Answers.wrongMethod(method));
  }

  private static @Nullable Void failed(Throwable fault, Exchange exchange) {
    LOG.error("A page could not be shown", fault);
    exchange.respond(
        Answers.refusal(500, "InternalFailure", "This page could not be shown; see the log."));
    return null;
  }
}
