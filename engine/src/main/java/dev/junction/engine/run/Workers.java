package dev.junction.engine.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// What runs the engine's parts, for whoever has to wake them. Threads: any; a wake before the
/// worker is known is made up for when it is.
public final class Workers {

  private final List<Runner.Worker> partitions = new CopyOnWriteArrayList<>();
  private volatile Runner.@Nullable Worker releaser;
  private volatile Runner.@Nullable Worker checkpointer;

  /// Adds the worker of the next partition.
  public void addPartition(Runner.Worker worker) {
    partitions.add(worker);
    worker.wake();
  }

  public void setReleaser(Runner.Worker worker) {
    releaser = worker;
    worker.wake();
  }

  public void setCheckpointer(Runner.Worker worker) {
    checkpointer = worker;
    worker.wake();
  }

  public void wakeAll() {
    partitions.forEach(Runner.Worker::wake);
  }

  public void stopAll() {
    partitions.forEach(Runner.Worker::stop);
    stop(releaser);
    stop(checkpointer);
  }

  public void wakePartition(int number) {
    if (number < partitions.size()) {
      partitions.get(number).wake();
    }
  }

  /// Wakes a partition once the caller has done what it has at hand, which may hold more for it;
  /// at once when the caller runs nowhere in particular.
  public void wakePartition(int number, @Nullable Executor home) {
    if (home != null) {
      try {
        home.execute(() -> wakePartition(number));
        return;
      } catch (RejectedExecutionException _) {
        // It ends just now.
      }
    }
    wakePartition(number);
  }

  public void wakeReleaser() {
    wake(releaser);
  }

  public void wakeCheckpointer() {
    wake(checkpointer);
  }

  private static void wake(Runner.@Nullable Worker worker) {
    if (worker != null) {
      worker.wake();
    }
  }

  private static void stop(Runner.@Nullable Worker worker) {
    if (worker != null) {
      worker.stop();
    }
  }
}
