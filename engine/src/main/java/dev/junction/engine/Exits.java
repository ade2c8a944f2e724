package dev.junction.engine;

import dev.junction.engine.mailbox.Mailbox;
import dev.junction.engine.run.Workers;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The ways out of the partitions: to those who wait for an answer, and to other partitions.
///
/// An answer goes to where its caller runs ([dev.junction.engine.run.Runner#caller]), or to the
/// releaser's round when that is nowhere in particular: neither the journal's thread nor a
/// partition's should run what callers hang on their futures. Threads: any, but [#releaseAnswers]
/// one at a time.
final class Exits {

  private final Workers workers;
  private final Mailbox<Item> answers = new Mailbox<>(Integer.MAX_VALUE);
  private volatile List<Partition> partitions = List.of();

  Exits(Workers workers) {
    this.workers = workers;
  }

  /// Says who the partitions are, once.
  void lead(List<Partition> to) {
    partitions = to;
  }

  /// Puts an item into the mailbox of a partition; lost when that one is closed or has failed.
  void post(int partition, Item item) {
    partitions.get(partition).put(item);
  }

  /// Gives a caller what was decided, soon.
  void answer(Call<?, ?> call) {
    @Nullable Executor home = call.home();
    if (home != null) {
      try {
        home.execute(call);
        return;
      } catch (RuntimeException _) {
        // The caller's thread has ended, or fails otherwise: that is no fault of the journal, whose
        // thread this may be.
      }
    }
    if (answers.put(call) == Mailbox.Offer.FIRST) {
      workers.wakeReleaser();
    }
  }

  /// Gives the answers out whose callers run nowhere in particular.
  void releaseAnswers() {
    for (Item item = answers.poll(); item != null; item = answers.poll()) {
      if (item instanceof Call<?, ?> call) {
        call.run();
      }
    }
  }
}
