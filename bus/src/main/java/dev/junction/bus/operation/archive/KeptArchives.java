package dev.junction.bus.operation.archive;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.archive.ArchiveLog;
import dev.junction.bus.archive.ArchiveRecord;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.state.ArchiveRules;
import dev.junction.bus.state.ArchiveTimer;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Stored;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.events.DescribeArchiveResponse;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Lets buses keep events for archives, or keep them no more.
///
/// An archive is named on the partition of its account, and its events lie on that of its bus. What
/// the account has said may be over by the time the bus hears it: another call has changed the
/// archive, or deleted it and created another one of its name. So a bus leaves alone what it keeps
/// for a later archive, and whoever has told it something looks whether the account still says so.
final class KeptArchives {

  private KeptArchives() {}

  /// Lets the bus keep what the archive wants, and shows so by a rule; done twice it is done once.
  /// Where the archive was changed or deleted meanwhile, the bus keeps what is wanted by then.
  ///
  /// @param isRepair whether an archive that keeps nothing, as its rule was deleted, stays so
  static CompletableFuture<Outcome<DescribeArchiveResponse>> attach(
      BusAccess access, DescribeArchiveResponse shape, boolean isRepair) {
    return put(access, shape, isRepair)
        .thenCompose(
            put ->
                switch (put) {
                  case Outcome.Rejected<Optional<ArchiveRecord>>(var error) ->
                      BusAccess.done(Outcome.rejected(error));
                  case Outcome.Accepted<Optional<ArchiveRecord>>(var later) ->
                      named(access, shape)
                          .thenCompose(
                              now ->
                                  now
                                          instanceof
                                          Outcome.Accepted<Optional<DescribeArchiveResponse>>(
                                              var archive)
                                      ? settled(access, shape, later, archive)
                                      : done(shape));
                });
  }

  /// Tells the bus; the archive for which it keeps events already, if that is a later one.
  private static CompletableFuture<Outcome<Optional<ArchiveRecord>>> put(
      BusAccess access, DescribeArchiveResponse shape, boolean isRepair) {
    BusAddress bus = busOf(shape);
    long created = createdMillis(shape);
    return access.submit(
        bus,
        (buses, tx) -> {
          ArchiveLog log = buses.archives().find(String.valueOf(shape.archiveArn()));
          ArchiveRecord known = log == null ? null : log.record();
          if (known != null && known.createdMillis() > created) {
            return Outcome.accepted(Optional.of(known));
          }
          if (isRepair && known != null && known.createdMillis() == created && known.isClosed()) {
            return Outcome.accepted(Optional.empty());
          }
          if (known != null && !known.busArn().equals(bus.arn())) {
            // An earlier archive of this name, whose end a crash has interrupted.
            detach(buses, tx, BusAddress.ofArn(known.busArn()).orElseThrow(), shape);
          }
          buses
              .archives()
              .attach(
                  tx,
                  new ArchiveRecord(
                      buses.takeId(tx),
                      String.valueOf(shape.archiveArn()),
                      created,
                      bus.arn(),
                      shape.eventPattern(),
                      Objects.requireNonNullElse(shape.retentionDays(), 0)));
          Bus keeping = buses.find(bus);
          if (keeping != null) {
            ArchiveRules.put(
                tx, keeping, String.valueOf(shape.archiveName()), shape.eventPattern());
          }
          ArchiveTimer.set(tx);
          return Outcome.accepted(Optional.empty());
        });
  }

  /// What the account says of an archive of this name now.
  private static CompletableFuture<Outcome<Optional<DescribeArchiveResponse>>> named(
      BusAccess access, DescribeArchiveResponse shape) {
    Arn arn = Arn.parse(String.valueOf(shape.archiveArn())).orElseThrow();
    AccountId account = new AccountId(arn.account());
    Region region = new Region(arn.region());
    String name = String.valueOf(shape.archiveName());
    return access.submitFor(
        account,
        region,
        (buses, _) ->
            Outcome.accepted(
                Optional.ofNullable(buses.shelves().archives().find(account, region, name))
                    .map(Stored::shape)));
  }

  /// @param later what the bus keeps events for in place of the archive
  /// @param now the archive that has the name now
  private static CompletableFuture<Outcome<DescribeArchiveResponse>> settled(
      BusAccess access,
      DescribeArchiveResponse shape,
      Optional<ArchiveRecord> later,
      Optional<DescribeArchiveResponse> now) {
    if (now.isEmpty()) {
      return detachAgain(access, shape).thenCompose(_ -> done(shape));
    }
    DescribeArchiveResponse current = now.get();
    if (!Objects.equals(current.creationTime(), shape.creationTime())) {
      return detachAgain(access, shape)
          .thenCompose(_ -> attach(access, current, /* isRepair= */ true))
          .thenCompose(_ -> done(shape));
    }
    if (later.isPresent()) {
      // Its name was gone before this one was created: the clock went back between.
      return access
          .submit(busOf(shape), (buses, tx) -> detach(buses, tx, later.get().id()))
          .thenCompose(_ -> attach(access, current, /* isRepair= */ true));
    }
    return wantsTheSame(current, shape)
        ? done(shape)
        : attach(access, current, /* isRepair= */ true).thenCompose(_ -> done(shape));
  }

  private static CompletableFuture<Outcome<DescribeArchiveResponse>> done(
      DescribeArchiveResponse shape) {
    return BusAccess.done(Outcome.accepted(shape));
  }

  private static boolean wantsTheSame(DescribeArchiveResponse one, DescribeArchiveResponse other) {
    return Objects.equals(one.eventPattern(), other.eventPattern())
        && Objects.equals(one.retentionDays(), other.retentionDays());
  }

  private static BusAddress busOf(DescribeArchiveResponse shape) {
    return BusAddress.ofArn(String.valueOf(shape.eventSourceArn())).orElseThrow();
  }

  /// When an archive was created, which tells it apart from others of its name.
  static long createdMillis(DescribeArchiveResponse shape) {
    return Objects.requireNonNullElse(shape.creationTime(), Instant.EPOCH).toEpochMilli();
  }

  /// Lets the bus keep nothing for an archive whose name is gone, but for a later one of its name.
  static CompletableFuture<Outcome<Boolean>> detachAgain(
      BusAccess access, DescribeArchiveResponse shape) {
    BusAddress bus = busOf(shape);
    long created = createdMillis(shape);
    return access.submit(
        bus,
        (buses, tx) -> {
          ArchiveLog log = buses.archives().find(String.valueOf(shape.archiveArn()));
          boolean isThere = log != null && log.record().createdMillis() == created;
          if (isThere) {
            detach(buses, tx, bus, shape);
          }
          return Outcome.accepted(isThere);
        });
  }

  /// Lets a bus keep nothing more for an archive or an earlier one of its name; what is kept for a
  /// later one is left alone.
  static void detach(
      Buses buses, Transaction<Buses> tx, BusAddress bus, DescribeArchiveResponse shape) {
    ArchiveLog log = buses.archives().find(String.valueOf(shape.archiveArn()));
    if (log != null && log.record().createdMillis() > createdMillis(shape)) {
      return;
    }
    if (log != null) {
      buses.archives().detach(tx, log);
    }
    Bus keeping = buses.find(bus);
    if (keeping != null) {
      ArchiveRules.remove(tx, keeping, String.valueOf(shape.archiveName()));
    }
  }

  /// Lets a bus keep nothing more for an archive, by the number of its events.
  static Outcome<Boolean> detach(Buses buses, Transaction<Buses> tx, long id) {
    ArchiveLog log = buses.archives().find(id);
    if (log != null) {
      buses.archives().detach(tx, log);
      Bus keeping = buses.find(BusAddress.ofArn(log.record().busArn()).orElseThrow());
      if (keeping != null) {
        ArchiveRules.remove(tx, keeping, nameOf(log.record()));
      }
    }
    return Outcome.accepted(log != null);
  }

  /// The name of an archive.
  static String nameOf(ArchiveRecord record) {
    return Arn.parse(record.arn()).orElseThrow().resource().substring("archive/".length());
  }
}
