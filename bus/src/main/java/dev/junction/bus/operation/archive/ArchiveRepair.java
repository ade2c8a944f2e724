package dev.junction.bus.operation.archive;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.archive.ArchiveLog;
import dev.junction.bus.archive.ArchiveRecord;
import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Stored;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.events.DescribeArchiveResponse;
import dev.junction.models.events.DescribeReplayResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a start makes whole: archives and replays that were created just as the process ended,
/// before their buses knew of them, archives whose events are kept but whose names are gone or are
/// those of later archives, and replays that were running. Calls are answered meanwhile.
public final class ArchiveRepair {

  private ArchiveRepair() {}

  public static void run(BusAccess access, ArchiveKeeper keeper) {
    var _ =
        access
            .everywhere(buses -> buses.shelves().archives().everything())
            .thenAccept(
                outcome -> {
                  if (outcome
                      instanceof Outcome.Accepted<List<Stored<DescribeArchiveResponse>>>(var all)) {
                    all.forEach(stored -> attach(access, stored.shape()));
                  }
                });
    detachNameless(access);
    Replays replays = new Replays(access, keeper);
    var _ =
        access
            .everywhere(buses -> buses.shelves().replays().everything())
            .thenAccept(
                outcome -> {
                  if (outcome
                      instanceof Outcome.Accepted<List<Stored<DescribeReplayResponse>>>(var all)) {
                    all.forEach(stored -> replays.putMissing(stored.shape()));
                  }
                });
    replays.resume();
  }

  private static void attach(BusAccess access, DescribeArchiveResponse shape) {
    var _ = KeptArchives.attach(access, shape, /* isRepair= */ true);
  }

  private static void detachNameless(BusAccess access) {
    for (int partition = 0; partition < access.partitions(); partition++) {
      int place = partition;
      var _ =
          access
              .submit(
                  place,
                  (Buses buses, Transaction<Buses> _) ->
                      Outcome.accepted(
                          buses.archives().all().stream().map(ArchiveLog::record).toList()))
              .thenAccept(
                  outcome -> {
                    if (outcome instanceof Outcome.Accepted<List<ArchiveRecord>>(var all)) {
                      all.forEach(record -> detachIfNameless(access, place, record));
                    }
                  });
    }
  }

  private static void detachIfNameless(BusAccess access, int partition, ArchiveRecord record) {
    Arn arn = Arn.parse(record.arn()).orElseThrow();
    AccountId account = new AccountId(arn.account());
    Region region = new Region(arn.region());
    String name = KeptArchives.nameOf(record);
    var _ =
        access
            .submitFor(
                account,
                region,
                (buses, _) ->
                    Outcome.accepted(
                        !isOf(buses.shelves().archives().find(account, region, name), record)))
            .thenCompose(
                nameless ->
                    nameless instanceof Outcome.Accepted<Boolean>(Boolean gone) && gone
                        ? access.submit(
                            partition, (buses, tx) -> KeptArchives.detach(buses, tx, record.id()))
                        : BusAccess.done(Outcome.accepted(false)));
  }

  /// Whether events are kept for this archive, not for an earlier one of its name.
  private static boolean isOf(
      @Nullable Stored<DescribeArchiveResponse> archive, ArchiveRecord record) {
    return archive != null && KeptArchives.createdMillis(archive.shape()) == record.createdMillis();
  }
}
