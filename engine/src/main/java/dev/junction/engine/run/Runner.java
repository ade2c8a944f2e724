package dev.junction.engine.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Gives pieces of work the time to run: each round of one piece by itself, different pieces side
/// by side if the runner likes.
///
/// The engine starts no thread of its own, so that a simulation can run all of it in one.
public interface Runner {

  /// Answered by a round: run me again only when somebody wakes me.
  long WHEN_WOKEN = Long.MAX_VALUE;

  /// Answered by a round: run me again at once.
  long AT_ONCE = Long.MIN_VALUE;

  /// Something that is done in rounds.
  @FunctionalInterface
  interface Work {
    /// Does what there is to do now and answers the monotonic time of the next round; a wake brings
    /// it forward. It must not throw: a piece of work that does is never run again.
    long round();
  }

  /// A piece of work that was started.
  interface Worker {
    /// Asks for a round soon; cheap when one was asked for already. Threads: any.
    void wake();

    /// Ends the work; when this returns no round is running and none will begin. Called by others
    /// only, never by the work itself.
    void stop();
  }

  /// Starts a piece of work; its first round comes by itself.
  Worker start(String name, Work work);

  /// Where the thread that runs now does what it is given when it has done what it has at hand: an
  /// event loop that runs now, say. Null when there is no such place.
  default @Nullable Executor caller() {
    return null;
  }

  /// Waits until the future is done, however it ended, while the started work goes on.
  void await(CompletableFuture<?> future);
}
