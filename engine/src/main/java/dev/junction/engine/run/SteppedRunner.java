package dev.junction.engine.run;

import dev.junction.kernel.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// A runner without threads: whoever holds it runs one round after the other, in an order that the
/// random source picks. The same seed gives the same order.
///
/// For simulations and scenario tests. Threads: one, but for [Runner.Worker#wake].
public final class SteppedRunner implements Runner {

  private final Clock clock;
  private final RandomGenerator random;
  private final BooleanSupplier outside;
  private final List<SteppedWorker> workers = new ArrayList<>();

  /// Makes a runner.
  ///
  /// @param outside does one step of what lies outside of the runner while it waits, such as a
  ///     disk's sync, and answers whether there was any
  public SteppedRunner(Clock clock, RandomGenerator random, BooleanSupplier outside) {
    this.clock = clock;
    this.random = random;
    this.outside = outside;
  }

  @Override
  public Worker start(String name, Work work) {
    SteppedWorker worker = new SteppedWorker(name, work);
    workers.add(worker);
    return worker;
  }

  /// Runs one round of one piece of work that has something to do; false when none has.
  public boolean step() {
    int ready = 0;
    SteppedWorker chosen = null;
    for (SteppedWorker worker : workers) {
      if (worker.isReady()) {
        ready++;
        if (random.nextInt(ready) == 0) {
          chosen = worker;
        }
      }
    }
    if (chosen == null) {
      return false;
    }
    chosen.run();
    return true;
  }

  /// Runs rounds until nobody has anything to do at this time; outside steps are not taken.
  public void runAll() {
    while (step()) {}
  }

  /// The earliest monotonic time that any piece of work waits for; [Runner#WHEN_WOKEN] when none
  /// does.
  public long nextDeadlineNanos() {
    return workers.stream().mapToLong(worker -> worker.deadline).min().orElse(WHEN_WOKEN);
  }

  @Override
  public void await(CompletableFuture<?> future) {
    while (!future.isDone()) {
      if (!step() && !outside.getAsBoolean()) {
        throw new IllegalStateException("Nothing is left to do, but it is still not done");
      }
    }
  }

  private final class SteppedWorker implements Worker {
    private final String name;
    private final Work work;
    private volatile boolean woken = true;
    private long deadline = AT_ONCE;

    SteppedWorker(String name, Work work) {
      this.name = name;
      this.work = work;
    }

    boolean isReady() {
      return woken
          || deadline == AT_ONCE
          || (deadline != WHEN_WOKEN && clock.nanosUntil(deadline) <= 0);
    }

    void run() {
      woken = false;
      deadline = work.round();
    }

    @Override
    public void wake() {
      woken = true;
    }

    @Override
    public void stop() {
      workers.remove(this);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
