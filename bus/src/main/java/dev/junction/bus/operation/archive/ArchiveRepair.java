package dev.junction.bus.operation.archive;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.state.Stored;
import dev.junction.kernel.Outcome;
import dev.junction.models.events.DescribeArchiveResponse;
import dev.junction.models.events.DescribeReplayResponse;
import java.util.List;

/// What a start makes whole: archives and replays that were created just as the process ended,
/// before their buses knew of them, and replays that were running.
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
                    all.forEach(
                        stored -> {
                          var _ = Archives.attach(access, stored.shape());
                        });
                  }
                });
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
}
