package dev.junction.bus.operation.archive;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.archive.ArchiveLog;
import dev.junction.bus.archive.ArchivedEvent;
import dev.junction.bus.archive.ReplayRecord;
import dev.junction.bus.archive.SealedChunk;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.Event;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.Buses;
import dev.junction.engine.Transaction;
import dev.junction.expression.path.JsonText;
import dev.junction.kernel.Outcome;
import dev.junction.models.events.ReplayState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs replays: reads some events outside of the partition, then lets the bus have them in one
/// transaction with how far the replay is, so that each event is replayed once, also after a
/// crash. Threads: any.
final class ReplayDriver {

  private static final int EVENTS_AT_ONCE = 100;
  private static final long AGAIN_MILLIS = 200;

  private final BusAccess access;
  private final ArchiveKeeper keeper;
  private final BusAddress bus;
  private final String replayArn;
  private final ReplayReader reader;

  ReplayDriver(BusAccess access, ArchiveKeeper keeper, BusAddress bus, String replayArn) {
    this.access = access;
    this.keeper = keeper;
    this.bus = bus;
    this.replayArn = replayArn;
    this.reader = new ReplayReader(keeper::read);
  }

  private record Standing(ReplayRecord replay, List<SealedChunk> chunks) {}

  /// Goes on until the replay is at its end.
  void run() {
    var _ =
        access
            .<Optional<Standing>>submit(
                bus,
                (buses, tx) -> {
                  ReplayRecord replay = begun(buses, tx);
                  ArchiveLog log =
                      replay == null ? null : buses.archives().find(replay.archiveId());
                  return Outcome.accepted(
                      Optional.ofNullable(replay)
                          .map(
                              found ->
                                  new Standing(found, log == null ? List.of() : log.chunks())));
                })
            .thenAcceptAsync(
                outcome -> {
                  switch (outcome) {
                    case Outcome.Rejected<Optional<Standing>> _ -> again();
                    case Outcome.Accepted<Optional<Standing>>(Optional<Standing> standing) ->
                        standing.ifPresent(this::step);
                  }
                },
                keeper.workers());
  }

  private void again() {
    CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS).execute(this::run);
  }

  /// The replay if it is to go on.
  private @Nullable ReplayRecord begun(Buses buses, Transaction<Buses> tx) {
    ReplayRecord replay = buses.archives().replay(replayArn);
    if (replay == null) {
      return null;
    }
    long now = tx.now().toEpochMilli();
    return switch (replay.state()) {
      case ReplayState.STARTING -> {
        ReplayRecord running = replay.in(ReplayState.RUNNING, 0);
        buses.archives().put(tx, running);
        yield running;
      }
      case ReplayState.RUNNING -> replay;
      case ReplayState.CANCELLING -> {
        buses.archives().put(tx, replay.in(ReplayState.CANCELLED, now));
        yield null;
      }
      default -> null;
    };
  }

  private void step(Standing standing) {
    ReplayReader.Batch batch;
    try {
      batch = reader.next(standing.replay(), standing.chunks(), EVENTS_AT_ONCE);
    } catch (RuntimeException damaged) {
      var _ =
          access.submit(
              bus,
              (buses, tx) -> {
                buses
                    .archives()
                    .put(tx, standing.replay().in(ReplayState.FAILED, tx.now().toEpochMilli()));
                return Outcome.accepted(true);
              });
      return;
    }
    var _ =
        access
            .submit(bus, (buses, tx) -> Outcome.accepted(deliver(buses, tx, standing, batch)))
            .thenAccept(
                outcome -> {
                  if (outcome instanceof Outcome.Rejected<Boolean>) {
                    again();
                  } else if (outcome instanceof Outcome.Accepted<Boolean>(Boolean more) && more) {
                    run();
                  }
                });
  }

  private boolean deliver(
      Buses buses, Transaction<Buses> tx, Standing standing, ReplayReader.Batch batch) {
    ReplayRecord replay = buses.archives().replay(replayArn);
    if (replay == null || !replay.place().equals(standing.replay().place())) {
      return false;
    }
    Bus found = buses.find(bus);
    if (batch.events().isEmpty() || found == null) {
      String state = found == null ? ReplayState.FAILED : ReplayState.COMPLETED;
      String kept = replay.state().equals(ReplayState.CANCELLING) ? ReplayState.CANCELLED : state;
      buses.archives().put(tx, replay.in(kept, tx.now().toEpochMilli()));
      return false;
    }
    if (!replay.state().equals(ReplayState.RUNNING)) {
      return true;
    }
    ReplayRecord.Place reached = batch.reached();
    for (ArchivedEvent archived : batch.events()) {
      Event event = event(tx, replay.name(), archived);
      if (event != null) {
        found.accept(
            tx,
            event,
            rule -> replay.ruleArns().isEmpty() || replay.ruleArns().contains(rule.arn()));
      }
      if (tx.stagedBytes() >= BusLimits.STAGED_BYTES_MAX) {
        reached =
            new ReplayRecord.Place(archived.minute(), archived.number(), archived.timeMillis());
        break;
      }
    }
    buses.archives().put(tx, replay.at(reached));
    return true;
  }

  /// The event with the name of its replay. Source: what LocalStack recorded from the real service
  /// (`test_start_list_describe_canceled_replay`).
  private static @Nullable Event event(
      Transaction<Buses> tx, String replay, ArchivedEvent archived) {
    String json = new String(archived.json(), StandardCharsets.UTF_8);
    int place = json.indexOf(",\"resources\":[");
    String named =
        place < 0
            ? json
            : json.substring(0, place)
                + ",\"replay-name\":"
                + JsonText.quoted(replay)
                + json.substring(place);
    return Event.ofJson(named, tx.now(), List.of());
  }
}
