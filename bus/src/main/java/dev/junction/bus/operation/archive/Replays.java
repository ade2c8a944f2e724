package dev.junction.bus.operation.archive;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.Page;
import dev.junction.bus.archive.ArchiveLog;
import dev.junction.bus.archive.ReplayRecord;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.Event;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Shelf;
import dev.junction.bus.state.Stored;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.events.CancelReplayRequest;
import dev.junction.models.events.CancelReplayResponse;
import dev.junction.models.events.DescribeArchiveResponse;
import dev.junction.models.events.DescribeReplayRequest;
import dev.junction.models.events.DescribeReplayResponse;
import dev.junction.models.events.EventsErrors;
import dev.junction.models.events.ListReplaysRequest;
import dev.junction.models.events.ListReplaysResponse;
import dev.junction.models.events.Replay;
import dev.junction.models.events.ReplayState;
import dev.junction.models.events.StartReplayRequest;
import dev.junction.models.events.StartReplayResponse;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Starts, shows and cancels replays. Source: EventBridge API reference, StartReplay and its
/// siblings; the messages are those that LocalStack recorded.
public final class Replays {

  private final BusAccess access;
  private final ArchiveKeeper keeper;

  public Replays(BusAccess access, ArchiveKeeper keeper) {
    this.access = access;
    this.keeper = keeper;
  }

  private static Shelf<DescribeReplayResponse> shelf(Buses buses) {
    return buses.shelves().replays();
  }

  public CompletionStage<Outcome<StartReplayResponse>> start(Call call, StartReplayRequest input) {
    BusAddress bus = BusAddress.ofArn(input.destination().arn()).orElse(null);
    ServiceError problem = timeProblem(input);
    if (bus == null || problem != null) {
      return BusAccess.done(
          Outcome.rejected(
              problem == null
                  ? BusErrors.invalid("Destination.Arn", "Must contain an event bus ARN.")
                  : problem));
    }
    return access
        .submit(bus, (buses, _) -> known(buses.find(bus), bus, input))
        .thenCompose(
            known ->
                switch (known) {
                  case Outcome.Rejected<Boolean>(var error) ->
                      BusAccess.<Integer>done(Outcome.rejected(error));
                  case Outcome.Accepted<Boolean> _ -> runningOf(call);
                })
        .thenCompose(
            running ->
                switch (running) {
                  case Outcome.Rejected<Integer>(var error) ->
                      BusAccess.<DescribeReplayResponse>done(Outcome.rejected(error));
                  case Outcome.Accepted<Integer>(Integer count) -> name(call, input, count);
                })
        .thenCompose(
            outcome ->
                outcome instanceof Outcome.Accepted<DescribeReplayResponse>(var shape)
                    ? begin(shape)
                    : BusAccess.done(outcome))
        .thenApply(
            outcome ->
                outcome.map(
                    shape ->
                        StartReplayResponse.builder()
                            .replayArn(shape.replayArn())
                            .state(ReplayState.STARTING)
                            .replayStartTime(shape.replayStartTime())
                            .build()));
  }

  private static @Nullable ServiceError timeProblem(StartReplayRequest input) {
    if (!Event.isPlausible(input.eventStartTime()) || !Event.isPlausible(input.eventEndTime())) {
      return BusErrors.invalid("EventStartTime", "The times are out of range.");
    }
    return input.eventStartTime().isBefore(input.eventEndTime())
        ? null
        : BusErrors.invalid("EventEndTime", "EventStartTime must be before EventEndTime.");
  }

  /// Whether the bus is there with all the rules that events are wanted for.
  ///
  /// What the real service says of rules is recorded nowhere; these are the words it has for rules
  /// elsewhere.
  private static Outcome<Boolean> known(
      @Nullable Bus found, BusAddress bus, StartReplayRequest input) {
    if (found == null) {
      return Outcome.rejected(BusErrors.noSuchBus(bus.name()));
    }
    for (String arn :
        Objects.requireNonNullElse(input.destination().filterArns(), List.<String>of())) {
      String rule = arn.substring(arn.lastIndexOf('/') + 1);
      if (!arn.equals(bus.ruleArn(rule))) {
        return Outcome.rejected(
            BusErrors.invalid(
                "Destination.FilterArns", arn + " is no rule of event bus " + bus.name() + "."));
      }
      if (found.rule(rule) == null) {
        return Outcome.rejected(BusErrors.noSuchRule(rule, bus.name()));
      }
    }
    return Outcome.accepted(true);
  }

  /// How many replays of the account and region have not ended. One that is started at the same
  /// time may not be counted.
  private CompletableFuture<Outcome<Integer>> runningOf(Call call) {
    String begin = Arn.of("events", call.region(), call.accountId(), "replay/").toString();
    return access
        .everywhere(
            buses ->
                buses.archives().replays().stream()
                    .filter(replay -> replay.endedMillis() == 0 && replay.arn().startsWith(begin))
                    .toList())
        .thenApply(outcome -> outcome.map(List::size));
  }

  /// Writes a replay down among what the account has.
  private CompletableFuture<Outcome<DescribeReplayResponse>> name(
      Call call, StartReplayRequest input, int running) {
    return access.growForAccount(
        call,
        (buses, tx) -> {
          ServiceError problem = problem(buses, call, input);
          if (problem == null && running >= BusLimits.REPLAYS_MAX) {
            problem =
                BusErrors.limit(
                    "An account has " + BusLimits.REPLAYS_MAX + " replays at most that run.");
          }
          if (problem != null) {
            return Outcome.rejected(problem);
          }
          DescribeReplayResponse shape = shape(call, input, tx.now());
          shelf(buses)
              .put(
                  tx,
                  call.accountId(),
                  call.region(),
                  input.replayName(),
                  Stored.of(buses.takeId(tx), shape));
          return Outcome.accepted(shape);
        });
  }

  private static @Nullable ServiceError problem(Buses buses, Call call, StartReplayRequest input) {
    if (shelf(buses).find(call.accountId(), call.region(), input.replayName()) != null) {
      return BusErrors.taken("Replay " + input.replayName());
    }
    String name = input.eventSourceArn().substring(input.eventSourceArn().lastIndexOf('/') + 1);
    Stored<DescribeArchiveResponse> archive =
        buses.shelves().archives().find(call.accountId(), call.region(), name);
    if (archive == null || !input.eventSourceArn().equals(archive.shape().archiveArn())) {
      return BusErrors.invalid("EventSourceArn", "Archive " + name + " does not exist.");
    }
    if (!input.destination().arn().equals(archive.shape().eventSourceArn())) {
      return BusErrors.invalid("Destination.Arn", "Cross event bus replay is not permitted.");
    }
    return null;
  }

  private static DescribeReplayResponse shape(Call call, StartReplayRequest input, Instant now) {
    return DescribeReplayResponse.builder()
        .replayName(input.replayName())
        .replayArn(
            Arn.of("events", call.region(), call.accountId(), "replay/" + input.replayName())
                .toString())
        .description(input.description())
        .state(ReplayState.STARTING)
        .eventSourceArn(input.eventSourceArn())
        .destination(input.destination())
        .eventStartTime(input.eventStartTime())
        .eventEndTime(input.eventEndTime())
        .replayStartTime(now)
        .build();
  }

  private static BusAddress busOf(DescribeReplayResponse shape) {
    return BusAddress.ofArn(Objects.requireNonNull(shape.destination()).arn()).orElseThrow();
  }

  /// What a replay finds at its bus.
  private record Place(int partition, long archiveId) {}

  /// Seals what the archive has in the map, so that all of it lies in chunks, and lets the replay
  /// run. Done twice it is done once.
  CompletableFuture<Outcome<DescribeReplayResponse>> begin(DescribeReplayResponse shape) {
    BusAddress bus = busOf(shape);
    return access
        .submit(
            bus,
            (buses, _) -> {
              ArchiveLog log = buses.archives().find(String.valueOf(shape.eventSourceArn()));
              return Outcome.accepted(
                  new Place(buses.partition(), log == null ? 0 : log.record().id()));
            })
        .thenCompose(
            place ->
                switch (place) {
                  case Outcome.Rejected<Place>(var error) ->
                      BusAccess.<Boolean>done(Outcome.rejected(error));
                  case Outcome.Accepted<Place>(Place found) -> sealAll(found);
                })
        .thenCompose(
            done ->
                switch (done) {
                  case Outcome.Rejected<Boolean>(var error) ->
                      BusAccess.<DescribeReplayResponse>done(Outcome.rejected(error));
                  case Outcome.Accepted<Boolean> _ -> put(bus, shape);
                });
  }

  private CompletableFuture<Outcome<Boolean>> sealAll(Place place) {
    return keeper
        .seal(place.partition(), place.archiveId())
        .thenCompose(
            done ->
                done instanceof Outcome.Accepted<Boolean>(Boolean more) && more
                    ? sealAll(place)
                    : BusAccess.done(done));
  }

  private CompletableFuture<Outcome<DescribeReplayResponse>> put(
      BusAddress bus, DescribeReplayResponse shape) {
    String arn = String.valueOf(shape.replayArn());
    return access
        .submit(
            bus,
            (buses, tx) -> {
              if (buses.archives().replay(arn) == null) {
                buses.archives().put(tx, record(buses, buses.takeId(tx), shape));
              }
              return Outcome.accepted(shape);
            })
        .thenApply(
            outcome -> {
              new ReplayDriver(access, keeper, bus, arn).run();
              return outcome;
            });
  }

  private static ReplayRecord record(Buses buses, long id, DescribeReplayResponse shape) {
    ArchiveLog log = buses.archives().find(String.valueOf(shape.eventSourceArn()));
    return new ReplayRecord(
        id,
        String.valueOf(shape.replayName()),
        String.valueOf(shape.replayArn()),
        busOf(shape).arn(),
        log == null ? 0 : log.record().id(),
        millis(shape.eventStartTime()),
        millis(shape.eventEndTime()),
        log == null ? 0 : log.last(),
        new ReplayRecord.Place(Long.MIN_VALUE, 0, 0),
        ReplayState.STARTING,
        millis(shape.replayStartTime()),
        0,
        Objects.requireNonNullElse(
            Objects.requireNonNull(shape.destination()).filterArns(), List.of()));
  }

  private static long millis(@Nullable Instant time) {
    return time == null ? 0 : time.toEpochMilli();
  }

  /// Begins a replay that its bus does not know.
  void putMissing(DescribeReplayResponse shape) {
    var _ =
        access
            .submit(
                busOf(shape),
                (buses, _) ->
                    Outcome.accepted(
                        buses.archives().replay(String.valueOf(shape.replayArn())) == null))
            .thenAccept(
                missing -> {
                  if (missing instanceof Outcome.Accepted<Boolean>(Boolean is) && is) {
                    var _ = begin(shape);
                  }
                });
  }

  /// Lets the replays go on that a stop of the process has interrupted.
  void resume() {
    var _ =
        access
            .everywhere(buses -> List.copyOf(buses.archives().replays()))
            .thenAccept(
                outcome -> {
                  if (outcome instanceof Outcome.Accepted<List<ReplayRecord>>(var replays)) {
                    for (ReplayRecord replay : replays) {
                      if (replay.endedMillis() == 0) {
                        BusAddress bus = BusAddress.ofArn(replay.busArn()).orElseThrow();
                        new ReplayDriver(access, keeper, bus, replay.arn()).run();
                      }
                    }
                  }
                });
  }

  private static Outcome<DescribeReplayResponse> found(Buses buses, Call call, String name) {
    Stored<DescribeReplayResponse> stored =
        shelf(buses).find(call.accountId(), call.region(), name);
    return stored == null
        ? Outcome.rejected(BusErrors.missing("Replay " + name))
        : Outcome.accepted(stored.shape());
  }

  public CompletionStage<Outcome<DescribeReplayResponse>> describe(
      Call call, DescribeReplayRequest input) {
    return access
        .submitForAccount(call, (buses, _) -> found(buses, call, input.replayName()))
        .thenCompose(this::current);
  }

  /// Adds how far a replay is.
  private CompletableFuture<Outcome<DescribeReplayResponse>> current(
      Outcome<DescribeReplayResponse> outcome) {
    if (!(outcome instanceof Outcome.Accepted<DescribeReplayResponse>(var shape))) {
      return BusAccess.done(outcome);
    }
    return access.submit(
        busOf(shape),
        (buses, _) -> {
          ReplayRecord replay = buses.archives().replay(String.valueOf(shape.replayArn()));
          return Outcome.accepted(replay == null ? shape : with(shape, replay));
        });
  }

  private static DescribeReplayResponse with(DescribeReplayResponse shape, ReplayRecord replay) {
    DescribeReplayResponse.Builder now = shape.toBuilder().state(replay.state());
    if (replay.place().timeMillis() > 0) {
      now.eventLastReplayedTime(Instant.ofEpochMilli(replay.place().timeMillis()));
    }
    if (replay.endedMillis() > 0) {
      now.replayEndTime(Instant.ofEpochMilli(replay.endedMillis()));
    }
    return now.build();
  }

  public CompletionStage<Outcome<CancelReplayResponse>> cancel(
      Call call, CancelReplayRequest input) {
    return access
        .submitForAccount(call, (buses, _) -> found(buses, call, input.replayName()))
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Rejected<DescribeReplayResponse>(var error) ->
                      BusAccess.<CancelReplayResponse>done(Outcome.rejected(error));
                  case Outcome.Accepted<DescribeReplayResponse>(var shape) -> cancel(shape);
                });
  }

  private CompletableFuture<Outcome<CancelReplayResponse>> cancel(DescribeReplayResponse shape) {
    String arn = String.valueOf(shape.replayArn());
    return access.submit(
        busOf(shape),
        (buses, tx) -> {
          ReplayRecord replay = buses.archives().replay(arn);
          boolean runs =
              replay != null
                  && (replay.state().equals(ReplayState.STARTING)
                      || replay.state().equals(ReplayState.RUNNING));
          if (replay == null || !runs) {
            return Outcome.rejected(
                EventsErrors.illegalStatusException(
                    "Replay "
                        + shape.replayName()
                        + " is not in a valid state for this operation."));
          }
          buses.archives().put(tx, replay.in(ReplayState.CANCELLING, 0));
          return Outcome.accepted(
              CancelReplayResponse.builder().replayArn(arn).state(ReplayState.CANCELLING).build());
        });
  }

  public CompletionStage<Outcome<ListReplaysResponse>> list(Call call, ListReplaysRequest input) {
    int given =
        (input.namePrefix() == null ? 0 : 1)
            + (input.eventSourceArn() == null ? 0 : 1)
            + (input.state() == null ? 0 : 1);
    if (given > 1) {
      return BusAccess.done(
          Outcome.rejected(
              BusErrors.invalid(
                  "At most one filter is allowed for ListReplays. Use either : State,"
                      + " EventSourceArn, or NamePrefix.")));
    }
    Page.Wish wish =
        new Page.Wish("ListReplays", input.namePrefix(), input.nextToken(), input.limit());
    return access
        .submitForAccount(
            call,
            (buses, _) ->
                Outcome.accepted(
                    shelf(buses).all(call.accountId(), call.region()).stream()
                        .map(Stored::shape)
                        .filter(
                            shape ->
                                input.eventSourceArn() == null
                                    || input.eventSourceArn().equals(shape.eventSourceArn()))
                        .toList()))
        .thenCompose(this::allCurrent)
        .thenApply(
            outcome ->
                outcome
                    .map(
                        shapes ->
                            shapes.stream()
                                .filter(
                                    shape ->
                                        input.state() == null
                                            || input.state().equals(shape.state()))
                                .toList())
                    .then(shapes -> Page.of(shapes, s -> String.valueOf(s.replayName()), wish))
                    .map(
                        page ->
                            ListReplaysResponse.builder()
                                .replays(page.items().stream().map(Replays::listed).toList())
                                .nextToken(page.nextToken())
                                .build()));
  }

  private CompletableFuture<Outcome<List<DescribeReplayResponse>>> allCurrent(
      Outcome<List<DescribeReplayResponse>> outcome) {
    if (!(outcome instanceof Outcome.Accepted<List<DescribeReplayResponse>>(var shapes))) {
      return BusAccess.done(outcome);
    }
    CompletableFuture<List<DescribeReplayResponse>> all =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (DescribeReplayResponse shape : shapes) {
      all =
          all.thenCombine(
              current(Outcome.accepted(shape)),
              (before, now) -> {
                if (now instanceof Outcome.Accepted<DescribeReplayResponse>(var one)) {
                  before.add(one);
                }
                return before;
              });
    }
    return all.thenApply(Outcome::accepted);
  }

  private static Replay listed(DescribeReplayResponse shape) {
    return Replay.builder()
        .replayName(shape.replayName())
        .eventSourceArn(shape.eventSourceArn())
        .state(shape.state())
        .stateReason(shape.stateReason())
        .eventStartTime(shape.eventStartTime())
        .eventEndTime(shape.eventEndTime())
        .eventLastReplayedTime(shape.eventLastReplayedTime())
        .replayStartTime(shape.replayStartTime())
        .replayEndTime(shape.replayEndTime())
        .build();
  }
}
