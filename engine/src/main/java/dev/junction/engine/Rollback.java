package dev.junction.engine;

import dev.junction.engine.aside.CommandFailed;
import dev.junction.storage.JournalFull;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes back what a command has changed that was not written. That is nothing but the views, which
/// are made again from the map; what waited in them goes with them.
///
/// Threads: the partition's.
final class Rollback {

  private static final Logger LOG = LoggerFactory.getLogger(Rollback.class);

  private final Workspace workspace;
  private final Transactions transactions;
  private final ParkedCalls parked;
  private final Runnable openViews;

  /// Messages that came while there was no space to apply them.
  private final Deque<Item.Delivery> delayed;

  /// Whether the views are not those of the map.
  private boolean stale;

  /// What is to be ended once the views are made again.
  private @Nullable CommandFailed failed;

  private long failures;

  Rollback(
      Workspace workspace,
      Transactions transactions,
      ParkedCalls parked,
      Deque<Item.Delivery> delayed,
      Runnable openViews) {
    this.workspace = workspace;
    this.transactions = transactions;
    this.parked = parked;
    this.delayed = delayed;
    this.openViews = openViews;
  }

  /// There was no space for an item, or for what nobody asked for.
  void take(@Nullable Item item) {
    if (item instanceof Call<?, ?> call) {
      call.fail(EngineErrors.SERVICE_UNAVAILABLE);
    } else if (item instanceof Item.Delivery delivery) {
      delayed.addFirst(delivery);
    }
    stale = true;
  }

  /// The journal had no space for an item, or for what nobody asked for.
  void take(JournalFull full, @Nullable Item item) {
    feel(full);
    take(item);
  }

  /// A service failed at something.
  void take(CommandFailed failure) {
    LOG.error(
        "Partition {} undid what {} failed at; this is a fault of the program",
        workspace.partition(),
        failure.service(),
        failure.getCause());
    failures++;
    stale = true;
    if (failure.work() instanceof Call<?, ?> call) {
      call.fail(EngineErrors.INTERNAL_FAILURE);
    } else {
      failed = failure;
    }
  }

  /// At how many commands services have failed.
  long failures() {
    return failures;
  }

  /// Makes the views again if that is due, and ends what a service failed at. The map has to be up
  /// to its journal.
  void run() {
    while (stale) {
      stale = false;
      CommandFailed failure = failed;
      failed = null;
      parked.drain(call -> call.fail(EngineErrors.SERVICE_UNAVAILABLE));
      workspace.wakes().clear();
      workspace.roundEnd().clear();
      openViews.run();
      if (failure != null) {
        end(failure);
      }
    }
  }

  private void end(CommandFailed failure) {
    try {
      transactions.end(failure);
    } catch (JournalFull full) {
      take(full, failure.work() instanceof Item.Delivery delivery ? delivery : null);
    }
  }

  private void feel(JournalFull full) {
    if (workspace.shortage().begin(workspace.clock(), workspace.log().lastLsn())) {
      LOG.warn("Partition {} has no space to write: {}", workspace.partition(), full.getMessage());
    }
  }
}
