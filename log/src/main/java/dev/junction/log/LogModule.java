package dev.junction.log;

import dev.junction.delivery.Targets;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.engine.follow.Followers;
import dev.junction.kernel.Outcome;
import dev.junction.log.access.LogAccess;
import dev.junction.log.domain.EventPosition;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.domain.LogEvent;
import dev.junction.log.domain.LogLimits;
import dev.junction.log.filter.Effort;
import dev.junction.log.filter.FilterPattern;
import dev.junction.log.live.LiveTails;
import dev.junction.log.operation.FilterLogEvents;
import dev.junction.log.operation.TakeDelivery;
import dev.junction.log.state.GroupEntry;
import dev.junction.log.state.LogGroup;
import dev.junction.log.state.LogPartitionService;
import dev.junction.models.logs.LogsApi;
import dev.junction.models.logs.LogsService;
import dev.junction.wire.protocol.OperationCoverage;
import dev.junction.wire.protocol.ServiceEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// The only door to log groups: what the engine runs and what the wire calls.
public final class LogModule {

  private final LogPartitionService partitionService = new LogPartitionService();
  private final LiveTails tails;
  private volatile boolean ends;

  private LogModule(Executor executor) {
    tails = new LiveTails(executor);
  }

  /// @param targets where log groups register, so that other services can write into them
  public static LogModule create(Targets targets) {
    return create(targets, Thread::startVirtualThread);
  }

  /// @param executor where the events for Live Tails are looked at
  static LogModule create(Targets targets, Executor executor) {
    LogModule module = new LogModule(executor);
    targets.register(new TakeDelivery(module.partitionService));
    return module;
  }

  /// What an engine needs to hold log groups.
  public PartitionService<?> partitionService() {
    return partitionService;
  }

  /// Has another service of this process write into a group, which is made when it is not there.
  /// What is written is durable with the transaction. It is left out when there is no space.
  ///
  /// @param context that of the transaction
  /// @param stream the stream, which is made when it is not there
  /// @param text of 1 MiB at most
  public void write(
      Transaction<?> tx, PartitionContext context, GroupAddress group, String stream, byte[] text) {
    int partition = LogPartitionService.partitionOf(context, group);
    byte[] entry = new GroupEntry(group, stream, tx.now().toEpochMilli(), text).encode();
    tx.with(
        partitionService,
        (_, joined) -> {
          joined.send(partition, entry);
          return true;
        });
  }

  /// The service, over the engine that holds the groups, which may still be opening.
  public ServiceEndpoint endpoint(Engine engine) {
    LogsOperations operations = new LogsOperations(new LogAccess(engine, partitionService), tails);
    return ServiceEndpoint.of(LogsService.operations(operations), new InputReport());
  }

  /// The latest events of a group since a time that fit a pattern, in the order of their times.
  /// What takes more steps than [Effort#WALK_STEPS_MAX] is refused.
  ///
  /// @param max how many at most
  public CompletableFuture<Outcome<List<LogEvent>>> since(
      Engine engine, GroupAddress group, FilterPattern pattern, Instant since, int max) {
    FilterLogEvents.Search search =
        new FilterLogEvents.Search(
            group,
            null,
            "",
            Math.max(0, since.toEpochMilli()),
            Long.MAX_VALUE,
            pattern,
            LogLimits.PAGE_EVENTS_MAX);
    return walk(engine, search, Effort.of(Effort.WALK_STEPS_MAX), max);
  }

  CompletableFuture<Outcome<List<LogEvent>>> walk(
      Engine engine, FilterLogEvents.Search search, Effort effort, int max) {
    return goOn(
        new FilterLogEvents(new LogAccess(engine, partitionService)),
        search,
        EventPosition.before(search.fromMillis()),
        new Walk(effort, max));
  }

  /// How far a walk through a group has come.
  private static final class Walk {
    private final Deque<LogEvent> latest = new ArrayDeque<>();
    private final Effort effort;
    private final int max;

    private Walk(Effort effort, int max) {
      this.effort = effort;
      this.max = max;
    }

    private void take(List<LogEvent> events) {
      latest.addAll(events);
      while (latest.size() > max) {
        latest.removeFirst();
      }
    }
  }

  private static CompletableFuture<Outcome<List<LogEvent>>> goOn(
      FilterLogEvents reading, FilterLogEvents.Search search, EventPosition after, Walk walk) {
    return reading
        .find(search, after, walk.effort)
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Rejected<FilterLogEvents.Found>(var error) ->
                      LogAccess.done(Outcome.rejected(error));
                  case Outcome.Accepted<FilterLogEvents.Found>(var found) -> {
                    walk.take(found.events());
                    EventPosition next = found.next();
                    if (next == null) {
                      yield LogAccess.done(Outcome.accepted(List.copyOf(walk.latest)));
                    }
                    yield walk.effort.isOver()
                        ? LogAccess.done(Outcome.rejected(LogErrors.tooMuchToSearch()))
                        : goOn(reading, search, next, walk);
                  }
                });
  }

  /// Hands over what has come into a group since this follower asked last, or comes soon; a name
  /// that was not heard of before begins to follow.
  ///
  /// @param patience how long to wait for something
  public CompletableFuture<Outcome<Followers.News<LogEvent>>> follow(
      Engine engine, GroupAddress group, String follower, Duration patience) {
    return new LogAccess(engine, partitionService)
        .submitParking(
            group,
            (groups, tx, reply) -> {
              LogGroup found = groups.find(group);
              if (ends) {
                tx.answer(reply, Outcome.accepted(Followers.News.over()));
              } else if (found == null) {
                tx.answer(reply, Outcome.rejected(LogErrors.noSuchGroup()));
              } else if (!found.followers().fetch(tx, follower, patience, reply)) {
                tx.answer(
                    reply,
                    Outcome.rejected(LogErrors.invalid("Too many follow this group already.")));
              }
            });
  }

  /// Tells everybody who follows a group that it is over, now and from now on.
  public CompletableFuture<Boolean> endFollowing(Engine engine) {
    ends = true;
    tails.end();
    CompletableFuture<Boolean> all = CompletableFuture.completedFuture(true);
    for (int partition = 0; partition < engine.partitions(); partition++) {
      all =
          all.thenCombine(
              engine.submit(
                  partition,
                  partitionService,
                  (groups, tx) -> {
                    groups.endFollowing(tx);
                    return Outcome.accepted(true);
                  }),
              (before, outcome) -> before && outcome instanceof Outcome.Accepted<Boolean>);
    }
    return all;
  }

  /// Ends following.
  public void leave(Engine engine, GroupAddress group, String follower) {
    var _ =
        new LogAccess(engine, partitionService)
            .run(
                group,
                (found, tx) -> {
                  found.followers().leave(tx, follower);
                  return Outcome.accepted(true);
                });
  }

  /// Which operations are built.
  public static OperationCoverage coverage() {
    return OperationCoverage.of(LogsService.SCHEMA, LogsApi.class, LogsOperations.class);
  }
}
