package dev.junction.log.live;

import dev.junction.engine.EngineErrors;
import dev.junction.engine.follow.Followers.News;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.log.access.LogAccess;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.domain.LogEvent;
import dev.junction.log.domain.LogLimits;
import dev.junction.log.state.LogGroup;
import dev.junction.models.logs.LiveTailSessionLogEvent;
import dev.junction.models.logs.LiveTailSessionMetadata;
import dev.junction.models.logs.LiveTailSessionStart;
import dev.junction.models.logs.LiveTailSessionUpdate;
import dev.junction.models.logs.SessionStreamingException;
import dev.junction.models.logs.SessionTimeoutException;
import dev.junction.models.logs.StartLiveTailResponseStream;
import dev.junction.wire.eventstream.EventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One Live Tail session: looks every second what has come into its groups, and keeps updates for a
/// client that is slow, the latest ten at most.
///
/// A group that is deleted shows nothing more, unless it is created again. Seconds are those of the
/// engine's clock. Threads: any.
public final class LiveTail implements EventSource<StartLiveTailResponseStream> {

  private static final Logger LOG = LoggerFactory.getLogger(LiveTail.class);
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final LogAccess access;
  private final TailScope scope;
  private final String id = UUID.randomUUID().toString();
  private final Executor executor;
  private final Runnable onClosed;
  private final UpdateBuffer buffer = new UpdateBuffer();
  private @Nullable StartLiveTailResponseStream first;
  private @Nullable StartLiveTailResponseStream last;
  private @Nullable CompletableFuture<Optional<StartLiveTailResponseStream>> waiting;
  private boolean over;

  /// The time of the partition's clock when it was last told, and how many seconds in a row it
  /// could not be asked since.
  private long toldNanos;

  private int missedSeconds;

  LiveTail(LogAccess access, TailScope scope, Executor executor, Runnable onClosed) {
    this.access = access;
    this.scope = scope;
    this.executor = executor;
    this.onClosed = onClosed;
  }

  /// The session's id.
  public String id() {
    return id;
  }

  /// Begins to listen to the groups, if all of them can be; events from now on are seen.
  ///
  /// @param start what the client is told first
  public CompletableFuture<Outcome<LiveTail>> begin(LiveTailSessionStart start) {
    first = StartLiveTailResponseStream.builder().sessionStart(start).build();
    CompletableFuture<Outcome<Long>> all = LogAccess.done(Outcome.accepted(0L));
    for (GroupAddress group : scope.groups()) {
      all = all.thenCombine(listen(group), (before, here) -> before.then(_ -> here));
    }
    return all.thenApply(
        outcome -> {
          switch (outcome) {
            case Outcome.Accepted<Long>(Long begunNanos) -> {
              told(begunNanos);
              waitSecond(begunNanos);
            }
            case Outcome.Rejected<Long> _ -> close();
          }
          return outcome.map(_ -> this);
        });
  }

  private CompletableFuture<Outcome<Long>> listen(GroupAddress address) {
    CompletableFuture<Outcome<News<LogEvent>>> news =
        access.submitParking(
            address,
            (groups, tx, reply) -> {
              LogGroup group = groups.find(address);
              if (group == null) {
                tx.answer(reply, Outcome.rejected(LogErrors.noSuchGroup()));
              } else if (!group.record().groupClass().equals("STANDARD")) {
                tx.answer(reply, Outcome.rejected(LogErrors.noLiveTail()));
              } else if (!group.followers().fetch(tx, id, Duration.ZERO, reply)) {
                tx.answer(reply, Outcome.rejected(LogErrors.tooManyTails()));
              }
            });
    return news.thenCompose(
        outcome ->
            switch (outcome) {
              case Outcome.Rejected<News<LogEvent>>(var error) ->
                  LogAccess.done(Outcome.<Long>rejected(error));
              case Outcome.Accepted<News<LogEvent>> _ ->
                  access.submit(address, (_, tx) -> Outcome.accepted(tx.nanos()));
            });
  }

  private synchronized void told(long nanos) {
    toldNanos = nanos;
    missedSeconds = 0;
  }

  /// Counts one more second that the clock could not be asked, and answers how old the session is.
  private synchronized long ageNanos(long begunNanos) {
    missedSeconds++;
    return toldNanos - begunNanos + missedSeconds * SECOND_NANOS;
  }

  private void waitSecond(long begunNanos) {
    CompletableFuture<Outcome<Long>> second =
        access.submitParking(
            scope.groups().getFirst(),
            (_, tx, reply) ->
                tx.wakeAt(
                    tx.nanos() + SECOND_NANOS,
                    (_, woken) -> {
                      woken.answer(reply, Outcome.accepted(woken.nanos()));
                      return Outcome.accepted(true);
                    }));
    var _ =
        second
            .thenAcceptAsync(
                outcome -> {
                  switch (outcome) {
                    case Outcome.Rejected<Long>(ServiceError error) -> missed(begunNanos, error);
                    case Outcome.Accepted<Long>(Long nanos) -> look(begunNanos, nanos);
                  }
                },
                executor)
            .exceptionally(this::failed);
  }

  /// What the partition could not take now, it may take a second later. Its clock cannot be asked:
  /// meanwhile the session grows older by the real time.
  private void missed(long begunNanos, ServiceError error) {
    if (isOver()) {
      return;
    }
    if (!error.equals(EngineErrors.SERVICE_UNAVAILABLE)) {
      breakOff();
      return;
    }
    if (ageNanos(begunNanos) >= LogLimits.TAIL_SESSION_MAX.toNanos()) {
      timeOut();
      return;
    }
    var _ =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, SECOND_NANOS, TimeUnit.NANOSECONDS)
            .thenAcceptAsync(
                _ -> {
                  if (!isOver()) {
                    waitSecond(begunNanos);
                  }
                },
                executor)
            .exceptionally(this::failed);
  }

  private void look(long begunNanos, long nanos) {
    if (isOver()) {
      return;
    }
    told(nanos);
    List<CompletableFuture<News<LogEvent>>> asked = new ArrayList<>();
    for (GroupAddress group : scope.groups()) {
      asked.add(news(group));
    }
    var _ =
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
            .thenAcceptAsync(
                _ -> {
                  take(asked.stream().map(CompletableFuture::join).toList());
                  if (nanos - begunNanos >= LogLimits.TAIL_SESSION_MAX.toNanos()) {
                    timeOut();
                  } else if (!isOver()) {
                    waitSecond(begunNanos);
                  }
                },
                executor)
            .exceptionally(this::failed);
  }

  private @Nullable Void failed(Throwable failure) {
    LOG.error("A Live Tail session failed", failure);
    breakOff();
    return null;
  }

  private CompletableFuture<News<LogEvent>> news(GroupAddress address) {
    CompletableFuture<Outcome<News<LogEvent>>> asked =
        access.submitParking(
            address,
            (groups, tx, reply) -> {
              LogGroup group = groups.find(address);
              // Over, it has left already and must not begin to follow again.
              if (isOver()
                  || group == null
                  || !group.followers().fetch(tx, id, Duration.ZERO, reply)) {
                tx.answer(reply, Outcome.accepted(News.over()));
              }
            });
    return asked.thenApply(
        outcome ->
            outcome instanceof Outcome.Accepted<News<LogEvent>>(News<LogEvent> news)
                ? news
                : News.over());
  }

  private void take(List<News<LogEvent>> news) {
    List<TailedEvent> wanted = new ArrayList<>();
    boolean missed = false;
    for (int i = 0; i < news.size(); i++) {
      GroupAddress group = scope.groups().get(i);
      missed |= news.get(i).missed() > 0;
      for (LogEvent event : news.get(i).events()) {
        if (scope.wants(event)) {
          wanted.add(new TailedEvent(group, event));
        }
      }
    }
    wanted.sort(Comparator.comparingLong(tailed -> tailed.event().ingestedAtMillis()));
    TailUpdate update = TailUpdate.sampleOf(wanted, missed);
    CompletableFuture<Optional<StartLiveTailResponseStream>> reader;
    synchronized (this) {
      reader = waiting;
      waiting = null;
      if (reader == null) {
        buffer.add(update);
      }
    }
    if (reader != null) {
      reader.complete(Optional.of(shown(update)));
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private void timeOut() {
    String message = "This Live Tail session has been open for three hours, which is the limit.";
    end(
        StartLiveTailResponseStream.builder()
            .sessionTimeoutException(SessionTimeoutException.builder().message(message).build())
            .build());
  }

  /// Source: CloudWatch Logs API reference, SessionStreamingException: for unknown errors.
  private void breakOff() {
    String message = "The Live Tail session failed because of an internal fault.";
    end(
        StartLiveTailResponseStream.builder()
            .sessionStreamingException(SessionStreamingException.builder().message(message).build())
            .build());
  }

  @Override
  public CompletionStage<Optional<StartLiveTailResponseStream>> next() {
    TailUpdate update;
    synchronized (this) {
      StartLiveTailResponseStream start = first;
      if (start != null) {
        first = null;
        return CompletableFuture.completedFuture(Optional.of(start));
      }
      update = buffer.take();
      if (update == null && last != null) {
        Optional<StartLiveTailResponseStream> end = Optional.of(last);
        last = null;
        return CompletableFuture.completedFuture(end);
      }
      if (update == null && over) {
        return CompletableFuture.completedFuture(Optional.empty());
      }
      if (update == null) {
        waiting = new CompletableFuture<>();
        return waiting;
      }
    }
    return CompletableFuture.completedFuture(Optional.of(shown(update)));
  }

  private static StartLiveTailResponseStream shown(TailUpdate update) {
    return StartLiveTailResponseStream.builder()
        .sessionUpdate(
            LiveTailSessionUpdate.builder()
                .sessionMetadata(
                    LiveTailSessionMetadata.builder().sampled(update.isSampled()).build())
                .sessionResults(update.events().stream().map(LiveTail::shown).toList())
                .build())
        .build();
  }

  private static LiveTailSessionLogEvent shown(TailedEvent tailed) {
    LogEvent event = tailed.event();
    return LiveTailSessionLogEvent.builder()
        .logGroupIdentifier(tailed.group().arn())
        .logStreamName(event.stream())
        .message(event.message())
        .timestamp(event.timeMillis())
        .ingestionTime(event.ingestedAtMillis())
        .build();
  }

  /// Ends the session; what is buffered can still be read.
  @Override
  public void close() {
    end(null);
  }

  private void end(@Nullable StartLiveTailResponseStream farewell) {
    CompletableFuture<Optional<StartLiveTailResponseStream>> reader;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      reader = waiting;
      waiting = null;
      if (reader == null) {
        last = farewell;
      }
    }
    onClosed.run();
    scope.groups().forEach(this::leave);
    if (reader != null) {
      reader.complete(Optional.ofNullable(farewell));
    }
  }

  private void leave(GroupAddress address) {
    var _ =
        access.run(
            address,
            (group, tx) -> {
              group.followers().leave(tx, id);
              return Outcome.accepted(true);
            });
  }
}
